// SPDX-License-Identifier: Apache-2.0
// Segmentation from nvinfer's class maps to nvsegvisual's pictures.
#include <gtest/gtest.h>

#include <string>

#include "gstnvdsinfer.h"
#include "standin/segvisual/class_map_painter.hpp"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::paint_rect;
using testing::push_and_pull;
using testing::start_error_of;
using testing::start_harness;
using testing::user_data_of;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

/// Class 0 wants green, 1 red, 2 blue.
const std::vector<std::vector<float>> kWeights = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};

/// Left half red, right half black.
PictureRef half_red() {
  PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {0, 0, 128, 192}, {255, 0, 0});
  return picture;
}

class SegmentationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    GST_ELEMENT_REGISTER(nvinfer, nullptr);
    GST_ELEMENT_REGISTER(nvsegvisual, nullptr);
  }

  SegmentationTest() {
    folder_.write("model.onnx", testing::make_segmentation_onnx(12, 16, kWeights));
  }

  std::string nvinfer(const std::string& more = {}) {
    return "nvinfer config-file-path=" +
           folder_.write("config.txt",
                         "[property]\ngie-unique-id=3\nnetwork-type=2\nonnx-file=model.onnx\n"
                         "num-detected-classes=3\nsegmentation-threshold=0.5\n"
                         "net-scale-factor=0.0039215697906911373\n" +
                             more);
  }

  testing::TempFolder folder_;
};

const NvDsInferSegmentationMeta* map_of(GstBuffer* buffer) {
  return static_cast<NvDsInferSegmentationMeta*>(
      user_data_of(frames_of(buffer)[0]->frame_user_meta_list, NVDSINFER_SEGMENTATION_META));
}

void expect_half_red_map(const NvDsInferSegmentationMeta* map) {
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(map->unique_id, 3);
  EXPECT_EQ(map->classes, 3u);
  ASSERT_EQ(map->width, 16u);
  ASSERT_EQ(map->height, 12u);
  EXPECT_EQ(map->class_map[0], 1);
  EXPECT_EQ(map->class_map[16 * 11 + 6], 1);
  EXPECT_EQ(map->class_map[15], -1) << "black reaches no threshold";
  ASSERT_NE(map->class_probabilities_map, nullptr);
  EXPECT_NEAR(map->class_probabilities_map[16 * 12], 1, 0.01) << "class 1 at the first pixel";
}

TEST_F(SegmentationTest, GivesTheClassOfEveryPixel) {
  const auto harness = start_harness(nvinfer());
  BufferPtr buffer = push_and_pull(harness.get(), make_batch({half_red()}));
  push_and_pull(harness.get(), make_batch({black_picture(256, 192)}));
  expect_half_red_map(map_of(buffer.get()));
  const BufferPtr copy(gst_buffer_copy(buffer.get()));
  EXPECT_EQ(map_of(copy.get())->class_probabilities_map,
            map_of(buffer.get())->class_probabilities_map)
      << "copies share the model's outputs";
  buffer.reset();
  expect_half_red_map(map_of(copy.get()));
}

TEST_F(SegmentationTest, ReadsModelsWithChannelsAndClassesLast) {
  folder_.write("model.onnx", testing::make_segmentation_onnx(12, 16, kWeights, true));
  const auto harness =
      start_harness(nvinfer("network-input-order=1\nsegmentation-output-order=1\n"));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({half_red()}));
  const NvDsInferSegmentationMeta* map = map_of(buffer.get());
  ASSERT_NE(map, nullptr);
  ASSERT_EQ(map->width, 16u);
  ASSERT_EQ(map->height, 12u);
  EXPECT_EQ(map->class_map[0], 1);
  EXPECT_EQ(map->class_map[16 * 11 + 6], 1);
  EXPECT_EQ(map->class_map[15], -1);
  EXPECT_NEAR(map->class_probabilities_map[1], 1, 0.01) << "class 1 at the first pixel";
}

