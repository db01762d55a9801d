// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "standin/inference/clustering.hpp"
#include "standin/inference/detection.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// Left, top, right, bottom in pixels of the network's input.
struct Corners {
  float x1 = 0;
  float y1 = 0;
  float x2 = 0;
  float y2 = 0;
};

/// Whether a score of this class is worth a box.
inline bool reaches_threshold(float class_id, float score,
                              std::span<const ClusteringParams> params) {
  return class_id >= 0 && class_id < static_cast<float>(params.size()) &&
         score >= params[static_cast<std::size_t>(class_id)].pre_cluster_threshold;
}

/// The box cut at the network's input.
inline Corners clip(const Corners& box, const InferDims& network) {
  const auto width = static_cast<float>(network.width);
  const auto height = static_cast<float>(network.height);
  return {std::clamp(box.x1, 0.0f, width), std::clamp(box.y1, 0.0f, height),
          std::clamp(box.x2, 0.0f, width), std::clamp(box.y2, 0.0f, height)};
}

/// Appends the box of a candidate, cut at the network's input; one of less than a pixel is left
/// out.
inline void add_box(unsigned class_id, float score, const Corners& corners,
                    const InferDims& network, std::vector<Detection>& out,
                    std::size_t candidate = 0) {
  const Corners box = clip(corners, network);
  if (!(box.x2 - box.x1 >= 1 && box.y2 - box.y1 >= 1)) return;
  out.push_back({class_id, box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1, score, candidate});
}

}  // namespace pipewright::standin::inference
