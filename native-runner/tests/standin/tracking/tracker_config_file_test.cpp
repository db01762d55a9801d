// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/config/tracker_config_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "standin/tracking/config/key_bindings.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::tracking {
namespace {

using testing::TempFolder;

TEST(TrackerConfigFile, ReadsWhatTheTrackerUsesAndListsTheRest) {
  const TempFolder folder;
  const auto file = read_tracker_config(folder.write("tracker.yml", R"(%YAML:1.0
# a comment
BaseConfig:
  minDetectorConfidence: 0.1894   # per detection
TargetManagement:
  enableBboxUnClipping: 1
  maxTargetsPerStream: 150
  minIouDiff4NewTarget: 0.3686
  probationAge: 2
  maxShadowTrackingAge: 42
  earlyTerminationAge: 1
TrajectoryManagement:
  useUniqueID: 1
DataAssociator:
  dataAssociatorType: 0
  associationMatcherType: 1
  checkClassMatch: 1
  minMatchingScore4Overall: 0.4
  minMatchingScore4Iou: 0.25
  matchingScoreWeight4Iou: 0.7
  matchingScoreWeight4SizeSimilarity: 0.3
  tentativeDetectorConfidence: 0.6
StateEstimator:
  stateEstimatorType: 2
  processNoiseVar4Loc: 6810.8
  measurementNoiseVar4Detector: 100
VisualTracker:
  visualTrackerType: 1
  featureImgSizeLevel: 3
ReID:
  workspaceSize: 1000
  inferDims: [3, 256, 128]
  offsets: [123.675, 116.28, 103.53]
)"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  const TrackerConfig& config = file.value().config;
  EXPECT_FLOAT_EQ(config.min_detector_confidence, 0.1894f);
  EXPECT_EQ(config.max_targets_per_stream, 150u);
  EXPECT_FLOAT_EQ(config.min_iou_diff_for_new_target, 0.3686f);
  EXPECT_EQ(config.probation_age, 2u);
  EXPECT_EQ(config.max_shadow_tracking_age, 42u);
  EXPECT_EQ(config.early_termination_age, 1u);
  EXPECT_TRUE(config.use_unique_id);
  EXPECT_EQ(config.matcher_type, MatcherType::kCascaded);
  EXPECT_FLOAT_EQ(config.weight_size, 0.3f);
  EXPECT_EQ(config.estimator_type, StateEstimatorType::kRegularBox);
  EXPECT_FLOAT_EQ(config.process_noise_location, 6810.8f);
  EXPECT_TRUE(config.unclip_boxes);
  EXPECT_TRUE(config.visual.is_enabled);
  EXPECT_EQ(config.visual.feature_image_size_level, 3u);
  EXPECT_EQ(config.reid.infer_dims, (std::vector<long>{3, 256, 128}));
  EXPECT_EQ(config.reid.offsets.size(), 3u);
  EXPECT_EQ(file.value().keys_without_effect,
            (std::vector<std::string>{"DataAssociator.dataAssociatorType", "ReID.workspaceSize"}));
  EXPECT_TRUE(file.value().warnings.empty()) << file.value().warnings[0];
}

TEST(TrackerConfigFile, WithoutAStateEstimatorThereIsNoFilter) {
  const TempFolder folder;
  const auto file =
      read_tracker_config(folder.write("iou.yml", "TargetManagement:\n  probationAge: 1\n"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ(file.value().config.estimator_type, StateEstimatorType::kNone);
}

TEST(TrackerConfigFile, ErrorsNameFileSectionAndKey) {
  const TempFolder folder;
  const auto error = [&](const std::string& content) {
    const auto file = read_tracker_config(folder.write("tracker.yml", content));
    return file.ok() ? std::string("no error") : file.error().message;
  };
  const std::string wrong = error("TargetManagement:\n  probationAge: soon\n");
  EXPECT_NE(wrong.find("tracker.yml"), std::string::npos) << wrong;
  EXPECT_NE(wrong.find("TargetManagement: probationAge"), std::string::npos) << wrong;
  EXPECT_NE(error("DataAssociator:\n  associationMatcherType: 2\n").find("1 (cascaded)"),
            std::string::npos);
  EXPECT_NE(wrong.find("line 2"), std::string::npos) << wrong;
  EXPECT_NE(error("TargetManagement:\n  probationAge: 99999\n").find("from 0 to 65535"),
            std::string::npos);
  const std::string list = error("ReID:\n  reidType: 0\n\n  inferDims: [3, wide]\n");
  EXPECT_NE(list.find("line 4"), std::string::npos) << list;
  EXPECT_NE(list.find("'wide'"), std::string::npos) << list;
  EXPECT_NE(error("ReID:\n  inferDims: 3\n").find("expected a list"), std::string::npos);
  EXPECT_NE(error("ReID:\n  batchSize: [3]\n").find("not a list"), std::string::npos);
  EXPECT_NE(error("VisualTracker:\n  useHog: maybe\n").find("0 or 1"), std::string::npos);
  EXPECT_NE(error("MultiViewAssociator:\n  recentlyActiveAge: old\n").find("recentlyActiveAge"),
            std::string::npos)
      << "keys without an effect are checked too";
  EXPECT_NE(error("BaseConfig: 3\n").find("'BaseConfig' must be a section"), std::string::npos);
  EXPECT_NE(read_tracker_config(folder.path("gone.yml")).error().message.find("does not exist"),
            std::string::npos);
  EXPECT_NE(read_tracker_config(folder.write("tracker.txt", "[a]\nb=1\n"))
                .error()
                .message.find(".yml or .yaml"),
            std::string::npos);
}

TEST(TrackerConfigFile, WarnsOfWhatTheTrackerDoesNotKnow) {
  const TempFolder folder;
  const auto file =
      read_tracker_config(folder.write("tracker.yml",
                                       "TargetManagement:\n  probationage: 1\nNvDCF:\n  x: 1\n"
                                       "PoseEstimator:\n  poseEstimatorType: 1\n"
                                       "StateEstimator:\n  stateEstimatorType: 3\n"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  const std::vector<std::string>& warnings = file.value().warnings;
  ASSERT_EQ(warnings.size(), 4u);
  EXPECT_NE(warnings[0].find("line 2, TargetManagement: probationage"), std::string::npos)
      << warnings[0];
  EXPECT_NE(warnings[1].find("line 3, NvDCF"), std::string::npos) << warnings[1];
  EXPECT_NE(warnings[2].find("line 8, StateEstimator: stateEstimatorType"), std::string::npos)
      << warnings[2];
  EXPECT_NE(warnings[3].find("line 6, PoseEstimator"), std::string::npos) << warnings[3];
}

TEST(TrackerConfigFile, RefusesWhatNeedsOtherParts) {
  const TempFolder folder;
  const auto error = [&](const std::string& content) {
    const auto file = read_tracker_config(folder.write("tracker.yml", content));
    return file.ok() ? std::string("no error") : file.error().message;
  };
  const std::string masks = error("Segmenter:\n  segmenterType: 1\n");
  EXPECT_NE(masks.find("line 2, Segmenter: segmenterType"), std::string::npos) << masks;
  const std::string reid = error("ReID:\n  reidType: 1\n  tltEncodedModel: a.etlt\n");
  EXPECT_NE(reid.find("line 2, ReID: reidType"), std::string::npos) << reid;
  EXPECT_NE(reid.find("ReID.onnxFile"), std::string::npos) << reid;
  const std::string gone = error("ReID:\n  reidType: 1\n  onnxFile: gone.onnx\n");
  EXPECT_NE(gone.find("line 3, ReID: onnxFile"), std::string::npos) << gone;
}

TEST(TrackerConfigFile, JoinsTracksByMotionWhereReassociationHasNoNetwork) {
  const TempFolder folder;
  const auto file = read_tracker_config(folder.write(
      "tracker.yml", "TrajectoryManagement:\n  enableReAssoc: 1\nReID:\n  reidType: 2\n"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_TRUE(file.value().config.reassociation.is_enabled);
  EXPECT_EQ(file.value().config.reid.type, 0u);
  ASSERT_EQ(file.value().warnings.size(), 1u);
  EXPECT_NE(file.value().warnings[0].find("ReID.onnxFile"), std::string::npos);
}

TEST(TrackerConfigFile, KnowsEveryKeyThatDoesSomething) {
  EXPECT_EQ(find_key("TargetManagement", "nothing"), nullptr);
  EXPECT_EQ(setter_of("TargetManagement", "nothing"), nullptr);
  for (const auto& [section, key] : keys_with_effect()) {
    EXPECT_NE(find_key(section, key), nullptr) << section << "." << key;
  }
}

}  // namespace
}  // namespace pipewright::standin::tracking
