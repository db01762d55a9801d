// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/clustering.hpp"

#include <gtest/gtest.h>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::inference {
namespace {

std::vector<Detection> run(ClusterMode mode, const ClusteringParams& params,
                           const std::vector<Detection>& candidates, std::size_t num_classes = 2) {
  Clusterer clusterer(mode, std::vector(num_classes, params));
  std::vector<Detection> out;
  clusterer.cluster(candidates, out);
  return out;
}

TEST(BoxOverlap, IsSharedAreaOverJoinedArea) {
  const Detection a{0, 0, 0, 10, 10, 1};
  EXPECT_FLOAT_EQ(intersection_over_union(a, Detection{0, 5, 0, 10, 10, 1}), 50.0f / 150.0f);
  EXPECT_FLOAT_EQ(intersection_over_union(a, a), 1.0f);
  EXPECT_FLOAT_EQ(intersection_over_union(a, Detection{0, 10, 0, 10, 10, 1}), 0.0f);
  EXPECT_FLOAT_EQ(intersection_over_union(Detection{}, Detection{}), 0.0f);
}

TEST(Nms, KeepsTheMostConfidentOfOverlappingBoxesOfAClass) {
  const auto kept = run(ClusterMode::kNms, {.nms_iou_threshold = 0.5f},
                        {{0, 0, 0, 10, 10, 0.6f},
                         {0, 1, 0, 10, 10, 0.9f},
                         {0, 50, 50, 10, 10, 0.5f},
                         {1, 0, 0, 10, 10, 0.7f}});
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_FLOAT_EQ(kept[0].confidence, 0.9f);
  EXPECT_FLOAT_EQ(kept[1].confidence, 0.5f);
  EXPECT_EQ(kept[2].class_id, 1u);
}

TEST(Nms, AnOverlapOfExactlyTheThresholdIsKept) {
  const std::vector<Detection> boxes = {{0, 0, 0, 10, 10, 0.9f}, {0, 5, 0, 10, 10, 0.8f}};
  EXPECT_EQ(run(ClusterMode::kNms, {.nms_iou_threshold = 1.0f / 3}, boxes).size(), 2u);
  EXPECT_EQ(run(ClusterMode::kNms, {.nms_iou_threshold = 0.33f}, boxes).size(), 1u);
}

TEST(Nms, AppliesThresholdsBeforeAndAfterAndTopK) {
  const std::vector<Detection> boxes = {{0, 0, 0, 5, 5, 0.9f},
                                        {0, 20, 0, 5, 5, 0.7f},
                                        {0, 40, 0, 5, 5, 0.4f},
                                        {0, 60, 0, 5, 5, 0.1f}};
  EXPECT_EQ(run(ClusterMode::kNms, {.pre_cluster_threshold = 0.4f}, boxes).size(), 3u);
  EXPECT_EQ(run(ClusterMode::kNms, {.post_cluster_threshold = 0.7f}, boxes).size(), 1u)
      << "a confidence equal to post-cluster-threshold is dropped";
  const auto best = run(ClusterMode::kNms, {.topk = 2}, boxes);
  ASSERT_EQ(best.size(), 2u);
  EXPECT_FLOAT_EQ(best[1].confidence, 0.7f);
  EXPECT_TRUE(run(ClusterMode::kNms, {.topk = 0}, boxes).empty());
}

TEST(NoClustering, KeepsEveryBoxOfKnownClasses) {
  const auto kept = run(ClusterMode::kNone, {},
                        {{0, 0, 0, 10, 10, 0.6f}, {0, 0, 0, 10, 10, 0.6f}, {7, 0, 0, 1, 1, 0.9f}});
  EXPECT_EQ(kept.size(), 2u);
}

TEST(GroupRectangles, IsNmsWithTheBestTwentyAtAnIouOfOneHalf) {
  std::vector<Detection> boxes;
  for (int i = 0; i < 30; ++i) {
    boxes.push_back({0, static_cast<float>(i) * 100, 0, 10, 10, 0.3f + 0.01f * i});
  }
  boxes.push_back({0, 2900, 0, 10, 7, 0.2f});
  const auto kept = run(ClusterMode::kGroupRectangles, {.nms_iou_threshold = 0.9f}, boxes);
  ASSERT_EQ(kept.size(), 20u);
  EXPECT_FLOAT_EQ(kept[0].left, 2900);
  EXPECT_FLOAT_EQ(kept[19].left, 1000);
}

TEST(Dbscan, MergesDenseBoxesAndDropsLonelyOnes) {
  const auto kept =
      run(ClusterMode::kDbscan, {.eps = 0.4f, .min_boxes = 2},
          {{0, 0, 0, 20, 20, 0.6f}, {0, 2, 2, 20, 20, 0.8f}, {0, 300, 300, 20, 20, 0.9f}});
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_FLOAT_EQ(kept[0].left, 1);
  EXPECT_FLOAT_EQ(kept[0].top, 1);
  EXPECT_FLOAT_EQ(kept[0].confidence, 0.7f);
}

TEST(Dbscan, NeedsTheScoreAndHitsForItsArea) {
  const std::vector<Detection> two = {{0, 0, 0, 20, 20, 0.6f}, {0, 2, 2, 20, 20, 0.8f}};
  EXPECT_TRUE(
      run(ClusterMode::kDbscan, {.eps = 0.4f, .min_boxes = 2, .dbscan_min_score = 1.5f}, two)
          .empty());
  const std::vector<Detection> huge = {{0, 0, 0, 400, 400, 0.6f}, {0, 2, 2, 400, 400, 0.8f}};
  EXPECT_TRUE(run(ClusterMode::kDbscan, {.eps = 0.4f, .min_boxes = 2}, huge).empty())
      << "an area of 400x400 pixels with two hits is over the area-to-hit ratio of 60";
}

TEST(Dbscan, LeavesBoxesAloneWithoutMinBoxes) {
  EXPECT_EQ(
      run(ClusterMode::kDbscan, {.eps = 0.4f}, {{0, 0, 0, 20, 20, 0.6f}, {0, 2, 2, 20, 20, 0.8f}})
          .size(),
      2u);
}

TEST(DbscanThenNms, TakesTheBestBoxOfADenseGroup) {
  const auto kept =
      run(ClusterMode::kDbscanThenNms, {.eps = 0.4f, .min_boxes = 2},
          {{0, 0, 0, 20, 20, 0.6f}, {0, 2, 2, 20, 20, 0.8f}, {0, 300, 300, 20, 20, 0.9f}});
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_FLOAT_EQ(kept[0].left, 2);
  EXPECT_FLOAT_EQ(kept[0].confidence, 0.8f);
}

TEST(Clusterer, ForgetsTheFrameBefore) {
  Clusterer clusterer(ClusterMode::kNms, std::vector(1, ClusteringParams{}));
  const std::vector<Detection> first = {{0, 0, 0, 10, 10, 0.9f}};
  std::vector<Detection> out;
  clusterer.cluster(first, out);
  out.clear();
  clusterer.cluster({}, out);
  EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace pipewright::standin::inference
