// SPDX-License-Identifier: Apache-2.0
// nvinfer on tensors of nvdspreprocess (input-tensor-meta).
#include "gstnvdsinfer.h"
#include "nvdspreprocess_meta.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/preprocess/preprocess_files.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::make_batch;
using testing::objects_of;
using testing::paint_rect;
using testing::plain_picture;
using testing::preprocess_file;
using testing::PreprocessFile;
using testing::push_and_pull;
using testing::start_harness;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class TensorInputTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    GST_ELEMENT_REGISTER(nvdspreprocess, nullptr);
    GST_ELEMENT_REGISTER(nvinfer, nullptr);
  }

  /// Both elements in a bin, as in gst-launch.
  std::string elements(const PreprocessFile& file, const std::string& more,
                       const std::string& properties = {}) {
    folder_.write("model.onnx", testing::make_detector_onnx());
    return bin(
        file, "onnx-file=model.onnx\nnum-detected-classes=2\ncluster-mode=2\nbatch-size=2\n" + more,
        properties);
  }

  std::string bin(const PreprocessFile& file, const std::string& infer_keys,
                  const std::string& properties = {}) {
    const std::string prepare = folder_.write("preprocess.txt", preprocess_file(file));
    const std::string infer = folder_.write(
        "infer.txt", "[property]\ngie-unique-id=7\ninput-tensor-from-meta=1\n" + infer_keys);
    return "nvdspreprocess name=first config-file=" + prepare +
           " ! nvinfer name=last config-file-path=" + infer + " " + properties;
  }

  static HarnessPtr start(const std::string& description) {
    GError* error = nullptr;
    const ElementPtr both =
        share_object(gst_parse_bin_from_description(description.c_str(), TRUE, &error));
    EXPECT_EQ(error, nullptr);
    HarnessPtr harness(gst_harness_new_with_element(both.get(), "sink", "src"));
    gst_harness_set_src_caps_str(
        harness.get(), "video/x-raw(memory:NVMM),format=RGBA,width=256,height=192,framerate=30/1");
    return harness;
  }

  /// The message that pushing a batch (or, without one, the end of the stream) posts.
  static std::string posted(GstHarness* harness, GstMessageType type, GstBuffer* batch) {
    const BusPtr bus(gst_bus_new());
    gst_element_set_bus(harness->element, bus.get());
    if (batch != nullptr) {
      gst_harness_push(harness, batch);
    } else {
      gst_harness_push_event(harness, gst_event_new_eos());
    }
    const MessagePtr message(gst_bus_pop_filtered(bus.get(), type));
    gst_element_set_bus(harness->element, nullptr);
    if (!message) return "no message";
    GError* error = nullptr;
    if (type == GST_MESSAGE_ERROR) {
      gst_message_parse_error(message.get(), &error, nullptr);
    } else {
      gst_message_parse_warning(message.get(), &error, nullptr);
    }
    const GErrorPtr owner(error);
    return error->message;
  }

  testing::TempFolder folder_;
};

const std::string kTwoRegions =
    "[group-0]\nsrc-ids=0;1\nprocess-on-roi=1\nroi-params-src-0=0;0;128;96;128;96;128;96\n"
    "roi-params-src-1=64;48;128;96\n";

TEST_F(TensorInputTest, BoxesGetToTheirPlaceInTheFrame) {
  const HarnessPtr harness = start(elements({.groups = kTwoRegions}, ""));
  // A cell of the network's grid is 32 pixels, and regions are taken as they are.
  const PictureRef first = black_picture(256, 192);
  paint_rect(first, {128 + 32, 96 + 32, 32, 32}, {255, 0, 0});
  const PictureRef second = black_picture(256, 192);
  paint_rect(second, {64 + 64, 48 + 64, 32, 32}, {0, 0, 255});
  paint_rect(second, {0, 0, 32, 32}, {255, 0, 0});
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({first, second}));
  const auto frames = frames_of(buffer.get());
  ASSERT_EQ(objects_of(*frames[0]).size(), 1u);
  const NvDsObjectMeta& red = *objects_of(*frames[0])[0];
  EXPECT_EQ(red.unique_component_id, 7);
  EXPECT_EQ(red.class_id, 0);
  EXPECT_NEAR(red.rect_params.left, 160, 0.1);
  EXPECT_NEAR(red.rect_params.top, 128, 0.1);
  EXPECT_NEAR(red.rect_params.width, 32, 0.1);
  EXPECT_NEAR(red.rect_params.height, 32, 0.1);
  ASSERT_EQ(objects_of(*frames[1]).size(), 1u) << "the red cell is outside of the region";
  const NvDsObjectMeta& blue = *objects_of(*frames[1])[0];
  EXPECT_EQ(blue.class_id, 1);
  EXPECT_NEAR(blue.rect_params.left, 128, 0.1);
  EXPECT_NEAR(blue.rect_params.top, 112, 0.1);
  EXPECT_TRUE(frames[1]->bInferDone);
}

