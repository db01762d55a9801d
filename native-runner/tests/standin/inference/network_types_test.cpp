// SPDX-License-Identifier: Apache-2.0
// nvinfer with models that are no DetectNet_v2 detectors: raw outputs, classifiers, other
// detectors.
#include <gtest/gtest.h>

#include <string>

#include "gstnvdsinfer.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::add_object;
using testing::ColourOutput;
using testing::frames_of;
using testing::labels_of;
using testing::make_batch;
using testing::objects_of;
using testing::plain_picture;
using testing::push_and_pull;
using testing::start_error_of;
using testing::start_harness;
using testing::user_data_of;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

/// Probabilities of red, green and blue, and of warm and cold.
const std::vector<ColourOutput> kColours = {
    {"colour", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"feeling", {2, 1, 1}, {0, 0}, {{1, 0, 0}, {0, 0, 1}}},
};

class NetworkTypesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinfer, nullptr); }

  NetworkTypesTest() {
    folder_.write("model.onnx", testing::make_colour_onnx(32, 32, kColours));
    folder_.write("labels.txt", "red;green;blue\nwarm;cold\n");
  }

  std::string config(const std::string& more) {
    return folder_.write("config.txt",
                         "[property]\ngie-unique-id=7\nonnx-file=model.onnx\nbatch-size=2\n"
                         "net-scale-factor=0.0039215697906911373\n" +
                             more);
  }
  std::string element(const std::string& more) {
    return "nvinfer config-file-path=" + config(more);
  }
  std::string classifier(const std::string& more = {}) {
    return element(
        "network-type=1\nlabelfile-path=labels.txt\nclassifier-type=paint\n"
        "classifier-threshold=0.6\n" +
        more);
  }

  testing::TempFolder folder_;
};

TEST_F(NetworkTypesTest, RawOutputsOfFrames) {
  const auto harness = start_harness(element("network-type=100\noutput-tensor-meta=1\n"));
  BufferPtr buffer = push_and_pull(
      harness.get(), make_batch({plain_picture({255, 0, 0}), plain_picture({0, 0, 255})}));
  // What the next batch says must not change metas of this one.
  push_and_pull(harness.get(), make_batch({plain_picture({0, 255, 0})}));
  const auto frames = frames_of(buffer.get());
  for (int i = 0; i < 2; ++i) {
    const auto* meta = static_cast<NvDsInferTensorMeta*>(user_data_of(
        frames[static_cast<std::size_t>(i)]->frame_user_meta_list, NVDSINFER_TENSOR_OUTPUT_META));
    ASSERT_NE(meta, nullptr);
    EXPECT_EQ(meta->unique_id, 7u);
    EXPECT_EQ(meta->network_info.width, 32u);
    EXPECT_EQ(meta->network_info.channels, 3u);
    ASSERT_EQ(meta->num_output_layers, 2u);
    const NvDsInferLayerInfo& layer = meta->output_layers_info[0];
    EXPECT_STREQ(layer.layerName, "colour");
    EXPECT_EQ(layer.dataType, FLOAT);
    EXPECT_EQ(layer.inferDims.numDims, 1u);
    EXPECT_EQ(layer.inferDims.numElements, 3u);
    EXPECT_EQ(meta->output_layers_info[1].inferDims.numDims, 3u);
    const auto* values = static_cast<const float*>(meta->out_buf_ptrs_host[0]);
    EXPECT_NEAR(values[0], i == 0 ? 1 : 0, 0.01);
    EXPECT_NEAR(values[1], 0, 0.01);
    EXPECT_NEAR(values[2], i == 0 ? 0 : 1, 0.01);
  }
}

