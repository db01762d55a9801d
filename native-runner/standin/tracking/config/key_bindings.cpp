// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/config/key_bindings.hpp"

#include <algorithm>
#include <type_traits>
#include <vector>

namespace pipewright::standin::tracking {
namespace {

template <typename Field>
void assign(Field& field, const KeyValue& value) {
  if constexpr (std::is_same_v<Field, bool>) {
    field = value.boolean;
  } else if constexpr (std::is_same_v<Field, float>) {
    field = static_cast<float>(value.number);
  } else if constexpr (std::is_same_v<Field, std::string>) {
    field = value.text;
  } else if constexpr (std::is_integral_v<Field> || std::is_enum_v<Field>) {
    field = static_cast<Field>(value.integer);
  } else {
    field.assign(value.numbers.begin(), value.numbers.end());
  }
}

template <typename Field>
KeySetter set(Field TrackerConfig::*field) {
  return [=](TrackerConfig& config, const KeyValue& value) { assign(config.*field, value); };
}

template <typename Part, typename Field>
KeySetter set(Part TrackerConfig::*part, Field Part::*field) {
  return [=](TrackerConfig& config, const KeyValue& value) { assign(config.*part.*field, value); };
}

/// Numbers of which all but 0 mean yes.
template <typename Part>
KeySetter set_if_any(Part TrackerConfig::*part, bool Part::*field) {
  return [=](TrackerConfig& config, const KeyValue& value) {
    config.*part.*field = value.integer != 0;
  };
}

struct Binding {
  std::string_view section;
  std::string_view key;
  KeySetter setter;
};

const std::vector<Binding>& bindings() {
  using Config = TrackerConfig;
  using Visual = VisualTrackerSettings;
  using Reid = ReidSettings;
  using Reassoc = ReassociationSettings;
  static const std::vector<Binding> all = {
      {"BaseConfig", "minDetectorConfidence", set(&Config::min_detector_confidence)},
      {"BaseConfig", "checkClassMatch", set(&Config::check_class_match)},

      {"TargetManagement", "maxTargetsPerStream", set(&Config::max_targets_per_stream)},
      {"TargetManagement", "enableBboxUnClipping", set(&Config::unclip_boxes)},
      {"TargetManagement", "minIouDiff4NewTarget", set(&Config::min_iou_diff_for_new_target)},
      {"TargetManagement", "minTrackerConfidence", set(&Config::min_tracker_confidence)},
      {"TargetManagement", "probationAge", set(&Config::probation_age)},
      {"TargetManagement", "maxShadowTrackingAge", set(&Config::max_shadow_tracking_age)},
      {"TargetManagement", "earlyTerminationAge", set(&Config::early_termination_age)},
      {"TargetManagement", "searchRegionPaddingScale", set(&Config::search_region_padding_scale)},
      {"TargetManagement", "maxTrajectoryBufferLength", set(&Config::max_trajectory_length)},
      {"TargetManagement", "outputTerminatedTracks", set(&Config::output_terminated_tracks)},
      {"TargetManagement", "outputShadowTracks", set(&Config::output_shadow_tracks)},

      {"TrajectoryManagement", "useUniqueID", set(&Config::use_unique_id)},
      {"TrajectoryManagement", "reidExtractionInterval", set(&Config::reid_extraction_interval)},
      {"TrajectoryManagement", "enableReAssoc", set(&Config::reassociation, &Reassoc::is_enabled)},
      {"TrajectoryManagement", "minMatchingScore4Overall",
       set(&Config::reassociation, &Reassoc::min_matching_score_overall)},
      {"TrajectoryManagement", "minTrackletMatchingScore",
       set(&Config::reassociation, &Reassoc::min_tracklet_score)},
      {"TrajectoryManagement", "minMatchingScore4ReidSimilarity",
       set(&Config::reassociation, &Reassoc::min_reid_score)},
      {"TrajectoryManagement", "matchingScoreWeight4TrackletSimilarity",
       set(&Config::reassociation, &Reassoc::weight_tracklet)},
      {"TrajectoryManagement", "matchingScoreWeight4ReidSimilarity",
       set(&Config::reassociation, &Reassoc::weight_reid)},
      {"TrajectoryManagement", "minTrajectoryLength4Projection",
       set(&Config::reassociation, &Reassoc::min_trajectory_length)},
      {"TrajectoryManagement", "prepLength4TrajectoryProjection",
       set(&Config::reassociation, &Reassoc::prep_length)},
      {"TrajectoryManagement", "trajectoryProjectionLength",
       set(&Config::reassociation, &Reassoc::projection_length)},
      {"TrajectoryManagement", "maxAngle4TrackletMatching",
       set(&Config::reassociation, &Reassoc::max_angle_degrees)},
      {"TrajectoryManagement", "minSpeedSimilarity4TrackletMatching",
       set(&Config::reassociation, &Reassoc::min_speed_similarity)},
      {"TrajectoryManagement", "minBboxSizeSimilarity4TrackletMatching",
       set(&Config::reassociation, &Reassoc::min_size_similarity)},
      {"TrajectoryManagement", "maxTrackletMatchingTimeSearchRange",
       set(&Config::reassociation, &Reassoc::time_search_range)},

      {"DataAssociator", "associationMatcherType", set(&Config::matcher_type)},
      {"DataAssociator", "checkClassMatch", set(&Config::check_class_match)},
      {"DataAssociator", "usePrediction4Assoc", set(&Config::use_prediction)},
      {"DataAssociator", "minMatchingScore4Overall", set(&Config::min_matching_score_overall)},
      {"DataAssociator", "minMatchingScore4SizeSimilarity", set(&Config::min_matching_score_size)},
      {"DataAssociator", "minMatchingScore4Iou", set(&Config::min_matching_score_iou)},
      {"DataAssociator", "minMatchingScore4VisualSimilarity",
       set(&Config::min_matching_score_visual)},
      {"DataAssociator", "minMatchingScore4ReidSimilarity", set(&Config::min_matching_score_reid)},
      {"DataAssociator", "matchingScoreWeight4Iou", set(&Config::weight_iou)},
      {"DataAssociator", "matchingScoreWeight4SizeSimilarity", set(&Config::weight_size)},
      {"DataAssociator", "matchingScoreWeight4VisualSimilarity", set(&Config::weight_visual)},
      {"DataAssociator", "matchingScoreWeight4ReidSimilarity", set(&Config::weight_reid)},
      {"DataAssociator", "tentativeDetectorConfidence",
       set(&Config::tentative_detector_confidence)},
      {"DataAssociator", "minMatchingScore4TentativeIou",
       set(&Config::min_matching_score_tentative_iou)},
      {"DataAssociator", "thresholdMahalanobis", set(&Config::mahalanobis_threshold)},

      {"StateEstimator", "stateEstimatorType", set(&Config::estimator_type)},
      {"StateEstimator", "processNoiseVar4Loc", set(&Config::process_noise_location)},
      {"StateEstimator", "processNoiseVar4Size", set(&Config::process_noise_size)},
      {"StateEstimator", "processNoiseVar4Vel", set(&Config::process_noise_velocity)},
      {"StateEstimator", "measurementNoiseVar4Detector", set(&Config::measurement_noise_detector)},
      {"StateEstimator", "measurementNoiseVar4Tracker", set(&Config::measurement_noise_tracker)},
      {"StateEstimator", "noiseWeightVar4Loc", set(&Config::noise_weight_location)},
      {"StateEstimator", "noiseWeightVar4Vel", set(&Config::noise_weight_velocity)},
      {"StateEstimator", "useAspectRatio", set(&Config::use_aspect_ratio)},

      {"VisualTracker", "visualTrackerType", set_if_any(&Config::visual, &Visual::is_enabled)},
      {"VisualTracker", "useColorNames", set(&Config::visual, &Visual::use_color_names)},
      {"VisualTracker", "useHog", set(&Config::visual, &Visual::use_hog)},
      {"VisualTracker", "featureImgSizeLevel",
       set(&Config::visual, &Visual::feature_image_size_level)},
      {"VisualTracker", "featureFocusOffsetFactor_y",
       set(&Config::visual, &Visual::focus_offset_y)},
      {"VisualTracker", "filterLr", set(&Config::visual, &Visual::filter_learning_rate)},
      {"VisualTracker", "filterChannelWeightsLr",
       set(&Config::visual, &Visual::channel_weights_learning_rate)},
      {"VisualTracker", "gaussianSigma", set(&Config::visual, &Visual::gaussian_sigma)},

      {"ReID", "reidType", set(&Config::reid, &Reid::type)},
      {"ReID", "onnxFile", set(&Config::reid, &Reid::onnx_file)},
      {"ReID", "batchSize", set(&Config::reid, &Reid::batch_size)},
      {"ReID", "reidFeatureSize", set(&Config::reid, &Reid::feature_size)},
      {"ReID", "reidHistorySize", set(&Config::reid, &Reid::history_size)},
      {"ReID", "inferDims", set(&Config::reid, &Reid::infer_dims)},
      {"ReID", "inputOrder", set_if_any(&Config::reid, &Reid::is_nhwc)},
      {"ReID", "colorFormat", set_if_any(&Config::reid, &Reid::is_bgr)},
      {"ReID", "offsets", set(&Config::reid, &Reid::offsets)},
      {"ReID", "netScaleFactor", set(&Config::reid, &Reid::net_scale_factor)},
      {"ReID", "keepAspc", set(&Config::reid, &Reid::keep_aspect_ratio)},
      {"ReID", "addFeatureNormalization", set(&Config::reid, &Reid::normalise_features)},
      {"ReID", "outputReidTensor", set(&Config::reid, &Reid::output_tensor)},
  };
  return all;
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> keys_with_effect() {
  std::vector<std::pair<std::string_view, std::string_view>> keys;
  for (const Binding& binding : bindings()) keys.emplace_back(binding.section, binding.key);
  return keys;
}

const KeySetter* setter_of(std::string_view section, std::string_view key) {
  const auto found = std::find_if(
      bindings().begin(), bindings().end(),
      [&](const Binding& binding) { return binding.section == section && binding.key == key; });
  return found == bindings().end() ? nullptr : &found->setter;
}

}  // namespace pipewright::standin::tracking
