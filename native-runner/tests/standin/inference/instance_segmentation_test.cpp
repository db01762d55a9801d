// SPDX-License-Identifier: Apache-2.0
// nvinfer with network-type 3: objects that carry their masks.
#include <gtest/gtest.h>

#include <string>

#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::frames_of;
using testing::make_batch;
using testing::objects_of;
using testing::plain_picture;
using testing::push_and_pull;
using testing::start_error_of;
using testing::start_harness;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class InstanceSegmentationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinfer, nullptr); }

  InstanceSegmentationTest() {
    // Two boxes of the 32x32 network, both class 1; masks of 2x2, the first of which needs red.
    folder_.write("model.onnx",
                  testing::make_colour_onnx(
                      32, 32,
                      {{"boxes", {2, 4}, {8, 8, 24, 24, 0, 0, 8, 8}},
                       {"scores", {2}, {0.9f, 0.8f}},
                       {"classes", {2}, {1, 1}},
                       {"masks", {2, 2, 2}, {0, 0.25f, 0, 0, 1, 1, 0, 0}, {{1, 0, 0}}}}));
    folder_.write("labels.txt", "car\nperson\n");
  }

  std::string element(const std::string& more) {
    return "nvinfer config-file-path=" +
           folder_.write("config.txt",
                         "[property]\ngie-unique-id=7\nonnx-file=model.onnx\nnetwork-type=3\n"
                         "labelfile-path=labels.txt\nnum-detected-classes=2\n"
                         "net-scale-factor=0.0039215697906911373\nsegmentation-threshold=0.3\n" +
                             more);
  }
  static constexpr const char* kParser =
      "cluster-mode=4\ncustom-lib-path=/opt/libnvdsinfer_custom_impl_Yolo_seg.so\n"
      "parse-bbox-instance-mask-func-name=NvDsInferParseYoloSeg\n";

  testing::TempFolder folder_;
};

TEST_F(InstanceSegmentationTest, ObjectsCarryMasksThatSurviveTheModelAndACopy) {
  const auto harness = start_harness(element(std::string(kParser) + "output-instance-mask=1\n"));
  BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({255, 0, 0})}));
  // What the next batch says must not change metas of this one.
  push_and_pull(harness.get(), make_batch({plain_picture({0, 0, 0})}));
  const BufferPtr copy(gst_buffer_copy(buffer.get()));
  buffer.reset();
  const NvDsFrameMeta& frame = *frames_of(copy.get())[0];
  EXPECT_TRUE(frame.bInferDone);
  const auto objects = objects_of(frame);
  ASSERT_EQ(objects.size(), 2u);
  const NvDsObjectMeta& first = *objects[0];
  EXPECT_EQ(first.class_id, 1);
  EXPECT_STREQ(first.obj_label, "person");
  EXPECT_NEAR(first.rect_params.left, 64, 0.1);
  EXPECT_NEAR(first.rect_params.width, 128, 0.1);
  const NvOSD_MaskParams& mask = first.mask_params;
  EXPECT_EQ(mask.width, 2u);
  EXPECT_EQ(mask.height, 2u);
  EXPECT_EQ(mask.size, 4 * sizeof(float));
  EXPECT_FLOAT_EQ(mask.threshold, 0.3f);
  ASSERT_NE(mask.data, nullptr);
  EXPECT_NEAR(mask.data[0], 1, 0.01);
  EXPECT_NEAR(mask.data[1], 0.25, 0.01);
  EXPECT_NE(first.rect_params.border_color.red, objects[1]->rect_params.border_color.red)
      << "each instance has its colour";
}

TEST_F(InstanceSegmentationTest, WithoutOutputInstanceMaskThereAreBoxesOnly) {
  const auto harness = start_harness(element(kParser));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({255, 0, 0})}));
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  ASSERT_EQ(objects.size(), 2u);
  EXPECT_EQ(objects[0]->mask_params.data, nullptr);
  EXPECT_EQ(objects[0]->rect_params.border_color.red, 1);
}

TEST_F(InstanceSegmentationTest, KeepsTheBestOfAClassWithTopk) {
  const auto harness = start_harness(
      element(std::string(kParser) + "output-instance-mask=1\n[class-attrs-all]\ntopk=1\n"));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({255, 0, 0})}));
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  ASSERT_EQ(objects.size(), 1u);
  EXPECT_NEAR(objects[0]->confidence, 0.9, 0.01);
  ASSERT_NE(objects[0]->mask_params.data, nullptr);
  EXPECT_NEAR(objects[0]->mask_params.data[0], 1, 0.01) << "its own mask, not the other's";
}

TEST_F(InstanceSegmentationTest, ErrorsAtStartSayWhatToSet) {
  EXPECT_EQ(start_error_of(element(kParser)), "no error");
  EXPECT_CONTAINS(start_error_of(element("")), "cluster-mode: is 0");
  EXPECT_CONTAINS(start_error_of(element("")), "set cluster-mode to 4");
  EXPECT_CONTAINS(start_error_of(element("cluster-mode=4\n")), "custom-lib-path: missing");
  EXPECT_CONTAINS(start_error_of(element("cluster-mode=4\ncustom-lib-path=/opt/lib.so\n")),
                  "parse-bbox-instance-mask-func-name: missing");
  const std::string unknown =
      start_error_of(element("cluster-mode=4\ncustom-lib-path=/opt/lib.so\n"
                             "parse-bbox-instance-mask-func-name=ParseMine\n"));
  EXPECT_CONTAINS(unknown, "'ParseMine'");
  EXPECT_CONTAINS(unknown, "NvDsInferParseCustomMrcnnTLTV2");
}

}  // namespace
}  // namespace pipewright::standin
