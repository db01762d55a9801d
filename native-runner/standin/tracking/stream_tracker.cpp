// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/stream_tracker.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Pixels from the frame's edge within which a box may be cut by it.
constexpr float kEdge = 1.0f;

/// Adds a point and forgets the oldest ones beyond `max_length`; below 0 none.
void append(std::vector<TrackPoint>& points, const TrackPoint& point, long max_length) {
  if (max_length == 0) return;
  if (max_length > 0 && points.size() >= static_cast<std::size_t>(max_length)) {
    points.erase(points.begin());
  }
  points.push_back(point);
}

}  // namespace

StreamTracker::StreamTracker(const SharedParts& parts, float width, float height,
                             std::uint32_t id_upper_half)
    : parts_(parts),
      config_(*parts.config),
      frame_width_(width),
      frame_height_(height),
      id_upper_half_(id_upper_half),
      associator_(config_, parts.visual, parts.reid),
      lost_(config_) {}

Result<void> StreamTracker::update(const FrameInput& frame) {
  looks_at_pictures_ = parts_.visual != nullptr && frame.picture.view != nullptr;
  has_features_ = parts_.reid != nullptr && frame.picture.view != nullptr && frame.inference_done;
  predict(frame);
  lost_.advance();
  if (frame.inference_done) {
    // Where features only tell which track goes on in which, few are needed.
    const bool needs_all = config_.reid.serves_association() || config_.reid.output_tensor;
    if (has_features_ && needs_all) {
      if (auto extracted = extract_all(frame); !extracted) return extracted;
    }
    associator_.associate(targets_, frame.detections, has_features_);
    if (has_features_ && !needs_all) {
      if (auto extracted = extract_due(targets_, frame); !extracted) return extracted;
    }
  }
  for (Target& target : targets_) {
    if (target.detection) correct(target, frame.detections[*target.detection]);
    settle(target, frame);
  }
  if (frame.inference_done) start_targets(frame);
  end_targets();
  if (looks_at_pictures_) learn_looks(frame);
  report(frame);
  return {};
}

void StreamTracker::predict(const FrameInput& frame) {
  for (Target& target : targets_) {
    target.detection.reset();
    target.known_box = target.estimator.box();
    target.estimator.predict();
    ++target.age;
    target.confidence = 1;
  }
  if (looks_at_pictures_) search(frame);
}

void StreamTracker::search(const FrameInput& frame) {
  looked_at_.clear();
  for (Target& target : targets_) {
    looked_at_.push_back({&target.visual, target.estimator.box()});
  }
  parts_.visual->search(filters_, looked_at_, frame.picture);
  for (Target& target : targets_) {
    const VisualSearch& search = target.visual.search;
    target.confidence = search.confidence;
    // Where it does not see the target it would only follow the background.
    if (search.confidence >= config_.min_tracker_confidence) {
      target.estimator.correct_by_visual_tracker(search.center_x, search.center_y);
    }
  }
}

void StreamTracker::correct(Target& target, const TrackerDetection& detection) {
  target.estimator.correct_by_detection(config_.unclip_boxes ? unclipped(target, detection.box)
                                                             : detection.box);
  target.class_id = detection.class_id;
}

Box StreamTracker::unclipped(const Target& target, Box box) const {
  const Box known = target.known_box;
  if (box.left <= kEdge && box.width < known.width) {
    box.left = box.right() - known.width;
    box.width = known.width;
  } else if (box.right() >= frame_width_ - kEdge) {
    box.width = std::max(box.width, known.width);
  }
  if (box.top <= kEdge && box.height < known.height) {
    box.top = box.bottom() - known.height;
    box.height = known.height;
  } else if (box.bottom() >= frame_height_ - kEdge) {
    box.height = std::max(box.height, known.height);
  }
  return box;
}

bool StreamTracker::is_seen(const Target& target, bool inference_done) const {
  if (target.detection) return true;
  if (looks_at_pictures_) return target.confidence >= config_.min_tracker_confidence;
  // Between two frames with inference there is nothing to say that a seen target has gone.
  return !inference_done && target.shadow_age == 0;
}

void StreamTracker::settle(Target& target, const FrameInput& frame) {
  const bool seen = is_seen(target, frame.inference_done);
  target.is_seen = seen;
  if (target.detection) {
    target.shadow_age = 0;
  } else if (frame.inference_done || (looks_at_pictures_ && !seen)) {
    ++target.shadow_age;
  }
  if (target.is_on_probation()) {
    if (target.detection && target.age > config_.probation_age) target.state = TargetState::kActive;
  } else {
    target.state = seen ? TargetState::kActive : TargetState::kInactive;
  }
  if (has_features_ && target.detection) keep_feature(target);
}

void StreamTracker::keep_feature(Target& target) {
  if (!is_feature_due(target)) return;
  target.gallery.add(parts_.reid->feature(*target.detection), config_.reid.history_size);
}

/// Where a target is not seen its filter would take in what hides it.
void StreamTracker::learn_looks(const FrameInput& frame) {
  looked_at_.clear();
  for (Target& target : targets_) {
    if (target.is_seen) looked_at_.push_back({&target.visual, target.estimator.box()});
  }
  parts_.visual->learn(filters_, looked_at_, frame.picture);
}

