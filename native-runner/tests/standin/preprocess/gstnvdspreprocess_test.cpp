// SPDX-License-Identifier: Apache-2.0
// nvdspreprocess as an element: what it attaches to batches.
#include "gst-nvdscustomevent.h"
#include "nvdspreprocess_meta.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/preprocess/preprocess_files.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::make_batch;
using testing::paint_rect;
using testing::plain_picture;
using testing::preprocess_file;
using testing::PreprocessFile;
using testing::push_and_pull;
using testing::start_harness;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

constexpr std::size_t kPlane = 128 * 96;

std::vector<GstNvDsPreProcessBatchMeta*> tensors_of(GstBuffer* buffer) {
  std::vector<GstNvDsPreProcessBatchMeta*> tensors;
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  for (GList* item = batch->batch_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_PREPROCESS_BATCH_META) continue;
    tensors.push_back(static_cast<GstNvDsPreProcessBatchMeta*>(meta->user_meta_data));
  }
  return tensors;
}

const float* values_of(const GstNvDsPreProcessBatchMeta& meta) {
  return static_cast<const float*>(meta.tensor_meta->raw_tensor_buffer);
}

class PreprocessTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvdspreprocess, nullptr); }

  std::string element(const PreprocessFile& file = {}, const std::string& properties = {}) {
    return "nvdspreprocess config-file=" + folder_.write("config.txt", preprocess_file(file)) +
           " " + properties;
  }

  testing::TempFolder folder_;
};

TEST_F(PreprocessTest, MakesOneTensorOfWholeFrames) {
  const HarnessPtr harness = start_harness(element());
  const BufferPtr buffer = push_and_pull(
      harness.get(), make_batch({plain_picture({255, 0, 0}), plain_picture({0, 0, 255})}));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  EXPECT_EQ(tensors[0]->target_unique_ids, std::vector<guint64>{7});
  const NvDsPreProcessTensorMeta& tensor = *tensors[0]->tensor_meta;
  EXPECT_EQ(tensor.tensor_shape, (std::vector<int>{2, 3, 96, 128}));
  EXPECT_EQ(tensor.tensor_name, "input_1");
  EXPECT_EQ(tensor.data_type, NvDsDataType_FP32);
  EXPECT_EQ(tensor.buffer_size, 2 * 3 * kPlane * sizeof(float));
  EXPECT_EQ(tensor.meta_id, 0u);

  const float* values = values_of(*tensors[0]);
  EXPECT_NEAR(values[0], 1, 0.01) << "red of the first frame";
  EXPECT_NEAR(values[2 * kPlane], 0, 0.01);
  EXPECT_NEAR(values[3 * kPlane], 0, 0.01) << "red of the second";
  EXPECT_NEAR(values[5 * kPlane], 1, 0.01);

  ASSERT_EQ(tensors[0]->roi_vector.size(), 2u);
  const NvDsRoiMeta& region = tensors[0]->roi_vector[1];
  EXPECT_EQ(region.frame_meta, frames_of(buffer.get())[1]);
  EXPECT_EQ(region.object_meta, nullptr);
  EXPECT_EQ(region.roi.width, 256);
  EXPECT_EQ(region.roi.height, 192);
  EXPECT_EQ(region.scale_ratio_x, 0.5);
  EXPECT_EQ(region.scale_ratio_y, 0.5);
}

TEST_F(PreprocessTest, TakesASourceInTheFirstGroupThatNamesIt) {
  const HarnessPtr harness =
      start_harness(element({.groups = "[group-0]\nsrc-ids=0;1\nprocess-on-roi=0\n"
                                       "[group-1]\nsrc-ids=1\nprocess-on-roi=0\n"}));
  const BufferPtr buffer =
      push_and_pull(harness.get(), make_batch({black_picture(256, 192), black_picture(256, 192)}));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  EXPECT_EQ(tensors[0]->roi_vector.size(), 2u);
}

