// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pipewright::standin::tracking {

/// Kinds of state estimator (StateEstimator.stateEstimatorType).
enum class StateEstimatorType {
  /// The box of the last detection stands for the target.
  kNone = 0,
  /// Kalman filter over position, size and velocity of the position.
  kSimpleBox = 1,
  /// As SimpleBox, and the size has a velocity too.
  kRegularBox = 2,
};

/// How detections are matched to targets (DataAssociator.associationMatcherType).
enum class MatcherType { kGreedy = 0, kCascaded = 1 };

/// The settings of the low-level tracker's YAML that an association by overlap with a Kalman filter
/// uses, with the defaults of DeepStream's tracker library. Lengths are pixels of the tracker's
/// working size, ages are frames.
struct TrackerConfig {
  // BaseConfig
  float min_detector_confidence = 0.0f;

  // TargetManagement
  unsigned max_targets_per_stream = 30;
  /// A new detection that overlaps a target more than this starts no target.
  float min_iou_diff_for_new_target = 0.5f;
  /// Frames with a detection until a target is reported.
  unsigned probation_age = 5;
  /// Frames without a detection until a target ends.
  unsigned max_shadow_tracking_age = 38;
  /// Frames without a detection until a target in probation ends.
  unsigned early_termination_age = 2;

  // TrajectoryManagement
  /// Ids carry a random upper half per stream.
  bool use_unique_id = false;

  // DataAssociator
  MatcherType matcher_type = MatcherType::kGreedy;
  bool check_class_match = true;
  float min_matching_score_overall = 0.0f;
  float min_matching_score_size = 0.0f;
  float min_matching_score_iou = 0.0f;
  float weight_iou = 1.0f;
  float weight_size = 0.0f;
  /// Cascaded matcher: detections under this only extend targets that are already reported.
  float tentative_detector_confidence = 0.5f;
  float min_matching_score_tentative_iou = 0.0f;

  // StateEstimator
  StateEstimatorType estimator_type = StateEstimatorType::kSimpleBox;
  float process_noise_location = 2.0f;
  float process_noise_size = 1.0f;
  float process_noise_velocity = 0.1f;
  float measurement_noise = 4.0f;
  /// When above 0 the noise is this share of the box's height instead.
  float noise_weight_location = -0.1f;
  float noise_weight_velocity = -0.1f;
};

}  // namespace pipewright::standin::tracking
