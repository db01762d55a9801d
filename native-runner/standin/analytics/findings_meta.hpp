// SPDX-License-Identifier: Apache-2.0
// Writes what was found into the metadata: as user metas, and as shapes and texts to draw.
#pragma once

#include "nvdsmeta.h"
#include "standin/analytics/analytics_config.hpp"
#include "standin/analytics/stream_analyser.hpp"

namespace pipewright::standin::analytics {

struct MetaSettings {
  DrawMode draw_mode = DrawMode::kCounts;
  unsigned font_size = 12;
  bool draws_object_counts = false;
  /// The element's unique-id.
  unsigned unique_id = 0;
};

/// Attaches the findings to the frame and to its objects, which have to be in the order in which
/// they were analysed.
void attach_findings(NvDsFrameMeta& frame, const FrameFindings& findings, const StreamRules& rules,
                     const MetaSettings& settings);

}  // namespace pipewright::standin::analytics