TEST_F(PreprocessTest, CutsRegionsAndTellsWhereTheyLie) {
  const HarnessPtr harness =
      start_harness(element({.property = "maintain-aspect-ratio=1\nsymmetric-padding=1\n",
                             .groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\n"
                                       "roi-params-src-0=64;32;64;96;192;128;128;128\n"}));
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {64, 32, 64, 96}, {255, 255, 255});
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({picture}));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  ASSERT_EQ(tensors[0]->roi_vector.size(), 2u);
  const NvDsRoiMeta& first = tensors[0]->roi_vector[0];
  EXPECT_EQ(first.roi.left, 64);
  EXPECT_EQ(first.roi.top, 32);
  EXPECT_EQ(first.scale_ratio_x, 1);
  EXPECT_EQ(first.scale_ratio_y, 1);
  EXPECT_EQ(first.offset_left, 32) << "64 of 128 columns, in the middle";
  EXPECT_EQ(first.offset_top, 0);
  const float* row = values_of(*tensors[0]) + 48 * 128;
  EXPECT_NEAR(row[0], 0, 0.01);
  EXPECT_NEAR(row[31], 0, 0.01);
  EXPECT_NEAR(row[34], 1, 0.01);
  EXPECT_NEAR(row[93], 1, 0.01);
  EXPECT_NEAR(row[96], 0, 0.01);
  EXPECT_TRUE(tensors[0]->tensor_meta->maintain_aspect_ratio);

  const NvDsRoiMeta& second = tensors[0]->roi_vector[1];
  EXPECT_EQ(second.roi.width, 64) << "cut at the frame's edge";
  EXPECT_EQ(second.roi.height, 64);
}

TEST_F(PreprocessTest, DrawsRegionsUnlessToldNotTo) {
  const std::string rest = "[group-1]\nsrc-ids=1\nprocess-on-roi=0\ndraw-roi=0\n";
  const HarnessPtr harness = start_harness(element(
      {.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\nroi-params-src-0=64;32;64;96\n" + rest}));
  const BufferPtr buffer =
      push_and_pull(harness.get(), make_batch({black_picture(256, 192), black_picture(256, 192)}));
  const auto frames = frames_of(buffer.get());
  ASSERT_NE(frames[0]->display_meta_list, nullptr);
  const auto& display = *static_cast<NvDsDisplayMeta*>(frames[0]->display_meta_list->data);
  ASSERT_EQ(display.num_rects, 1u);
  EXPECT_EQ(display.rect_params[0].left, 64);
  EXPECT_EQ(display.rect_params[0].height, 96);
  EXPECT_EQ(display.rect_params[0].border_width, 2u);
  EXPECT_EQ(display.rect_params[0].border_color.green, 1);
  EXPECT_EQ(frames[1]->display_meta_list, nullptr);
}

TEST_F(PreprocessTest, SplitsMoreSamplesThanATensorHolds) {
  const HarnessPtr harness = start_harness(element({.samples = 2}));
  std::vector<PictureRef> pictures(5, plain_picture({255, 255, 255}));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch(pictures));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 3u);
  for (unsigned i = 0; i < 3; ++i) {
    EXPECT_EQ(tensors[i]->tensor_meta->meta_id, i);
    EXPECT_EQ(tensors[i]->tensor_meta->tensor_shape[0], i == 2 ? 1 : 2);
  }
  EXPECT_EQ(tensors[2]->roi_vector[0].frame_meta->source_id, 4u);
}

TEST_F(PreprocessTest, SkipsBatchesByTheGroupsInterval) {
  const HarnessPtr harness =
      start_harness(element({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=0\ninterval=1\n"
                                       "[group-1]\nsrc-ids=1\nprocess-on-roi=0\n"}));
  std::vector<std::size_t> num_samples;
  for (int i = 0; i < 4; ++i) {
    const BufferPtr buffer = push_and_pull(
        harness.get(), make_batch({black_picture(256, 192), black_picture(256, 192)}));
    num_samples.push_back(tensors_of(buffer.get())[0]->roi_vector.size());
  }
  EXPECT_EQ(num_samples, (std::vector<std::size_t>{2, 1, 2, 1}));
}

TEST_F(PreprocessTest, CutsTheObjectsThatItIsToldTo) {
  const HarnessPtr harness = start_harness(
      element({.property = "process-on-frame=0\noperate-on-gie-id=1\n",
               .groups = "[group-0]\nsrc-ids=0\nprocess-on-all-objects=0\noperate-on-class-ids=2\n"
                         "roi-params-src-0=0;0;128;192\ninput-object-min-width=20\n"}));
  GstBuffer* batch = make_batch({black_picture(256, 192)});
  NvDsFrameMeta* frame = frames_of(batch)[0];
  const auto add = [frame](const Rect& rect, int class_id, int component) {
    NvDsObjectMeta* object = testing::add_object(frame, rect);
    object->class_id = class_id;
    object->unique_component_id = component;
    return object;
  };
  const NvDsObjectMeta* wanted = add({100, 20, 60, 60}, 2, 1);
  add({140, 20, 60, 60}, 2, 1);  // outside of the region
  add({10, 20, 60, 60}, 3, 1);   // another class
  add({10, 20, 60, 60}, 2, 5);   // another detector's
  add({10, 20, 10, 60}, 2, 1);   // too narrow
  const BufferPtr buffer = push_and_pull(harness.get(), batch);
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  ASSERT_EQ(tensors[0]->roi_vector.size(), 1u);
  EXPECT_EQ(tensors[0]->roi_vector[0].object_meta, wanted);
  EXPECT_EQ(tensors[0]->roi_vector[0].roi.left, 100);
}

TEST_F(PreprocessTest, MakesHalfFloats) {
  const HarnessPtr harness = start_harness(element({.property = "tensor-data-type=7\n"}));
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({plain_picture({255, 0, 0})}));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  EXPECT_EQ(tensors[0]->tensor_meta->data_type, NvDsDataType_FP16);
  EXPECT_EQ(tensors[0]->tensor_meta->buffer_size, 3 * kPlane * 2);
  const auto* values = static_cast<std::uint16_t*>(tensors[0]->tensor_meta->raw_tensor_buffer);
  EXPECT_NEAR(values[0], 0x3C00, 4) << "1.0, as near as the factor is";
  EXPECT_EQ(values[kPlane], 0);
}

