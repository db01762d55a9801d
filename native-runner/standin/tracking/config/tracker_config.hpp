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
  /// Kalman filter over the middle of the lower edge and its velocity; the size is the last one
  /// measured.
  kSimpleLocation = 3,
};

/// How detections are matched to targets (DataAssociator.associationMatcherType).
enum class MatcherType { kGreedy = 0, kCascaded = 1 };

/// Keys of the section VisualTracker: the correlation filter of NvDCF.
struct VisualTrackerSettings {
  bool is_enabled = false;
  bool use_color_names = true;
  bool use_hog = false;
  /// 1 to 5: features of 12, 18, 24, 30 or 36 values in each direction.
  unsigned feature_image_size_level = 2;
  /// Shift of the window's centre as a share of its height; negative is up.
  float focus_offset_y = 0.0f;
  float filter_learning_rate = 0.075f;
  float channel_weights_learning_rate = 0.1f;
  /// Width of the wanted response, in values of the feature image.
  float gaussian_sigma = 0.75f;

  bool operator==(const VisualTrackerSettings&) const = default;
};

/// Keys of the section ReID: the network that tells objects apart by their look.
struct ReidSettings {
  /// ReID.reidType: 0 none, 1 association (NvDeepSORT), 2 re-association, 3 both.
  unsigned type = 0;
  bool serves_association() const { return type == 1 || type == 3; }
  bool serves_reassociation() const { return type == 2 || type == 3; }

  std::string onnx_file;
  unsigned batch_size = 1;
  /// Values of a feature; 0 takes what the model gives.
  unsigned feature_size = 0;
  /// Features kept per target.
  unsigned history_size = 100;
  /// Channels, height and width; empty takes the model's own.
  std::vector<long> infer_dims;
  bool is_nhwc = false;
  bool is_bgr = false;
  std::vector<float> offsets;
  float net_scale_factor = 1.0f;
  bool keep_aspect_ratio = true;
  bool normalise_features = false;
  bool output_tensor = false;

  bool operator==(const ReidSettings&) const = default;
};

/// Keys of the section TrajectoryManagement about joining broken tracks.
struct ReassociationSettings {
  bool is_enabled = false;
  float min_matching_score_overall = 0.4f;
  float min_tracklet_score = 0.4f;
  float min_reid_score = 0.0f;
  float weight_tracklet = 1.0f;
  float weight_reid = 0.0f;
  unsigned min_trajectory_length = 20;
  /// Last points of a track that tell how it moves.
  unsigned prep_length = 10;
  /// Frames that an ended track is looked for.
  unsigned projection_length = 90;
  float max_angle_degrees = 40.0f;
  float min_speed_similarity = 0.3f;
  float min_size_similarity = 0.6f;
  /// Frames before and after a point of the projection that a box is compared with.
  unsigned time_search_range = 20;
};

/// The low-level tracker's YAML, with the defaults of DeepStream's tracker library. Lengths are
/// pixels of the tracker's working size, ages are frames.
struct TrackerConfig {
  // BaseConfig
  float min_detector_confidence = 0.0f;

  // TargetManagement
  unsigned max_targets_per_stream = 30;
  /// Boxes cut by the frame's edge get back the size they had.
  bool unclip_boxes = false;
  /// A new detection that overlaps a target more than this starts no target.
  float min_iou_diff_for_new_target = 0.5f;
  /// Under this a target that the visual tracker follows is not reported.
  float min_tracker_confidence = 0.6f;
  /// Frames until a target is reported.
  unsigned probation_age = 5;
  /// Frames without a detection until a target ends.
  unsigned max_shadow_tracking_age = 38;
  /// Frames without a detection until a target in probation ends.
  unsigned early_termination_age = 2;
  /// Search region of the visual tracker: the box grown by this share of the square root of its
  /// area.
  float search_region_padding_scale = 1.0f;
  /// Points kept of a track for the list of ended ones; below 0 all.
  long max_trajectory_length = -1;
  bool output_terminated_tracks = false;
  bool output_shadow_tracks = false;

  // TrajectoryManagement
  /// Ids carry a random upper half per stream.
  bool use_unique_id = false;
  ReassociationSettings reassociation;
  /// Frames between two looks of the ReID network at a target; below 0 only the first.
  long reid_extraction_interval = 0;

  // DataAssociator
  MatcherType matcher_type = MatcherType::kGreedy;
  bool check_class_match = true;
  /// Detections are compared with where a target is predicted to be, not with where it was.
  bool use_prediction = false;
  float min_matching_score_overall = 0.0f;
  float min_matching_score_size = 0.0f;
  float min_matching_score_iou = 0.0f;
  float min_matching_score_visual = 0.0f;
  float min_matching_score_reid = 0.0f;
  float weight_iou = 1.0f;
  float weight_size = 0.0f;
  float weight_visual = 0.0f;
  float weight_reid = 0.0f;
  /// Cascaded matcher: detections under this only extend targets that are already reported.
  float tentative_detector_confidence = 0.5f;
  float min_matching_score_tentative_iou = 0.0f;
  /// Largest squared Mahalanobis distance of a match; below 0 any.
  float mahalanobis_threshold = -1.0f;

  // StateEstimator
  StateEstimatorType estimator_type = StateEstimatorType::kSimpleBox;
  float process_noise_location = 2.0f;
  float process_noise_size = 1.0f;
  float process_noise_velocity = 0.1f;
  float measurement_noise_detector = 4.0f;
  float measurement_noise_tracker = 16.0f;
  /// When above 0 the noises are of this share of the box's height instead.
  float noise_weight_location = -0.1f;
  float noise_weight_velocity = -0.1f;
  /// The filter holds the aspect ratio in place of the width.
  bool use_aspect_ratio = false;

  VisualTrackerSettings visual;
  ReidSettings reid;
};

}  // namespace pipewright::standin::tracking
