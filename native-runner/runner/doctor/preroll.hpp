// SPDX-License-Identifier: Apache-2.0
// Why a pipeline does not get to PAUSED or PLAYING.
#pragma once

#include <gst/gst.h>

#include <vector>

#include "runner/doctor/finding.hpp"
#include "runner/doctor/flow_map.hpp"

namespace pipewright {

/// For a pipeline whose elements have all accepted `target` and that has not reached it: the sinks
/// that wait for a first buffer, where it got stuck, and what lets them go. Empty when no sink
/// waits.
std::vector<Finding> find_unprerolled(const FlowMap& map);

/// For a pipeline that is still asking its elements to go to `target`: the one that takes so long.
std::vector<Finding> find_waiting_change(const FlowMap& map, GstState target);

}  // namespace pipewright