TEST_F(TensorInputTest, TakesPaddingAndScaleOff) {
  const HarnessPtr harness =
      start(elements({.property = "maintain-aspect-ratio=1\nsymmetric-padding=1\n",
                      .groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\n"
                                "roi-params-src-0=64;0;128;192\n"},
                     ""));
  // The region becomes 64x96 network pixels with 32 columns of padding on both sides.
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {64 + 64, 64, 64, 64}, {255, 0, 0});
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({picture}));
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  ASSERT_EQ(objects.size(), 1u);
  EXPECT_NEAR(objects[0]->rect_params.left, 128, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.top, 64, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.width, 64, 0.1);
  EXPECT_NEAR(objects[0]->rect_params.height, 64, 0.1);
}

TEST_F(TensorInputTest, ObjectsOfObjectsHaveTheirParent) {
  const HarnessPtr harness =
      start(elements({.property = "process-on-frame=0\noperate-on-gie-id=1\n",
                      .groups = "[group-0]\nsrc-ids=0\nprocess-on-all-objects=1\n"},
                     "process-mode=2\n"));
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {64, 48, 32, 32}, {255, 0, 0});
  GstBuffer* batch = make_batch({picture});
  NvDsObjectMeta* parent = testing::add_object(frames_of(batch)[0], {64, 48, 128, 96});
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  const auto objects = objects_of(*frames_of(buffer.get())[0]);
  ASSERT_EQ(objects.size(), 2u);
  EXPECT_EQ(objects[1]->parent, parent);
  EXPECT_NEAR(objects[1]->rect_params.left, 64, 0.1);
  EXPECT_NEAR(objects[1]->rect_params.top, 48, 0.1);
}

TEST_F(TensorInputTest, ClassifiersTellRegionsAndObjects) {
  folder_.write("colour.onnx",
                testing::make_colour_onnx(
                    96, 128, {{"classes", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}));
  folder_.write("labels.txt", "red;green;blue\n");
  const std::string keys =
      "onnx-file=colour.onnx\nnetwork-type=1\nclassifier-threshold=0.6\nlabelfile-path=labels.txt\n"
      "output-tensor-meta=1\n";
  const HarnessPtr harness =
      start(bin({.property = "tensor-name=input\n",
                 .groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\nroi-params-src-0=0;0;128;96\n"},
                keys));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({0, 255, 0})}));
  const NvDsFrameMeta& frame = *frames_of(buffer.get())[0];
  EXPECT_TRUE(objects_of(frame).empty()) << "a region is no object";
  const auto* meta = static_cast<GstNvDsPreProcessBatchMeta*>(
      testing::user_data_of(gst_buffer_get_nvds_batch_meta(buffer.get())->batch_user_meta_list,
                            NVDS_PREPROCESS_BATCH_META));
  ASSERT_NE(meta, nullptr);
  const NvDsRoiMeta& region = meta->roi_vector.at(0);
  ASSERT_NE(region.classifier_meta_list, nullptr);
  const auto& classifier = *static_cast<NvDsClassifierMeta*>(region.classifier_meta_list->data);
  EXPECT_STREQ(static_cast<NvDsLabelInfo*>(classifier.label_info_list->data)->result_label,
               "green");
  const auto* tensor = static_cast<NvDsInferTensorMeta*>(
      testing::user_data_of(region.roi_user_meta_list, NVDSINFER_TENSOR_OUTPUT_META));
  ASSERT_NE(tensor, nullptr);
  EXPECT_NEAR(static_cast<float*>(tensor->out_buf_ptrs_host[0])[1], 1, 0.01);
  const auto* place =
      static_cast<NvDsRoiMeta*>(testing::user_data_of(frame.frame_user_meta_list, NVDS_ROI_META));
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->roi.width, 128);

  const BufferPtr copy(gst_buffer_copy(buffer.get()));
  const auto* copied = static_cast<GstNvDsPreProcessBatchMeta*>(
      testing::user_data_of(gst_buffer_get_nvds_batch_meta(copy.get())->batch_user_meta_list,
                            NVDS_PREPROCESS_BATCH_META));
  ASSERT_NE(copied->roi_vector[0].classifier_meta_list, nullptr);
  EXPECT_NE(copied->roi_vector[0].classifier_meta_list->data, &classifier);
  EXPECT_NE(copied->roi_vector[0].roi_user_meta_list, nullptr);
}

