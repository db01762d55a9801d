// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "standin/tracking/box_estimator.hpp"
#include "standin/tracking/reid/feature_gallery.hpp"
#include "standin/tracking/visual/visual_tracker.hpp"

namespace pipewright::standin::tracking {

/// An object that the detector found.
struct TrackerDetection {
  Box box;
  int class_id = 0;
  float confidence = 0;
};

/// Whether a target is sure and seen; the numbers are those of TRACKER_STATE.
enum class TargetState {
  /// Reported.
  kActive = 1,
  /// Followed without being reported: not seen, or not surely.
  kInactive = 2,
  /// On probation.
  kTentative = 3,
};

/// A target in one frame.
struct TrackPoint {
  std::uint32_t frame_num = 0;
  Box box;
  float confidence = 0;
  /// Frames since the target started.
  std::uint32_t age = 0;
  TargetState state = TargetState::kTentative;
  /// Share of the box within the frame.
  float visibility = 1;
};

/// Points of one target, in the order of frames.
struct Track {
  std::uint64_t id = 0;
  int class_id = 0;
  std::vector<TrackPoint> points;
};

/// An object that is followed from frame to frame.
struct Target {
  Target(const TrackerConfig& config, const TrackerDetection& detection)
      : class_id(detection.class_id), estimator(config, detection.box), known_box(detection.box) {}

  bool is_on_probation() const { return state == TargetState::kTentative; }

  /// Set when the target is first reported.
  std::optional<std::uint64_t> id;
  int class_id;
  BoxEstimator estimator;
  /// Where it was before this frame's prediction.
  Box known_box;
  TargetState state = TargetState::kTentative;
  /// Frames since it started.
  unsigned age = 0;
  /// Frames since it was seen by the detector.
  unsigned shadow_age = 0;
  /// Whether the frame at hand shows it.
  bool is_seen = false;
  /// 1, or what the visual tracker says.
  float confidence = 1;
  /// Index of its detection in the frame at hand.
  std::optional<std::size_t> detection;
  VisualModel visual;
  FeatureGallery gallery;
  /// Points since it was last reported.
  std::vector<TrackPoint> unreported;
  /// All points, where lists of ended tracks or joining them need these.
  std::vector<TrackPoint> trajectory;
};

}  // namespace pipewright::standin::tracking
