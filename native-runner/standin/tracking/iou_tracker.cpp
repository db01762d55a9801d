// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/iou_tracker.hpp"

#include <algorithm>
#include <numeric>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::tracking {

using inference::intersection_over_union;

namespace {

/// A new target may move at any speed: its velocity starts this much less certain than its place.
constexpr float kInitialVelocityUncertainty = 10.0f;

float ratio(float a, float b) {
  const float larger = std::max(a, b);
  return larger > 0 ? std::min(a, b) / larger : 0.0f;
}

float size_similarity(const Box& a, const Box& b) {
  return ratio(a.width, b.width) * ratio(a.height, b.height);
}

float squared(float value) {
  return value * value;
}

}  // namespace

/// One pass of the association: which detections may meet which targets, and how pairs are scored.
struct IouTracker::Stage {
  float min_confidence = 0;
  float max_confidence = 2;
  bool reported_targets = true;
  bool probation_targets = true;
  /// Only overlap counts, with this least value; otherwise the weighted score of the config.
  std::optional<float> iou_only;
};

Box IouTracker::Target::box() const {
  const float w = std::max(width.position(), 0.0f);
  const float h = std::max(height.position(), 0.0f);
  return {center_x.position() - w / 2, center_y.position() - h / 2, w, h};
}

IouTracker::IouTracker(const TrackerConfig& config, float width, float height, IdSource& ids,
                       std::uint32_t id_upper_half)
    : config_(config),
      frame_width_(width),
      frame_height_(height),
      ids_(&ids),
      id_upper_half_(id_upper_half) {}

bool IouTracker::is_reported(const Target& target) const {
  return target.num_matches > config_.probation_age;
}

IouTracker::Target IouTracker::start_target(const TrackerDetection& detection) const {
  const Box& box = detection.box;
  const float location_variance = config_.measurement_noise + config_.process_noise_location;
  const float velocity_variance =
      kInitialVelocityUncertainty * (location_variance + config_.process_noise_velocity);
  const bool moves = config_.estimator_type != StateEstimatorType::kNone;
  const bool resizes = config_.estimator_type == StateEstimatorType::kRegularBox;
  Target target;
  target.class_id = detection.class_id;
  target.center_x =
      KalmanAxis(box.left + box.width / 2, location_variance, velocity_variance, moves);
  target.center_y =
      KalmanAxis(box.top + box.height / 2, location_variance, velocity_variance, moves);
  target.width = KalmanAxis(box.width, location_variance, velocity_variance, resizes);
  target.height = KalmanAxis(box.height, location_variance, velocity_variance, resizes);
  return target;
}

void IouTracker::predict(Target& target) const {
  if (config_.estimator_type == StateEstimatorType::kNone) return;
  const float height = target.height.position();
  const float location = config_.noise_weight_location > 0
                             ? squared(config_.noise_weight_location * height)
                             : config_.process_noise_location;
  const float velocity = config_.noise_weight_velocity > 0
                             ? squared(config_.noise_weight_velocity * height)
                             : config_.process_noise_velocity;
  target.center_x.predict(location, velocity);
  target.center_y.predict(location, velocity);
  target.width.predict(config_.process_noise_size, velocity);
  target.height.predict(config_.process_noise_size, velocity);
}

void IouTracker::correct(Target& target, const TrackerDetection& detection) const {
  const Box& box = detection.box;
  // Without an estimator the measurement is believed as it is.
  const bool filters = config_.estimator_type != StateEstimatorType::kNone;
  const auto take = [&](KalmanAxis& axis, float measured) {
    if (filters) {
      axis.correct(measured, config_.measurement_noise);
    } else {
      axis.set_position(measured);
    }
  };
  take(target.center_x, box.left + box.width / 2);
  take(target.center_y, box.top + box.height / 2);
  take(target.width, box.width);
  take(target.height, box.height);
  target.class_id = detection.class_id;
}

std::span<const TrackedObject> IouTracker::update(std::span<const TrackerDetection> detections,
                                                  bool inference_done) {
  for (Target& target : targets_) {
    target.detection.reset();
    predict(target);
  }
  if (inference_done) {
    associate(detections);
    start_targets(detections);
  } else {
    for (Target& target : targets_) ++target.frames_predicted;
  }
  end_targets();

  reported_.clear();
  for (Target& target : targets_) {
    if (!is_reported(target) || target.frames_unseen > 0) continue;
    if (!target.id) target.id = (std::uint64_t{id_upper_half_} << 32) | ids_->next();
    reported_.push_back({*target.id, target.box(), target.class_id,
                         1.0f / static_cast<float>(1 + target.frames_predicted), target.detection});
  }
  return reported_;
}

