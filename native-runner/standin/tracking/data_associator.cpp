// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/data_associator.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::tracking {

using inference::intersection_over_union;

/// One pass of the association: which detections may meet which targets, and how pairs are scored.
struct DataAssociator::Stage {
  float min_confidence = 0;
  float max_confidence = std::numeric_limits<float>::infinity();
  bool known_targets = true;
  bool targets_on_probation = true;
  /// Only overlap counts, with this least value; otherwise the weighted score of the config.
  std::optional<float> iou_only = std::nullopt;
};

void DataAssociator::associate(std::span<Target> targets,
                               std::span<const TrackerDetection> detections, bool has_features) {
  has_features_ = has_features;
  is_matched_.assign(detections.size(), false);
  sort_by_left_edge(detections);
  const float least = config_.min_detector_confidence;
  if (config_.matcher_type == MatcherType::kGreedy) {
    run_stage(targets, detections, {.min_confidence = least});
    return;
  }
  const float sure = std::max(least, config_.tentative_detector_confidence);
  run_stage(targets, detections, {.min_confidence = sure, .targets_on_probation = false});
  run_stage(targets, detections,
            {.min_confidence = least,
             .max_confidence = sure,
             .targets_on_probation = false,
             .iou_only = config_.min_matching_score_tentative_iou});
  run_stage(
      targets, detections,
      {.min_confidence = sure, .known_targets = false, .iou_only = config_.min_matching_score_iou});
}

bool DataAssociator::may_start_target(const TrackerDetection& detection) const {
  const float needed =
      config_.matcher_type == MatcherType::kCascaded
          ? std::max(config_.min_detector_confidence, config_.tentative_detector_confidence)
          : config_.min_detector_confidence;
  return detection.confidence >= needed;
}

void DataAssociator::sort_by_left_edge(std::span<const TrackerDetection> detections) {
  places_.clear();
  for (std::size_t i = 0; i < detections.size(); ++i) {
    const Box& box = detections[i].box;
    places_.push_back({box.left, box.top, box.bottom(), i});
  }
  std::sort(places_.begin(), places_.end(),
            [](const Place& a, const Place& b) { return a.left < b.left; });
  widest_ = 0;
  for (const TrackerDetection& detection : detections) {
    widest_ = std::max(widest_, detection.box.width);
  }
}

Box DataAssociator::box_of(const Target& target) const {
  // What the visual tracker found is no prediction.
  const bool is_estimated = config_.use_prediction || visual_ != nullptr;
  return is_estimated ? target.estimator.box() : target.known_box;
}

float DataAssociator::score(const Target& target, const Box& box, const TrackerDetection& detection,
                            std::size_t index, float iou) const {
  if (iou < config_.min_matching_score_iou) return 0;
  const float size = size_similarity(box, detection.box);
  if (size < config_.min_matching_score_size) return 0;
  float score = config_.weight_iou * iou + config_.weight_size * size;
  if (config_.mahalanobis_threshold >= 0 &&
      target.estimator.squared_mahalanobis(detection.box) > config_.mahalanobis_threshold) {
    return 0;
  }
  const bool counts_look = config_.weight_visual != 0 || config_.min_matching_score_visual > 0;
  if (visual_ != nullptr && counts_look) {
    const float visual = visual_->similarity(target.visual, detection.box);
    if (visual < config_.min_matching_score_visual) return 0;
    score += config_.weight_visual * visual;
  }
  if (has_features_ && config_.reid.serves_association() && !target.gallery.empty()) {
    const float reid = target.gallery.similarity(reid_->feature(index));
    if (reid < config_.min_matching_score_reid) return 0;
    score += config_.weight_reid * reid;
  }
  return score >= config_.min_matching_score_overall ? score : 0;
}

void DataAssociator::run_stage(std::span<Target> targets,
                               std::span<const TrackerDetection> detections, const Stage& stage) {
  candidates_.clear();
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const Target& target = targets[t];
    if (target.detection) continue;
    if (target.is_on_probation() ? !stage.targets_on_probation : !stage.known_targets) continue;
    const Box box = box_of(target);
    auto near = std::lower_bound(places_.begin(), places_.end(), box.left - widest_,
                                 [](const Place& place, float left) { return place.left < left; });
    const float right = box.right();
    const float bottom = box.bottom();
    for (; near != places_.end() && near->left < right; ++near) {
      // One question for both edges, as nearly all answers are alike.
      if (std::max(near->top - bottom, box.top - near->bottom) >= 0) continue;
      const std::size_t index = near->detection;
      const TrackerDetection& detection = detections[index];
      if (is_matched_[index] || detection.confidence < stage.min_confidence ||
          detection.confidence >= stage.max_confidence ||
          (config_.check_class_match && detection.class_id != target.class_id)) {
        continue;
      }
      const float iou = intersection_over_union(box, detection.box);
      if (iou <= 0) continue;
      const float pair_score = stage.iou_only ? (iou >= *stage.iou_only ? iou : 0.0f)
                                              : score(target, box, detection, index, iou);
      if (pair_score > 0) candidates_.push_back({t, index, pair_score});
    }
  }
  const std::vector<Candidate> matches = config_.matcher_type == MatcherType::kGreedy
                                             ? match_greedily(candidates_)
                                             : match_optimally(candidates_);
  for (const Candidate& match : matches) {
    is_matched_[match.detection] = true;
    targets[match.target].detection = match.detection;
  }
}

}  // namespace pipewright::standin::tracking
