// SPDX-License-Identifier: Apache-2.0
// nvinferserver as an element, with models in a Triton model repository.
#include <gtest/gtest.h>

#include <string>

#include "gstnvdsinfer.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::add_object;
using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::labels_of;
using testing::make_batch;
using testing::objects_of;
using testing::paint_rect;
using testing::plain_picture;
using testing::push_and_pull;
using testing::start_error_of;
using testing::start_harness;
using testing::user_data_of;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

constexpr int kCell = 64;  // of the 256x192 frames; the network sees them at half size

class NvinferserverTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinferserver, nullptr); }

  NvinferserverTest() {
    folder_.write("repository/cells/1/model.onnx", testing::make_detector_onnx());
    folder_.write("repository/cells/config.pbtxt",
                  "name: \"cells\"\nplatform: \"onnxruntime_onnx\"\nmax_batch_size: 2\n");
    folder_.write("repository/colours/1/model.onnx",
                  testing::make_colour_onnx(
                      32, 32, {{"colour", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}));
    folder_.write("labels.txt", "car\nroad sign\n");
    folder_.write("colours.txt", "red;green;blue\n");
  }

  /// The element with a model, what is done with its outputs, more of the root message and more of
  /// its backend.
  std::string element(const std::string& model, const std::string& postprocess,
                      const std::string& more = {}, const std::string& backend = {}) {
    return "nvinferserver config-file-path=" + folder_.write("config.txt", R"(infer_config {
  unique_id: 7
  max_batch_size: 2
  backend {
    triton { version: -1 model_repo { root: "repository" } model_name: ")" + model +
                                                                               "\" }\n" + backend +
                                                                               R"(
  }
  preprocess {
    tensor_order: TENSOR_ORDER_LINEAR
    frame_scaling_filter: 1
    normalize { scale_factor: 0.0039215697906911373 }
  }
  postprocess { )" + postprocess + " }\n}\n" + more);
  }
  std::string detector(const std::string& more = {}) {
    return element("cells",
                   "labelfile_path: \"labels.txt\" detection { num_detected_classes: 2 nms { "
                   "confidence_threshold: 0.5 iou_threshold: 0.3 } }",
                   more);
  }

  static PictureRef picture_with(int column, int row, const testing::Rgb& color) {
    PictureRef picture = black_picture(256, 192);
    paint_rect(picture, {column * kCell, row * kCell, kCell, kCell}, color);
    return picture;
  }

  testing::TempFolder folder_;
};

TEST_F(NvinferserverTest, DetectsAsNvinferDoes) {
  const auto harness = start_harness(detector(
      "output_control { detect_control { default_filter { border_color { g: 1 a: 1 } } } }"));
  const BufferPtr buffer = push_and_pull(
      harness.get(), make_batch({picture_with(1, 1, {255, 0, 0}), picture_with(0, 2, {0, 0, 255}),
                                 black_picture(256, 192)}));
  const auto frames = frames_of(buffer.get());
  for (const NvDsFrameMeta* frame : frames) EXPECT_TRUE(frame->bInferDone);
  const auto first = objects_of(*frames[0]);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0]->unique_component_id, 7);
  EXPECT_STREQ(first[0]->obj_label, "car");
  EXPECT_NEAR(first[0]->rect_params.left, kCell, 0.1);
  EXPECT_NEAR(first[0]->rect_params.top, kCell, 0.1);
  EXPECT_NEAR(first[0]->rect_params.width, kCell, 0.1);
  EXPECT_EQ(first[0]->rect_params.border_color.green, 1);
  ASSERT_EQ(objects_of(*frames[1]).size(), 1u);
  EXPECT_STREQ(objects_of(*frames[1])[0]->obj_label, "road sign");
  EXPECT_TRUE(objects_of(*frames[2]).empty());
}

TEST_F(NvinferserverTest, TopkCountsOverAllClasses) {
  const auto harness = start_harness(element(
      "cells", "detection { num_detected_classes: 2 nms { confidence_threshold: 0.5 topk: 1 } }"));
  PictureRef both = picture_with(0, 0, {255, 0, 0});
  paint_rect(both, {2 * kCell, 0, kCell, kCell}, {0, 0, 255});
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({both}));
  EXPECT_EQ(objects_of(*frames_of(buffer.get())[0]).size(), 1u);
}