bool StreamTracker::is_feature_due(const Target& target) const {
  const long interval = config_.reid_extraction_interval;
  return target.gallery.empty() ||
         (interval >= 0 && target.age % (static_cast<unsigned>(interval) + 1) == 0);
}

Result<void> StreamTracker::extract_all(const FrameInput& frame) {
  wanted_.resize(frame.detections.size());
  std::iota(wanted_.begin(), wanted_.end(), std::size_t{0});
  return parts_.reid->extract(frame.picture, frame.detections, wanted_);
}

/// After the association: for targets whose feature is due, and those that may start now.
Result<void> StreamTracker::extract_due(std::span<const Target> targets, const FrameInput& frame) {
  wanted_.clear();
  for (const Target& target : targets) {
    if (target.detection && is_feature_due(target)) wanted_.push_back(*target.detection);
  }
  for (std::size_t i = 0; i < frame.detections.size(); ++i) {
    if (!associator_.is_matched(i) && associator_.may_start_target(frame.detections[i])) {
      wanted_.push_back(i);
    }
  }
  return parts_.reid->extract(frame.picture, frame.detections, wanted_);
}

void StreamTracker::start_targets(const FrameInput& frame) {
  const std::size_t num_existing = targets_.size();
  for (std::size_t i = 0; i < frame.detections.size(); ++i) {
    const TrackerDetection& detection = frame.detections[i];
    if (associator_.is_matched(i) || !associator_.may_start_target(detection)) continue;
    if (targets_.size() >= config_.max_targets_per_stream) return;
    const bool is_covered = std::any_of(
        targets_.begin(), targets_.begin() + static_cast<std::ptrdiff_t>(num_existing),
        [&](const Target& target) {
          return (!config_.check_class_match || target.class_id == detection.class_id) &&
                 inference::intersection_over_union(target.estimator.box(), detection.box) >
                     config_.min_iou_diff_for_new_target;
        });
    if (is_covered) continue;
    Target& target = targets_.emplace_back(config_, detection);
    target.detection = i;
    target.age = 1;
    settle(target, frame);
  }
}

bool StreamTracker::has_ended(const Target& target) const {
  const unsigned limit =
      target.is_on_probation() ? config_.early_termination_age : config_.max_shadow_tracking_age;
  if (target.shadow_age > 0 && target.shadow_age >= limit) return true;
  const Box box = target.estimator.box();
  return box.left >= frame_width_ || box.top >= frame_height_ || box.right() <= 0 ||
         box.bottom() <= 0;
}

void StreamTracker::end_targets() {
  ended_tracks_.clear();
  const auto ended =
      std::stable_partition(targets_.begin(), targets_.end(),
                            [this](const Target& target) { return !has_ended(target); });
  for (auto target = ended; target != targets_.end(); ++target) {
    if (!target->id) continue;
    if (config_.output_terminated_tracks) {
      ended_tracks_.push_back({*target->id, target->class_id, target->trajectory});
    }
    // What it looked like in the last frames is not needed to join it with another one.
    target->visual = {};
    lost_.add(std::move(*target));
  }
  targets_.erase(ended, targets_.end());
}

TrackPoint StreamTracker::point_of(const Target& target, std::uint32_t frame_num) const {
  TrackPoint point;
  point.frame_num = frame_num;
  point.box = target.estimator.box();
  point.confidence = target.confidence;
  point.age = target.age;
  point.state = target.state;
  const Box& box = point.box;
  const float width = std::min(box.right(), frame_width_) - std::max(box.left, 0.0f);
  const float height = std::min(box.bottom(), frame_height_) - std::max(box.top, 0.0f);
  const float area = box.width * box.height;
  point.visibility = area > 0 ? std::max(width, 0.0f) * std::max(height, 0.0f) / area : 0.0f;
  return point;
}

void StreamTracker::name(Target& target) {
  if (target.id) return;
  target.id = lost_.claim(target);
  if (!target.id) target.id = (std::uint64_t{id_upper_half_} << 32) | parts_.ids->next();
}

void StreamTracker::report(const FrameInput& frame) {
  reported_.clear();
  past_tracks_.clear();
  shadow_tracks_.clear();
  const bool keeps_trajectories =
      config_.output_terminated_tracks || config_.reassociation.is_enabled;
  for (Target& target : targets_) {
    const TrackPoint point = point_of(target, frame.frame_num);
    if (keeps_trajectories) append(target.trajectory, point, config_.max_trajectory_length);
    if (target.state != TargetState::kActive) {
      append(target.unreported, point, config_.max_shadow_tracking_age);
      if (target.id && config_.output_shadow_tracks) {
        shadow_tracks_.push_back({*target.id, target.class_id, {point}});
      }
      continue;
    }
    name(target);
    const bool has_feature = has_features_ && config_.reid.output_tensor && target.detection;
    reported_.push_back(
        {*target.id, point.box, target.class_id, target.confidence, target.detection,
         has_feature ? parts_.reid->feature(*target.detection) : std::span<const float>()});
    if (target.unreported.empty()) continue;
    past_tracks_.push_back({*target.id, target.class_id, std::exchange(target.unreported, {})});
  }
}

}  // namespace pipewright::standin::tracking
