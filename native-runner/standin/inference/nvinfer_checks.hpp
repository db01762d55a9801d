// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "common/result.hpp"
#include "standin/config/config_file.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// The section of an nvinfer configuration that holds its keys.
inline constexpr std::string_view kPropertySection = "property";

/// What keeps a configuration that was read from working: missing keys and files, what contradicts
/// itself, what a CPU cannot do. Errors name file, section, key and what to set.
std::optional<Error> check_nvinfer_config(const ConfigFile& file, const NvinferConfig& config);

}  // namespace pipewright::standin::inference
