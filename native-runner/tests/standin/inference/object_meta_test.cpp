// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/object_meta.hpp"

#include <gtest/gtest.h>

namespace pipewright::standin::inference {
namespace {

constexpr float kFrameWidth = 1280;
constexpr float kFrameHeight = 720;

/// Boxes of a 320x192 network that looked at a whole 1280x720 frame.
std::vector<Detection> frame_boxes(const std::vector<Detection>& detections,
                                   const ClassAttributes& attributes = {},
                                   const std::set<int>& filtered_out = {}, bool crop = false) {
  DetectorOutput output{place({0, 0, 1280, 720}, 320, 180, true, false), detections};
  const std::vector<ClassAttributes> classes(2, attributes);
  std::vector<Detection> boxes;
  to_frame_boxes(output, {classes, &filtered_out, crop}, kFrameWidth, kFrameHeight, boxes);
  return boxes;
}

TEST(FrameBoxes, AreScaledToTheFrame) {
  const auto boxes = frame_boxes({{1, 10, 20, 30, 40, 0.5f}});
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_FLOAT_EQ(boxes[0].left, 40);
  EXPECT_FLOAT_EQ(boxes[0].top, 80);
  EXPECT_FLOAT_EQ(boxes[0].width, 120);
  EXPECT_FLOAT_EQ(boxes[0].height, 160);
  EXPECT_FLOAT_EQ(boxes[0].confidence, 0.5f);
}

TEST(FrameBoxes, TakeThePaddingOff) {
  DetectorOutput output{place({0, 0, 1280, 720}, 320, 192, true, true), {{0, 10, 26, 30, 40, 1}}};
  const std::vector<ClassAttributes> classes(1);
  const std::set<int> none;
  std::vector<Detection> boxes;
  to_frame_boxes(output, {classes, &none, false}, kFrameWidth, kFrameHeight, boxes);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_FLOAT_EQ(boxes[0].top, 80);
}

TEST(FrameBoxes, OfFilteredClassesOrWrongSizesAreDropped) {
  const std::vector<Detection> two = {{0, 0, 0, 10, 10, 1}, {1, 0, 0, 50, 20, 1}};
  EXPECT_EQ(frame_boxes(two, {}, {1}).size(), 1u);
  EXPECT_EQ(frame_boxes(two, {.min_width = 41}).size(), 1u);
  EXPECT_EQ(frame_boxes(two, {.min_height = 41}).size(), 1u);
  EXPECT_EQ(frame_boxes(two, {.max_width = 199}).size(), 1u);
  EXPECT_EQ(frame_boxes(two, {.max_height = 79}).size(), 1u);
  EXPECT_EQ(frame_boxes(two, {.max_width = 200}).size(), 2u);
}

TEST(FrameBoxes, InTheOffsetsAreDroppedOrCut) {
  const std::vector<Detection> boxes = {{0, 0, 0, 10, 10, 1}, {0, 0, 170, 10, 10, 1}};
  EXPECT_EQ(frame_boxes(boxes, {.roi_top_offset = 1}).size(), 1u);
  EXPECT_EQ(frame_boxes(boxes, {.roi_bottom_offset = 1}).size(), 1u);
  const auto cut = frame_boxes(boxes, {.roi_top_offset = 8, .roi_bottom_offset = 4}, {}, true);
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_FLOAT_EQ(cut[0].top, 8);
  EXPECT_FLOAT_EQ(cut[1].height, 36);
}

TEST(FrameBoxes, OfARegionAreCutAtItUnlessToldNotTo) {
  NvDsRoiMeta region = {};
  region.roi.left = 100;
  region.roi.top = 50;
  region.roi.width = 160;
  region.roi.height = 90;
  const DetectorOutput output{
      place({100, 50, 160, 90}, 320, 180, false, false), {{0, 300, 20, 40, 40, 1}}, &region};
  const std::vector<ClassAttributes> classes(1);
  const std::set<int> none;
  std::vector<Detection> boxes;
  to_frame_boxes(output, {classes, &none, false, true}, kFrameWidth, kFrameHeight, boxes);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_FLOAT_EQ(boxes[0].left, 250);
  EXPECT_FLOAT_EQ(boxes[0].top, 60);
  EXPECT_FLOAT_EQ(boxes[0].width, 10);
  to_frame_boxes(output, {classes, &none, false, false}, kFrameWidth, kFrameHeight, boxes);
  EXPECT_FLOAT_EQ(boxes[0].width, 20);
}

}  // namespace
}  // namespace pipewright::standin::inference
