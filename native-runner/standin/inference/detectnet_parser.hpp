// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/clustering.hpp"
#include "standin/inference/detection.hpp"
#include "standin/inference/model_outputs.hpp"

namespace pipewright::standin::inference {

/// Where a DetectNet_v2 model keeps its grid of coverage values and boxes. The coverage output has
/// one channel per class, the box output four (distances left, top, right, bottom of the cell's
/// centre), both over the same grid.
struct DetectnetLayout {
  std::size_t coverage_index = 0;
  std::size_t boxes_index = 0;
  unsigned num_classes = 0;
  unsigned grid_width = 0;
  unsigned grid_height = 0;
  /// Network pixels per grid cell, rounded up.
  unsigned stride_x = 0;
  unsigned stride_y = 0;
  unsigned network_width = 0;
  unsigned network_height = 0;
};

/// The layout, or why the outputs are not those of a DetectNet_v2 model. As in the SDK the outputs
/// are found by "cov" and "bbox" in their names.
Result<DetectnetLayout> find_detectnet_layout(std::span<const OutputShape> outputs,
                                              unsigned network_width, unsigned network_height);

/// Decodes one frame: appends a box in network pixels, clipped to the network's input, for every
/// grid cell whose coverage reaches its class's pre-cluster threshold. `coverage` holds
/// num_classes * grid values, `boxes` four times as many. Classes beyond `params` are skipped.
void parse_detectnet(const DetectnetLayout& layout, std::span<const float> coverage,
                     std::span<const float> boxes, std::span<const ClusteringParams> params,
                     std::vector<Detection>& out);

}  // namespace pipewright::standin::inference
