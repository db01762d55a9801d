// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "standin/inference/detection.hpp"

namespace pipewright::standin::inference {

/// Values of the nvinfer key cluster-mode.
enum class ClusterMode {
  kGroupRectangles = 0,
  kDbscan = 1,
  kNms = 2,
  kDbscanThenNms = 3,
  kNone = 4,
};

/// Per-class keys of [class-attrs-all] and [class-attrs-N] that steer clustering.
struct ClusteringParams {
  float pre_cluster_threshold = 0.2f;
  float post_cluster_threshold = 0.0f;
  /// Largest distance (1 - IoU) of two boxes of one DBSCAN cluster.
  float eps = 0.0f;
  /// Boxes a DBSCAN cluster needs; 0 leaves the boxes as they are.
  int min_boxes = 0;
  /// Sum of confidences a DBSCAN cluster needs.
  float dbscan_min_score = 0.0f;
  float nms_iou_threshold = 0.3f;
  /// Boxes kept per class, the most confident first; negative keeps all.
  int topk = -1;
};

/// Turns the raw boxes of one frame into the detections of nvinfer's output: threshold, clustering
/// per class, top k. Keeps its scratch memory between frames; one instance per thread.
class Clusterer {
 public:
  /// `per_class` holds one entry per detected class. GroupRectangles becomes what the SDK's own
  /// build (without OpenCV) makes of it: NMS with IoU 0.5 that keeps the best 20 per class.
  Clusterer(ClusterMode mode, std::vector<ClusteringParams> per_class);

  /// Clusters `candidates` (boxes of unknown classes or below the threshold are ignored) and
  /// appends the result to `out`, ordered by class, then by confidence where the mode sorts.
  void cluster(std::span<const Detection> candidates, std::vector<Detection>& out);

 private:
  void suppress(const ClusteringParams& params, std::vector<Detection>& boxes);
  void group_by_density(const ClusteringParams& params, bool merge, std::vector<Detection>& boxes);
  static void keep_best(int topk, std::vector<Detection>& boxes);

  ClusterMode mode_;
  std::vector<ClusteringParams> params_;
  std::vector<std::vector<Detection>> per_class_;
  std::vector<Detection> kept_;
};

}  // namespace pipewright::standin::inference
