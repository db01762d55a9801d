// SPDX-License-Identifier: Apache-2.0
// Why data stands still in a pipeline that plays.
#pragma once

#include <vector>

#include "runner/doctor/finding.hpp"
#include "runner/doctor/flow_map.hpp"

namespace pipewright {

/// One finding per element that holds the data up. `playing_since` and `limit` are microseconds.
/// A link counts as silent after `limit`, and after several times its longest gap so far; a source
/// that never gave anything after `limit` in PLAYING. What has ended is not silent.
std::vector<Finding> find_stalls(const FlowMap& map, gint64 now, gint64 playing_since,
                                 gint64 limit);

}  // namespace pipewright
