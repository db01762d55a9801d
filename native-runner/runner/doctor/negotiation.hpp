// SPDX-License-Identifier: Apache-2.0
// Which two pads of a pipeline could not agree on caps.
#pragma once

#include <string>
#include <vector>

#include "runner/doctor/finding.hpp"
#include "runner/doctor/flow_map.hpp"

namespace pipewright {

/// Does an error message come of caps that do not meet?
bool is_negotiation_error(const runner::BusMessage& message);

/// Follows what sources offer through the pipeline to the links whose target does not take it.
std::vector<Finding> find_unnegotiated(const FlowMap& map);

/// The same for two pads that a plan wants linked.
Finding unlinkable(const std::string& link_id, const std::string& from_element,
                   const std::string& from_pad, const GstCaps* offered,
                   const std::string& to_element, const std::string& to_pad,
                   const GstCaps* accepted);

}  // namespace pipewright