TEST_F(NvinferserverTest, ClassifiesObjects) {
  const auto harness = start_harness(
      element("colours", "labelfile_path: \"colours.txt\" classification { threshold: 0.5 }",
              "input_control { process_mode: PROCESS_MODE_CLIP_OBJECTS operate_on_gie_id: 1 }\n"
              "output_control { classifier_type: \"paint\" }"));
  GstBuffer* batch = make_batch({plain_picture({0, 255, 0})});
  add_object(frames_of(batch)[0], {10, 10, 64, 64});
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  const NvDsObjectMeta& object = *objects_of(*frames_of(buffer.get())[0])[0];
  const auto labels = labels_of(object);
  ASSERT_EQ(labels.size(), 1u);
  EXPECT_STREQ(labels[0]->result_label, "green");
  const auto* meta = static_cast<NvDsClassifierMeta*>(object.classifier_meta_list->data);
  EXPECT_STREQ(meta->classifier_type, "paint");
}

TEST_F(NvinferserverTest, GivesTheOutputsThatItIsAskedFor) {
  const auto harness =
      start_harness(element("cells", "other { }", "output_control { output_tensor_meta: true }",
                            "outputs { name: \"output_bbox/BiasAdd\" }"));
  const BufferPtr buffer =
      push_and_pull(harness.get(), make_batch({picture_with(0, 0, {255, 0, 0})}));
  const auto* meta = static_cast<NvDsInferTensorMeta*>(
      user_data_of(frames_of(buffer.get())[0]->frame_user_meta_list, NVDSINFER_TENSOR_OUTPUT_META));
  ASSERT_NE(meta, nullptr);
  EXPECT_EQ(meta->unique_id, 7u);
  ASSERT_EQ(meta->num_output_layers, 1u);
  EXPECT_STREQ(meta->output_layers_info[0].layerName, "output_bbox/BiasAdd");
}

TEST_F(NvinferserverTest, PropertiesWinOverTheFile) {
  const auto harness = start_harness(detector() + " unique-id=42 interval=1");
  for (int i = 0; i < 4; ++i) {
    const BufferPtr buffer =
        push_and_pull(harness.get(), make_batch({picture_with(0, 0, {255, 0, 0})}, i));
    const auto objects = objects_of(*frames_of(buffer.get())[0]);
    ASSERT_EQ(objects.size(), i % 2 == 0 ? 1u : 0u);
    for (const NvDsObjectMeta* object : objects) EXPECT_EQ(object->unique_component_id, 42);
  }
}

TEST_F(NvinferserverTest, ErrorsAtStartNameTheField) {
  EXPECT_EQ(start_error_of(detector()), "no error");
  EXPECT_CONTAINS(start_error_of("nvinferserver"), "config-file-path");
  EXPECT_CONTAINS(start_error_of(element("gone", "other { }")), "triton.model_name");
  EXPECT_CONTAINS(start_error_of(element("cells", "detection { num_detected_classes: 9 }")),
                  "infer_config.postprocess.detection.num_detected_classes");
  EXPECT_CONTAINS(
      start_error_of(element("colours", "segmentation { num_segmentation_classes: 2 }")),
      "infer_config.backend.triton.model_name");
  EXPECT_CONTAINS(
      start_error_of(element("cells", "other { }", "", "outputs { name: \"nothing\" }")),
      "infer_config.backend.outputs.name: the model has no output 'nothing', but "
      "'output_cov/Sigmoid', 'output_bbox/BiasAdd'");
  EXPECT_CONTAINS(
      start_error_of(element("cells", "other { }", "", "inputs { name: \"pictures\" }")),
      "the model's input is 'input_1'");
  EXPECT_CONTAINS(start_error_of(detector("output_controls { }")), "\"output_controls\"");
  EXPECT_CONTAINS(start_error_of(detector() + " infer-on-class-ids=a"), "infer-on-class-ids");
}

}  // namespace
}  // namespace pipewright::standin