TEST_F(PreprocessTest, CopiesOfABatchShareTheTensorAndKnowTheirOwnFrames) {
  const HarnessPtr harness =
      start_harness(element({.property = "process-on-frame=0\n",
                             .groups = "[group-0]\nsrc-ids=0\nprocess-on-all-objects=1\n"}));
  GstBuffer* batch = make_batch({plain_picture({255, 255, 255})});
  testing::add_object(frames_of(batch)[0], {0, 0, 50, 50});
  BufferPtr buffer = push_and_pull(harness.get(), batch);
  const float* values = values_of(*tensors_of(buffer.get())[0]);
  const BufferPtr copy(gst_buffer_copy(buffer.get()));
  buffer.reset();
  const auto tensors = tensors_of(copy.get());
  ASSERT_EQ(tensors.size(), 1u);
  EXPECT_EQ(values_of(*tensors[0]), values);
  EXPECT_NEAR(values[0], 1, 0.01);
  NvDsFrameMeta* frame = frames_of(copy.get())[0];
  EXPECT_EQ(tensors[0]->roi_vector[0].frame_meta, frame);
  EXPECT_EQ(tensors[0]->roi_vector[0].object_meta, testing::objects_of(*frame)[0]);
}

TEST_F(PreprocessTest, CanBeSwitchedOffWhilePlaying) {
  const HarnessPtr harness = start_harness(element());
  const auto has_tensor = [&] {
    const BufferPtr buffer = push_and_pull(harness.get(), make_batch({black_picture(256, 192)}));
    return !tensors_of(buffer.get()).empty();
  };
  EXPECT_TRUE(has_tensor());
  g_object_set(harness->element, "enable", FALSE, nullptr);
  EXPECT_FALSE(has_tensor());
  g_object_set(harness->element, "enable", TRUE, "target-unique-ids", "3;4", nullptr);
  const BufferPtr buffer = push_and_pull(harness.get(), make_batch({black_picture(256, 192)}));
  EXPECT_EQ(tensors_of(buffer.get())[0]->target_unique_ids, (std::vector<guint64>{3, 4}));
}