TEST_F(TensorInputTest, ClassifiesObjects) {
  folder_.write("colour.onnx",
                testing::make_colour_onnx(
                    96, 128, {{"classes", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}));
  folder_.write("labels.txt", "red;green;blue\n");
  const HarnessPtr harness =
      start(bin({.property = "tensor-name=input\nprocess-on-frame=0\n",
                 .groups = "[group-0]\nsrc-ids=0\nprocess-on-all-objects=1\n"},
                "onnx-file=colour.onnx\nnetwork-type=1\nprocess-mode=2\nclassifier-threshold=0.6\n"
                "labelfile-path=labels.txt\n"));
  GstBuffer* batch = make_batch({plain_picture({0, 0, 255})});
  NvDsObjectMeta* object = testing::add_object(frames_of(batch)[0], {10, 10, 50, 50});
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  ASSERT_NE(object->classifier_meta_list, nullptr);
  ASSERT_NE(object->text_params.display_text, nullptr);
  EXPECT_CONTAINS(std::string(object->text_params.display_text), "blue");
}

TEST_F(TensorInputTest, WrongTensorsAreErrorsThatSayWhatToSet) {
  folder_.write("small.onnx", testing::make_detector_onnx({.height = 64, .width = 64}));
  const std::string keys = "num-detected-classes=2\ncluster-mode=2\nonnx-file=";
  const HarnessPtr small = start(bin({}, keys + "small.onnx\n"));
  const std::string shape =
      posted(small.get(), GST_MESSAGE_ERROR, make_batch({black_picture(256, 192)}));
  EXPECT_CONTAINS(shape, "1;3;96;128");
  EXPECT_CONTAINS(shape, "1;3;64;64");
  EXPECT_CONTAINS(shape, "network-input-shape");

  const HarnessPtr half = start(elements({.property = "tensor-data-type=7\n"}, ""));
  EXPECT_CONTAINS(posted(half.get(), GST_MESSAGE_ERROR, make_batch({black_picture(256, 192)})),
                  "tensor-data-type=7");

  const HarnessPtr name = start(elements({.property = "tensor-name=data\n"}, ""));
  EXPECT_CONTAINS(posted(name.get(), GST_MESSAGE_WARNING, make_batch({black_picture(256, 192)})),
                  "input_1");
}

TEST_F(TensorInputTest, TensorsForOthersAreToldAtTheEnd) {
  const HarnessPtr harness = start(elements({.property = "target-unique-ids=1;2\n"}, ""));
  EXPECT_EQ(posted(harness.get(), GST_MESSAGE_WARNING, make_batch({black_picture(256, 192)})),
            "no message");
  EXPECT_CONTAINS(posted(harness.get(), GST_MESSAGE_WARNING, nullptr), "target-unique-ids");
}

TEST_F(TensorInputTest, AsynchronousClassifiersAreRefused) {
  folder_.write("colour.onnx", testing::make_colour_onnx(96, 128, {{"classes", {3}, {0, 0, 0}}}));
  EXPECT_CONTAINS(testing::start_error_of(
                      bin({}, "onnx-file=colour.onnx\nnetwork-type=1\nclassifier-async-mode=1\n")),
                  "classifier-async-mode");
}

}  // namespace
}  // namespace pipewright::standin