TEST_F(SegmentationTest, ReadsMapsOfClassNumbers) {
  std::vector<float> numbers(12 * 16);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i % 3);
  for (const std::vector<int>& dims : {std::vector{12, 16}, {1, 12, 16}, {12, 16, 1}}) {
    folder_.write("model.onnx", testing::make_colour_onnx(12, 16, {{"classes", dims, numbers}}));
    const auto harness = start_harness(nvinfer());
    const BufferPtr buffer = push_and_pull(harness.get(), make_batch({half_red()}));
    const NvDsInferSegmentationMeta* map = map_of(buffer.get());
    ASSERT_NE(map, nullptr);
    ASSERT_EQ(map->width, 16u);
    ASSERT_EQ(map->height, 12u);
    for (int i = 0; i < 12 * 16; ++i) ASSERT_EQ(map->class_map[i], i % 3);
    EXPECT_EQ(map->class_probabilities_map, nullptr);
  }
}

TEST_F(SegmentationTest, WrongClassCountsNameTheKey) {
  const std::string error = start_error_of(nvinfer("num-detected-classes=4\n"));
  EXPECT_CONTAINS(error, "num-detected-classes");
  EXPECT_CONTAINS(error, "'classes' [3 x 12 x 16]");
  EXPECT_CONTAINS(start_error_of(nvinfer("segmentation-output-order=1\n")),
                  "segmentation-output-order");
}

struct Pixel {
  int red;
  int green;
  int blue;
};

Pixel pixel_of(GstBuffer* buffer, int x, int y) {
  const SurfaceMap map(buffer);
  const FrameView& view = map.view(0);
  const std::uint8_t* pixel = view.planes[0] + y * view.strides[0] + x * 4;
  return {pixel[0], pixel[1], pixel[2]};
}

/// What nvsegvisual makes of the half red picture.
BufferPtr visualised(const std::string& nvinfer, const std::string& properties) {
  const auto infer = start_harness(nvinfer);
  BufferPtr segmented = push_and_pull(infer.get(), make_batch({half_red()}));
  const auto visual = start_harness("nvsegvisual width=64 height=48 " + properties);
  return push_and_pull(visual.get(), segmented.release());
}

TEST_F(SegmentationTest, IsPaintedInTheColoursOfTheClasses) {
  const BufferPtr buffer = visualised(nvinfer(), "");
  const SurfaceMap map(buffer.get());
  EXPECT_EQ(map.view(0).format.width, 64);
  EXPECT_EQ(map.view(0).format.height, 48);
  EXPECT_EQ(map.view(0).format.format, GST_VIDEO_FORMAT_RGBA);
  const segvisual::ClassColor color = segvisual::color_of_class(1);
  const Pixel painted = pixel_of(buffer.get(), 4, 4);
  EXPECT_EQ(painted.red, color.red);
  EXPECT_EQ(painted.green, color.green);
  EXPECT_EQ(painted.blue, color.blue);
  const Pixel empty = pixel_of(buffer.get(), 60, 40);
  EXPECT_EQ(empty.red + empty.green + empty.blue, 0);
  EXPECT_NE(gst_buffer_get_nvds_batch_meta(buffer.get()), nullptr);
}

TEST_F(SegmentationTest, LetsThePictureThrough) {
  const segvisual::ClassColor color = segvisual::color_of_class(1);
  const BufferPtr blended = visualised(nvinfer(), "original-background=true alpha=0.25");
  EXPECT_NEAR(pixel_of(blended.get(), 4, 4).red, 0.75 * 255 + 0.25 * color.red, 2);
  EXPECT_NEAR(pixel_of(blended.get(), 4, 4).green, 0.25 * color.green, 2);
  const BufferPtr clear = visualised(nvinfer(), "original-background=true class-id=1");
  EXPECT_EQ(pixel_of(clear.get(), 4, 4).red, 255);
  EXPECT_EQ(pixel_of(clear.get(), 4, 4).green, 0);
  const BufferPtr other = visualised(nvinfer(), "operate-on-seg-meta-id=9");
  EXPECT_EQ(pixel_of(other.get(), 4, 4).red, 0) << "the map is of component 3";
}

}  // namespace
}  // namespace pipewright::standin