TEST_F(PreprocessTest, AWrongPropertyFailsUntilItIsSetRight) {
  const HarnessPtr harness = start_harness(element());
  const auto push = [&] {
    return gst_harness_push(harness.get(), make_batch({black_picture(256, 192)}));
  };
  g_object_set(harness->element, "target-unique-ids", "3;four", nullptr);
  EXPECT_EQ(push(), GST_FLOW_ERROR);
  EXPECT_EQ(push(), GST_FLOW_ERROR);
  g_object_set(harness->element, "target-unique-ids", "3;4", nullptr);
  EXPECT_EQ(push(), GST_FLOW_OK);
}

TEST_F(PreprocessTest, RegionsOutsideOfFramesAreErrors) {
  const HarnessPtr harness = start_harness(element(
      {.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\nroi-params-src-0=256;0;64;64\n"}));
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness->element, bus.get());
  EXPECT_EQ(gst_harness_push(harness.get(), make_batch({black_picture(256, 192)})), GST_FLOW_ERROR);
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
  ASSERT_TRUE(message);
  GError* error = nullptr;
  gst_message_parse_error(message.get(), &error, nullptr);
  const GErrorPtr owner(error);
  const std::string text = error->message;
  EXPECT_CONTAINS(text, "256;0;64;64");
  EXPECT_CONTAINS(text, "256x192");
  gst_element_set_bus(harness->element, nullptr);
}

/// Sends the regions of a source as nvmultiurisrcbin does.
void send_region(GstHarness* harness, const char* source, const Rect& region) {
  RoiDimension dimension{"0", static_cast<guint>(region.x), static_cast<guint>(region.y),
                         static_cast<guint>(region.width), static_cast<guint>(region.height)};
  gst_harness_push_event(harness,
                         gst_nvevent_new_roi_update(const_cast<gchar*>(source), 1, &dimension));
}

TEST_F(PreprocessTest, TakesNewRegionsOfOneSourceOnly) {
  const HarnessPtr harness =
      start_harness(element({.groups = "[group-0]\nsrc-ids=0;1\nprocess-on-roi=1\n"
                                       "roi-params-src-0=0;0;64;64\n"
                                       "roi-params-src-1=0;0;64;64\n"}));
  send_region(harness.get(), "1", {32, 16, 48, 24});
  const BufferPtr buffer =
      push_and_pull(harness.get(), make_batch({black_picture(256, 192), black_picture(256, 192)}));
  const auto tensors = tensors_of(buffer.get());
  ASSERT_EQ(tensors.size(), 1u);
  ASSERT_EQ(tensors[0]->roi_vector.size(), 2u);
  EXPECT_EQ(tensors[0]->roi_vector[0].roi.width, 64);
  EXPECT_EQ(tensors[0]->roi_vector[1].roi.left, 32);
  EXPECT_EQ(tensors[0]->roi_vector[1].roi.height, 24);
}

TEST_F(PreprocessTest, WarnsOfNewRegionsThatNoGroupHasAPlaceFor) {
  const HarnessPtr harness = start_harness(element());
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness->element, bus.get());
  send_region(harness.get(), "0", {32, 16, 48, 24});
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING));
  ASSERT_TRUE(message);
  GError* warning = nullptr;
  gst_message_parse_warning(message.get(), &warning, nullptr);
  const GErrorPtr owner(warning);
  EXPECT_CONTAINS(std::string(warning->message), "add roi-params-src-0 to a group");
  gst_element_set_bus(harness->element, nullptr);
}

TEST_F(PreprocessTest, ErrorsAtStartSayWhatToSet) {
  EXPECT_CONTAINS(testing::start_error_of("nvdspreprocess"), "config-file");
  EXPECT_CONTAINS(testing::start_error_of("nvdspreprocess config-file=/nowhere/file.txt"),
                  "/nowhere/file.txt");
  EXPECT_CONTAINS(testing::start_error_of(element({.user = "pixel-normalization-factor=1\n"
                                                           "offsets=1;2\n"})),
                  "offsets: 2 numbers");
  EXPECT_CONTAINS(testing::start_error_of(element({}, "target-unique-ids=a;b")),
                  "target-unique-ids");
  EXPECT_EQ(testing::start_error_of(element()), "no error");
}

}  // namespace
}  // namespace pipewright::standin
