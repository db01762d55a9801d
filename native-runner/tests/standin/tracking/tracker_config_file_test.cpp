// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/tracker_config_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/standin/inference/temp_folder.hpp"

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
ReID:
  inferDims: [3, 256, 128]
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
  EXPECT_EQ(file.value().keys_without_effect,
            (std::vector<std::string>{"TargetManagement.enableBboxUnClipping",
                                      "VisualTracker.visualTrackerType", "ReID.inferDims"}));
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
  EXPECT_NE(error("BaseConfig: 3\n").find("'BaseConfig' must be a section"), std::string::npos);
  EXPECT_NE(read_tracker_config(folder.path("gone.yml")).error().message.find("does not exist"),
            std::string::npos);
  EXPECT_NE(read_tracker_config(folder.write("tracker.txt", "[a]\nb=1\n"))
                .error()
                .message.find(".yml or .yaml"),
            std::string::npos);
}

}  // namespace
}  // namespace pipewright::standin::tracking
