// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "standin/tracking/config/key_schema.hpp"
#include "standin/tracking/config/tracker_config.hpp"

namespace pipewright::standin::tracking {

/// Puts a key's value into the configuration.
using KeySetter = std::function<void(TrackerConfig& config, const KeyValue& value)>;

/// Section and key of all that have an effect.
std::vector<std::pair<std::string_view, std::string_view>> keys_with_effect();

/// What a key does; null for keys without an effect on a CPU.
const KeySetter* setter_of(std::string_view section, std::string_view key);

}  // namespace pipewright::standin::tracking
