// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detectnet_parser.hpp"

#include <gtest/gtest.h>

namespace pipewright::standin::inference {
namespace {

const std::vector<OutputShape> kOutputs = {{"output_bbox/BiasAdd", {8, 2, 3}},
                                           {"output_cov/Sigmoid", {2, 2, 3}}};

DetectnetLayout layout() {
  auto found = find_detectnet_layout(kOutputs, 48, 32);
  EXPECT_TRUE(found.ok());
  return found.value();
}

TEST(DetectnetLayout, IsFoundByTheNamesOfTheOutputs) {
  const DetectnetLayout found = layout();
  EXPECT_EQ(found.coverage_index, 1u);
  EXPECT_EQ(found.boxes_index, 0u);
  EXPECT_EQ(found.num_classes, 2u);
  EXPECT_EQ(found.grid_width, 3u);
  EXPECT_EQ(found.grid_height, 2u);
  EXPECT_EQ(found.stride_x, 16u);
  EXPECT_EQ(found.stride_y, 16u);
}

TEST(DetectnetLayout, RefusesOtherModelsAndNamesTheirOutputs) {
  const std::vector<OutputShape> yolo = {{"output0", {84, 8400}}};
  const auto no_coverage = find_detectnet_layout(yolo, 640, 640);
  ASSERT_FALSE(no_coverage.ok());
  EXPECT_NE(no_coverage.error().message.find("'output0' [84 x 8400]"), std::string::npos);

  const std::vector<OutputShape> unequal = {{"cov", {2, 2, 3}}, {"bbox", {4, 2, 3}}};
  EXPECT_FALSE(find_detectnet_layout(unequal, 48, 32).ok());
  const std::vector<OutputShape> unknown = {{"cov", {2, 0, 0}}, {"bbox", {8, 0, 0}}};
  EXPECT_FALSE(find_detectnet_layout(unknown, 48, 32).ok());
}

TEST(DetectnetParser, DecodesDistancesFromTheCellsCentre) {
  std::vector<float> coverage(2 * 6, 0.0f);
  std::vector<float> boxes(8 * 6, 0.0f);
  // Class 1 in row 1, column 2: the cell's centre is at (32.5, 16.5).
  coverage[6 + 5] = 0.75f;
  boxes[4 * 6 + 5] = 10.5f / 35;
  boxes[5 * 6 + 5] = 6.5f / 35;
  boxes[6 * 6 + 5] = 7.5f / 35;
  boxes[7 * 6 + 5] = 3.5f / 35;
  std::vector<Detection> found;
  const std::vector<ClusteringParams> params(2, {.pre_cluster_threshold = 0.75f});
  parse_detectnet(layout(), coverage, boxes, params, found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].class_id, 1u);
  EXPECT_NEAR(found[0].left, 22, 1e-4);
  EXPECT_NEAR(found[0].top, 10, 1e-4);
  EXPECT_NEAR(found[0].width, 18, 1e-4);
  EXPECT_NEAR(found[0].height, 10, 1e-4);
  EXPECT_FLOAT_EQ(found[0].confidence, 0.75f);
}

TEST(DetectnetParser, ClipsToTheNetworkAndHonoursEachClassThreshold) {
  std::vector<float> coverage(2 * 6, 0.5f);
  std::vector<float> boxes(8 * 6, 10.0f);
  std::vector<ClusteringParams> params = {{.pre_cluster_threshold = 0.6f},
                                          {.pre_cluster_threshold = 0.4f}};
  std::vector<Detection> found;
  parse_detectnet(layout(), coverage, boxes, params, found);
  ASSERT_EQ(found.size(), 6u);
  for (const Detection& box : found) {
    EXPECT_EQ(box.class_id, 1u);
    EXPECT_FLOAT_EQ(box.left, 0);
    EXPECT_FLOAT_EQ(box.top, 0);
    EXPECT_FLOAT_EQ(box.width, 47);
    EXPECT_FLOAT_EQ(box.height, 31);
  }
}

TEST(DetectnetParser, SkipsBoxesTurnedInsideOutAndClassesThatAreNotConfigured) {
  std::vector<float> coverage(2 * 6, 0.9f);
  std::vector<float> inside_out(8 * 6, -1.0f);
  const std::vector<ClusteringParams> one_class(1);
  std::vector<Detection> found;
  parse_detectnet(layout(), coverage, inside_out, one_class, found);
  EXPECT_TRUE(found.empty());
  std::vector<float> boxes(8 * 6, 0.1f);
  parse_detectnet(layout(), coverage, boxes, one_class, found);
  EXPECT_EQ(found.size(), 6u);
  for (const Detection& box : found) EXPECT_EQ(box.class_id, 0u);
}

}  // namespace
}  // namespace pipewright::standin::inference