TEST_F(NetworkTypesTest, RawOutputsOfObjectsSurviveACopyOfTheBuffer) {
  const auto harness =
      start_harness(element("network-type=100\noutput-tensor-meta=1\nprocess-mode=2\n"));
  GstBuffer* batch = make_batch({plain_picture({0, 255, 0})});
  add_object(frames_of(batch)[0], {10, 10, 64, 64});
  BufferPtr buffer = push_and_pull(harness.get(), batch);
  const BufferPtr copy(gst_buffer_copy(buffer.get()));
  buffer.reset();
  const NvDsFrameMeta& frame = *frames_of(copy.get())[0];
  EXPECT_EQ(user_data_of(frame.frame_user_meta_list, NVDSINFER_TENSOR_OUTPUT_META), nullptr);
  const auto* meta = static_cast<NvDsInferTensorMeta*>(
      user_data_of(objects_of(frame)[0]->obj_user_meta_list, NVDSINFER_TENSOR_OUTPUT_META));
  ASSERT_NE(meta, nullptr);
  EXPECT_NEAR(static_cast<const float*>(meta->out_buf_ptrs_host[0])[1], 1, 0.01);
}

TEST_F(NetworkTypesTest, ClassifierOfObjects) {
  const auto harness = start_harness(classifier("process-mode=2\n"));
  GstBuffer* batch = make_batch({plain_picture({255, 0, 0}), plain_picture({0, 255, 0})});
  NvDsObjectMeta* first = add_object(frames_of(batch)[0], {10, 10, 64, 64});
  first->text_params.display_text = g_strdup("car");
  add_object(frames_of(batch)[0], {80, 10, 64, 64});
  add_object(frames_of(batch)[1], {0, 0, 100, 100});
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  const auto frames = frames_of(buffer.get());
  const NvDsObjectMeta& red = *objects_of(*frames[0])[0];
  const auto labels = labels_of(red);
  ASSERT_EQ(labels.size(), 2u);
  EXPECT_STREQ(labels[0]->result_label, "red");
  EXPECT_EQ(labels[0]->result_class_id, 0u);
  EXPECT_NEAR(labels[0]->result_prob, 1, 0.01);
  EXPECT_STREQ(labels[1]->result_label, "warm");
  EXPECT_EQ(labels[1]->label_id, 1u);
  const auto* meta = static_cast<NvDsClassifierMeta*>(red.classifier_meta_list->data);
  EXPECT_EQ(meta->unique_component_id, 7);
  EXPECT_STREQ(meta->classifier_type, "paint");
  EXPECT_STREQ(red.text_params.display_text, "car red warm ");
  EXPECT_EQ(labels_of(*objects_of(*frames[0])[1]).size(), 2u);
  const NvDsObjectMeta& green = *objects_of(*frames[1])[0];
  ASSERT_EQ(labels_of(green).size(), 1u) << "neither warm nor cold";
  EXPECT_STREQ(green.text_params.display_text, " green ");
}

TEST_F(NetworkTypesTest, SecondaryLooksAtObjectsOfTheWantedSizeOnly) {
  const auto harness = start_harness(
      classifier("process-mode=2\ninput-object-min-width=40\ninput-object-min-height=30\n"
                 "input-object-max-width=120\ninput-object-max-height=100\n"));
  GstBuffer* batch = make_batch({plain_picture({255, 0, 0})});
  NvDsFrameMeta* frame = frames_of(batch)[0];
  const Rect sizes[] = {{0, 0, 40, 30},   {0, 0, 39, 30},   {0, 0, 40, 29},
                        {0, 0, 120, 100}, {0, 0, 121, 100}, {0, 0, 120, 101}};
  for (const Rect& rect : sizes) add_object(frame, rect);
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  std::vector<bool> labelled;
  for (const NvDsObjectMeta* object : objects_of(*frames_of(buffer.get())[0])) {
    labelled.push_back(!labels_of(*object).empty());
  }
  EXPECT_EQ(labelled, (std::vector<bool>{true, false, false, true, false, false}));
}

TEST_F(NetworkTypesTest, ATrackedObjectKeepsItsLabelsWhenItBecomesTooSmall) {
  const auto harness = start_harness(classifier("process-mode=2\ninput-object-min-width=40\n"));
  for (const int size : {50, 20}) {
    GstBuffer* batch = make_batch({plain_picture({255, 0, 0})});
    add_object(frames_of(batch)[0], {0, 0, size, size}, 5);
    const BufferPtr buffer = push_and_pull(harness.get(), batch);
    EXPECT_EQ(labels_of(*objects_of(*frames_of(buffer.get())[0])[0]).size(), 2u) << size;
  }
}

