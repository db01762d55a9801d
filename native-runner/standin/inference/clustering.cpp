// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/clustering.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr int kGroupRectanglesTopK = 20;
constexpr float kGroupRectanglesIou = 0.5f;
/// The SDK always filters DBSCAN clusters by sqrt(area) / boxes with this limit.
constexpr float kMaxAreaToHitRatio = 60.0f;

void sort_by_confidence(std::vector<Detection>& boxes) {
  std::stable_sort(boxes.begin(), boxes.end(), [](const Detection& a, const Detection& b) {
    return a.confidence > b.confidence;
  });
}

/// Indices of the boxes within `eps` of `boxes[index]`, itself included.
std::vector<std::size_t> neighbours(std::span<const Detection> boxes, std::size_t index,
                                    float eps) {
  std::vector<std::size_t> found;
  for (std::size_t other = 0; other < boxes.size(); ++other) {
    if (other == index || 1.0f - intersection_over_union(boxes[index], boxes[other]) <= eps) {
      found.push_back(other);
    }
  }
  return found;
}

Detection mean_of(std::span<const Detection> boxes, std::span<const std::size_t> members) {
  Detection mean;
  mean.class_id = boxes[members.front()].class_id;
  for (const std::size_t member : members) {
    const Detection& box = boxes[member];
    mean.left += box.left;
    mean.top += box.top;
    mean.width += box.width;
    mean.height += box.height;
    mean.confidence += box.confidence;
  }
  const float count = static_cast<float>(members.size());
  mean.left /= count;
  mean.top /= count;
  mean.width /= count;
  mean.height /= count;
  mean.confidence /= count;
  return mean;
}

}  // namespace

Clusterer::Clusterer(ClusterMode mode, std::vector<ClusteringParams> per_class)
    : mode_(mode), params_(std::move(per_class)), per_class_(params_.size()) {
  if (mode_ == ClusterMode::kGroupRectangles) {
    mode_ = ClusterMode::kNms;
    for (ClusteringParams& params : params_) {
      params.topk = kGroupRectanglesTopK;
      params.nms_iou_threshold = kGroupRectanglesIou;
    }
  }
}

void Clusterer::cluster(std::span<const Detection> candidates, std::vector<Detection>& out) {
  for (auto& boxes : per_class_) boxes.clear();
  for (const Detection& box : candidates) {
    if (box.class_id < params_.size() &&
        box.confidence >= params_[box.class_id].pre_cluster_threshold) {
      per_class_[box.class_id].push_back(box);
    }
  }
  for (std::size_t class_id = 0; class_id < params_.size(); ++class_id) {
    std::vector<Detection>& boxes = per_class_[class_id];
    if (boxes.empty()) continue;
    const ClusteringParams& params = params_[class_id];
    switch (mode_) {
      case ClusterMode::kGroupRectangles:
      case ClusterMode::kNms:
        suppress(params, boxes);
        break;
      case ClusterMode::kDbscan:
        group_by_density(params, true, boxes);
        std::erase_if(boxes, [&params](const Detection& box) {
          return box.confidence < params.post_cluster_threshold;
        });
        break;
      case ClusterMode::kDbscanThenNms:
        group_by_density(params, false, boxes);
        suppress(params, boxes);
        break;
      case ClusterMode::kNone:
        break;
    }
    keep_best(params.topk, boxes);
    out.insert(out.end(), boxes.begin(), boxes.end());
  }
}

void Clusterer::suppress(const ClusteringParams& params, std::vector<Detection>& boxes) {
  sort_by_confidence(boxes);
  kept_.clear();
  for (const Detection& box : boxes) {
    const bool overlaps = std::any_of(kept_.begin(), kept_.end(), [&](const Detection& kept) {
      return intersection_over_union(box, kept) > params.nms_iou_threshold;
    });
    if (!overlaps) kept_.push_back(box);
  }
  std::erase_if(kept_, [&params](const Detection& box) {
    return !(box.confidence > params.post_cluster_threshold);
  });
  boxes.swap(kept_);
}

void Clusterer::group_by_density(const ClusteringParams& params, bool merge,
                                 std::vector<Detection>& boxes) {
  if (params.min_boxes <= 0) return;
  kept_.clear();
  std::vector<bool> taken(boxes.size(), false);
  for (std::size_t seed = 0; seed < boxes.size(); ++seed) {
    if (taken[seed]) continue;
    std::vector<std::size_t> members;
    std::vector<std::size_t> frontier = {seed};
    // A box extends the cluster only when its own neighbourhood is dense enough; a seed that is
    // not stays free, so that a later cluster can still take it as its border.
    while (!frontier.empty()) {
      const std::size_t current = frontier.back();
      frontier.pop_back();
      if (taken[current]) continue;
      const std::vector<std::size_t> near = neighbours(boxes, current, params.eps);
      float score = 0;
      for (const std::size_t index : near) score += boxes[index].confidence;
      const bool dense = near.size() >= static_cast<std::size_t>(params.min_boxes) &&
                         score >= params.dbscan_min_score;
      if (!dense && current == seed) break;
      taken[current] = true;
      members.push_back(current);
      if (dense) frontier.insert(frontier.end(), near.begin(), near.end());
    }
    if (members.empty()) continue;
    const Detection mean = mean_of(boxes, members);
    const float hit_ratio =
        std::sqrt(mean.width * mean.height) / static_cast<float>(members.size());
    if (hit_ratio > kMaxAreaToHitRatio) continue;
    if (merge) {
      kept_.push_back(mean);
    } else {
      for (const std::size_t member : members) kept_.push_back(boxes[member]);
    }
  }
  boxes.swap(kept_);
}

void Clusterer::keep_best(int topk, std::vector<Detection>& boxes) {
  if (topk < 0) return;
  sort_by_confidence(boxes);
  if (boxes.size() > static_cast<std::size_t>(topk)) boxes.resize(static_cast<std::size_t>(topk));
}

}  // namespace pipewright::standin::inference