void IouTracker::associate(std::span<const TrackerDetection> detections) {
  detection_used_.assign(detections.size(), false);
  // Sorted by the left edge, a target meets only the detections around it.
  order_.resize(detections.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    return detections[a].box.left < detections[b].box.left;
  });
  const float least = config_.min_detector_confidence;
  if (config_.matcher_type == MatcherType::kGreedy) {
    run_stage(detections, {.min_confidence = least, .iou_only = std::nullopt});
  } else {
    const float sure = std::max(least, config_.tentative_detector_confidence);
    run_stage(detections,
              {.min_confidence = sure, .probation_targets = false, .iou_only = std::nullopt});
    run_stage(detections, {.min_confidence = least,
                           .max_confidence = sure,
                           .probation_targets = false,
                           .iou_only = config_.min_matching_score_tentative_iou});
    run_stage(detections, {.min_confidence = sure,
                           .reported_targets = false,
                           .iou_only = config_.min_matching_score_iou});
  }
  for (Target& target : targets_) {
    if (target.detection) {
      target.frames_unseen = 0;
      target.frames_predicted = 0;
      ++target.num_matches;
    } else {
      ++target.frames_unseen;
    }
  }
}

void IouTracker::run_stage(std::span<const TrackerDetection> detections, const Stage& stage) {
  candidates_.clear();
  float widest = 0;
  for (const TrackerDetection& detection : detections) {
    widest = std::max(widest, detection.box.width);
  }
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    const Target& target = targets_[t];
    if (target.detection) continue;
    if (is_reported(target) ? !stage.reported_targets : !stage.probation_targets) continue;
    const Box box = target.box();
    auto near = std::lower_bound(
        order_.begin(), order_.end(), box.left - widest,
        [&](std::size_t index, float left) { return detections[index].box.left < left; });
    for (; near != order_.end() && detections[*near].box.left < box.left + box.width; ++near) {
      const TrackerDetection& detection = detections[*near];
      if (detection_used_[*near] || detection.confidence < stage.min_confidence ||
          detection.confidence >= stage.max_confidence ||
          (config_.check_class_match && detection.class_id != target.class_id)) {
        continue;
      }
      const float iou = intersection_over_union(box, detection.box);
      if (iou <= 0) continue;
      if (stage.iou_only) {
        if (iou >= *stage.iou_only) candidates_.push_back({t, *near, iou});
        continue;
      }
      const float size = size_similarity(box, detection.box);
      const float score = config_.weight_iou * iou + config_.weight_size * size;
      if (iou >= config_.min_matching_score_iou && size >= config_.min_matching_score_size &&
          score >= config_.min_matching_score_overall && score > 0) {
        candidates_.push_back({t, *near, score});
      }
    }
  }
  const std::vector<Candidate> matches = config_.matcher_type == MatcherType::kGreedy
                                             ? match_greedily(candidates_)
                                             : match_optimally(candidates_);
  for (const Candidate& match : matches) {
    detection_used_[match.detection] = true;
    targets_[match.target].detection = match.detection;
    correct(targets_[match.target], detections[match.detection]);
  }
}

void IouTracker::start_targets(std::span<const TrackerDetection> detections) {
  const float needed =
      config_.matcher_type == MatcherType::kCascaded
          ? std::max(config_.min_detector_confidence, config_.tentative_detector_confidence)
          : config_.min_detector_confidence;
  const std::size_t num_existing = targets_.size();
  for (std::size_t i = 0; i < detections.size(); ++i) {
    if (detection_used_[i] || detections[i].confidence < needed) continue;
    if (targets_.size() >= config_.max_targets_per_stream) return;
    const bool covered = std::any_of(
        targets_.begin(), targets_.begin() + static_cast<std::ptrdiff_t>(num_existing),
        [&](const Target& target) {
          return (!config_.check_class_match || target.class_id == detections[i].class_id) &&
                 intersection_over_union(target.box(), detections[i].box) >
                     config_.min_iou_diff_for_new_target;
        });
    if (covered) continue;
    targets_.push_back(start_target(detections[i]));
    targets_.back().detection = i;
  }
}

void IouTracker::end_targets() {
  std::erase_if(targets_, [this](const Target& target) {
    const unsigned limit =
        is_reported(target) ? config_.max_shadow_tracking_age : config_.early_termination_age;
    if (target.frames_unseen > 0 && target.frames_unseen >= limit) return true;
    const Box box = target.box();
    return box.left >= frame_width_ || box.top >= frame_height_ || box.left + box.width <= 0 ||
           box.top + box.height <= 0;
  });
}

}  // namespace pipewright::standin::tracking