TEST_F(NetworkTypesTest, ClassifierOfFramesAddsAnObjectThatIsTheFrame) {
  const auto harness = start_harness(classifier());
  const BufferPtr buffer = push_and_pull(
      harness.get(), make_batch({plain_picture({0, 0, 255}), plain_picture({100, 100, 100})}));
  const auto frames = frames_of(buffer.get());
  EXPECT_TRUE(frames[0]->bInferDone);
  const auto objects = objects_of(*frames[0]);
  ASSERT_EQ(objects.size(), 1u);
  EXPECT_EQ(objects[0]->class_id, -1);
  EXPECT_EQ(objects[0]->unique_component_id, 7);
  EXPECT_EQ(objects[0]->rect_params.width, 256);
  EXPECT_EQ(objects[0]->rect_params.height, 192);
  EXPECT_STREQ(objects[0]->text_params.display_text, " blue cold ");
  EXPECT_TRUE(objects_of(*frames[1]).empty()) << "nothing reaches the threshold";
}

TEST_F(NetworkTypesTest, TrackedObjectsKeepTheirLabelsUntilTheyAreDue) {
  const auto harness = start_harness(classifier("process-mode=2\nsecondary-reinfer-interval=2\n"));
  const auto label_at = [&](int frame_num, const testing::Rgb& color, int size) {
    GstBuffer* batch = make_batch({plain_picture(color)}, frame_num);
    add_object(frames_of(batch)[0], {0, 0, size, size}, 5);
    const BufferPtr buffer = push_and_pull(harness.get(), batch);
    const auto labels = labels_of(*objects_of(*frames_of(buffer.get())[0])[0]);
    return labels.empty() ? std::string() : std::string(labels[0]->result_label);
  };
  EXPECT_EQ(label_at(0, {255, 0, 0}, 50), "red");
  EXPECT_EQ(label_at(1, {0, 255, 0}, 50), "red");
  EXPECT_EQ(label_at(2, {0, 255, 0}, 50), "red");
  EXPECT_EQ(label_at(3, {0, 255, 0}, 50), "green");
  EXPECT_EQ(label_at(4, {0, 0, 255}, 80), "blue") << "it has grown by more than a fifth";
}

TEST_F(NetworkTypesTest, YoloDetectorWithNms) {
  folder_.write(
      "yolo.onnx",
      testing::make_colour_onnx(
          32, 32,
          {{"output0",
            {4, 6},
            {8, 8, 24, 24, 0.5f, 1, 9, 8, 24, 24, 0.4f, 1, 0, 0, 4, 4, 0, 0, 0, 0, 4, 4, 0, 0},
            {{}, {}, {}, {}, {0.4f, 0, 0}}}}));
  const auto harness = start_harness(
      "nvinfer config-file-path=" +
      folder_.write("yolo.txt",
                    "[property]\ngie-unique-id=1\nonnx-file=yolo.onnx\nnum-detected-classes=2\n"
                    "cluster-mode=2\nnet-scale-factor=0.0039215697906911373\n"
                    "custom-lib-path=/opt/libnvdsinfer_custom_impl_Yolo.so\n"
                    "parse-bbox-func-name=NvDsInferParseYolo\n"
                    "[class-attrs-all]\npre-cluster-threshold=0.25\nnms-iou-threshold=0.45\n"));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({255, 0, 0})}));
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  ASSERT_EQ(objects.size(), 1u) << "the second box overlaps the first";
  EXPECT_EQ(objects[0]->class_id, 1);
  EXPECT_NEAR(objects[0]->confidence, 0.9, 0.01);
  EXPECT_NEAR(objects[0]->rect_params.left, 64, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.top, 48, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.width, 128, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.height, 96, 0.1);
}

}  // namespace
}  // namespace pipewright::standin
