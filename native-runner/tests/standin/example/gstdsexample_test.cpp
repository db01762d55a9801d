// SPDX-License-Identifier: Apache-2.0
#include "tests/standin/inference/nvinfer_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::make_batch;
using testing::objects_of;
using testing::paint_rect;
using testing::push_and_pull;
using testing::start_harness;

class DsExampleTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(dsexample, nullptr); }
};

TEST_F(DsExampleTest, SeesTwoSampleObjectsInEveryFrame) {
  const HarnessPtr harness = start_harness("dsexample processing-width=128 processing-height=96");
  const BufferPtr buffer =
      push_and_pull(harness.get(), make_batch({black_picture(256, 192), black_picture(256, 192)}));
  for (const NvDsFrameMeta* frame : frames_of(buffer.get())) {
    EXPECT_TRUE(frame->bInferDone);
    const auto objects = objects_of(*frame);
    ASSERT_EQ(objects.size(), 2u);
    EXPECT_STREQ(objects[0]->obj_label, "Obj0");
    EXPECT_FLOAT_EQ(objects[0]->rect_params.left, 32);
    EXPECT_FLOAT_EQ(objects[0]->rect_params.top, 24);
    EXPECT_FLOAT_EQ(objects[0]->rect_params.width, 32);
    EXPECT_FLOAT_EQ(objects[0]->rect_params.height, 24);
    EXPECT_STREQ(objects[1]->text_params.display_text, "Obj1");
    EXPECT_FLOAT_EQ(objects[1]->rect_params.left, 128);
    EXPECT_FLOAT_EQ(objects[1]->rect_params.top, 96);
  }
}

TEST_F(DsExampleTest, ScalesBoxesByTheSideThatFits) {
  const HarnessPtr harness = start_harness("dsexample processing-width=512 processing-height=96");
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({black_picture(256, 192)}));
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  EXPECT_FLOAT_EQ(objects[0]->rect_params.left, 128) << "64 processing pixels at half size";
  EXPECT_FLOAT_EQ(objects[0]->rect_params.top, 24);
}

TEST_F(DsExampleTest, LabelsObjects) {
  const HarnessPtr harness = start_harness("dsexample full-frame=false unique-id=21");
  GstBuffer* batch = make_batch({black_picture(256, 192)});
  NvDsObjectMeta* plain = testing::add_object(frames_of(batch)[0], {10, 20, 30, 40});
  NvDsObjectMeta* named = testing::add_object(frames_of(batch)[0], {50, 20, 30, 40});
  named->text_params.display_text = g_strdup("car");
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  EXPECT_STREQ(plain->text_params.display_text, "Obj_label");
  EXPECT_STREQ(named->text_params.display_text, "car Obj_label");
  ASSERT_NE(plain->classifier_meta_list, nullptr);
  const auto& classifier = *static_cast<NvDsClassifierMeta*>(plain->classifier_meta_list->data);
  EXPECT_EQ(classifier.unique_component_id, 21);
  EXPECT_STREQ(static_cast<NvDsLabelInfo*>(classifier.label_info_list->data)->result_label,
               "Obj_label");
}

TEST_F(DsExampleTest, BlursObjectsAndNothingElse) {
  const HarnessPtr harness = start_harness("dsexample full-frame=false blur-objects=true");
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {100, 0, 156, 192}, {255, 255, 255});
  GstBuffer* batch = make_batch({picture});
  testing::add_object(frames_of(batch)[0], {80, 50, 40, 40});
  testing::add_object(frames_of(batch)[0], {240, 180, 40, 40});
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  const SurfaceMap surfaces(buffer.get());
  const FrameView& view = surfaces.view(0);
  const auto red_at = [&view](int x, int y) {
    return static_cast<int>(view.planes[0][y * view.strides[0] + x * 4]);
  };
  EXPECT_EQ(red_at(99, 45), 0) << "above the object";
  EXPECT_EQ(red_at(100, 45), 255);
  EXPECT_NEAR(red_at(100, 70), 140, 5) << "just over half of the kernel is white";
  EXPECT_NEAR(red_at(99, 70), 115, 5);
  EXPECT_EQ(red_at(85, 70), 0) << "the kernel reaches seven pixels";
  EXPECT_EQ(red_at(115, 70), 255);
  EXPECT_EQ(red_at(255, 191), 255) << "objects may reach over the edge";
  EXPECT_EQ(picture->view().planes[0][70 * picture->view().strides[0] + 400], 255)
      << "who shares the picture does not see it";
}

TEST_F(DsExampleTest, BlursRgbaOnly) {
  const ElementPtr element =
      share_object(gst_parse_launch("dsexample full-frame=false blur-objects=true", nullptr));
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(element.get(), bus.get());
  const HarnessPtr harness(gst_harness_new_with_element(element.get(), "sink", "src"));
  gst_harness_set_src_caps_str(
      harness.get(), "video/x-raw(memory:NVMM),format=NV12,width=256,height=192,framerate=30/1");
  gst_harness_push(harness.get(), make_batch({black_picture(256, 192, GST_VIDEO_FORMAT_NV12)}));
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
  ASSERT_TRUE(message);
  GError* error = nullptr;
  gst_message_parse_error(message.get(), &error, nullptr);
  const GErrorPtr owner(error);
  EXPECT_NE(std::string(error->message).find("format=RGBA"), std::string::npos) << error->message;
  gst_element_set_bus(element.get(), nullptr);
}

TEST_F(DsExampleTest, NeedsBatchMetadata) {
  const HarnessPtr harness = start_harness("dsexample");
  const PictureRef picture = black_picture(256, 192);
  EXPECT_EQ(gst_harness_push(harness.get(), surface_buffer_new(std::span(&picture, 1))),
            GST_FLOW_ERROR);
}

}  // namespace
}  // namespace pipewright::standin
