// SPDX-License-Identifier: Apache-2.0
// What to look at when a source gives no data.
#pragma once

#include <string>

#include "runner/doctor/finding.hpp"
#include "runner/doctor/flow_map.hpp"

namespace pipewright {

/// Adds advice, and where there is one a fix, for the kind of source that an element is.
void add_source_advice(Finding& finding, const FlowMap& map, const std::string& element);

}  // namespace pipewright
