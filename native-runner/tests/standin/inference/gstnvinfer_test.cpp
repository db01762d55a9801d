// SPDX-License-Identifier: Apache-2.0
// nvinfer as an element, fed with batches as nvstreammux makes them.
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <string>

#include "common/gst_ptr.hpp"
#include "gst-nvdscustomevent.h"
#include "standin/elements.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/start_error.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::objects_of;
using testing::paint_rect;

constexpr const char* kCaps =
    "video/x-raw(memory:NVMM),format=RGBA,width=256,height=192,framerate=30/1";
constexpr int kCell = 64;  // of the 256x192 frames; the network sees them at half size

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};

class NvinferTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinfer, nullptr); }

  NvinferTest() {
    folder_.write("model.onnx", testing::make_detector_onnx());
    folder_.write("labels.txt", "car\nroad sign\n");
  }

  std::string config(const std::string& more = {}) {
    return folder_.write(
        "config.txt",
        "[property]\ngie-unique-id=7\nonnx-file=model.onnx\n"
        "labelfile-path=labels.txt\nnum-detected-classes=2\ncluster-mode=2\n"
        "net-scale-factor=0.0039215697906911373\nscaling-filter=1\nbatch-size=2\n" +
            more);
  }

  /// The element in a harness, started; `properties` as in gst-launch.
  void start(const std::string& config_path, const std::string& properties = {}) {
    const std::string description = "nvinfer config-file-path=" + config_path + " " + properties;
    const ElementPtr element = share_object(gst_parse_launch(description.c_str(), nullptr));
    harness_.reset(gst_harness_new_with_element(element.get(), "sink", "src"));
    gst_harness_set_src_caps_str(harness_.get(), kCaps);
  }

  BufferPtr process(GstBuffer* buffer) {
    EXPECT_EQ(gst_harness_push(harness_.get(), buffer), GST_FLOW_OK);
    return BufferPtr(gst_harness_pull(harness_.get()));
  }

  static PictureRef picture_with(int column, int row, const testing::Rgb& color) {
    PictureRef picture = black_picture(256, 192);
    paint_rect(picture, {column * kCell, row * kCell, kCell, kCell}, color);
    return picture;
  }

  /// The error that starting an element with these properties posts.
  static std::string error_of(const std::string& config_path, const std::string& properties = {}) {
    std::string description = "nvinfer name=detector " + properties;
    if (!config_path.empty()) description += " config-file-path=" + config_path;
    return testing::start_error_of(description);
  }

  testing::TempFolder folder_;
  std::unique_ptr<GstHarness, HarnessDeleter> harness_;
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

TEST_F(NvinferTest, AttachesObjectsToTheFramesThatShowThem) {
  start(config("[class-attrs-1]\nborder-color=0;1;0;1\nbg-color=0;0;1;0.5\n"));
  const BufferPtr buffer = process(make_batch(
      {picture_with(1, 1, {255, 0, 0}), black_picture(256, 192), picture_with(0, 2, {0, 0, 255})}));
  const auto frames = frames_of(buffer.get());
  ASSERT_EQ(frames.size(), 3u) << "more frames than batch-size are inferred in parts";
  for (const NvDsFrameMeta* frame : frames) EXPECT_TRUE(frame->bInferDone);

  const auto first = objects_of(*frames[0]);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(frames[0]->num_obj_meta, 1u);
  const NvDsObjectMeta& car = *first[0];
  EXPECT_EQ(car.class_id, 0);
  EXPECT_EQ(car.unique_component_id, 7);
  EXPECT_EQ(car.object_id, UNTRACKED_OBJECT_ID);
  EXPECT_STREQ(car.obj_label, "car");
  EXPECT_GT(car.confidence, 0.9f);
  EXPECT_NEAR(car.rect_params.left, kCell, 0.1);
  EXPECT_NEAR(car.rect_params.top, kCell, 0.1);
  EXPECT_NEAR(car.rect_params.width, kCell, 0.1);
  EXPECT_NEAR(car.rect_params.height, kCell, 0.1);
  EXPECT_NEAR(car.detector_bbox_info.org_bbox_coords.left, kCell, 0.1);
  EXPECT_EQ(car.rect_params.border_width, 3u);
  EXPECT_EQ(car.rect_params.border_color.red, 1);
  EXPECT_EQ(car.rect_params.has_bg_color, 0u);
  EXPECT_STREQ(car.text_params.display_text, "car");
  EXPECT_EQ(car.text_params.y_offset, static_cast<unsigned>(kCell - 10));
  EXPECT_STREQ(car.text_params.font_params.font_name, "Serif");
  EXPECT_EQ(car.text_params.font_params.font_size, 11u);

  EXPECT_TRUE(objects_of(*frames[1]).empty());
  const auto third = objects_of(*frames[2]);
  ASSERT_EQ(third.size(), 1u);
  EXPECT_STREQ(third[0]->obj_label, "road sign");
  EXPECT_EQ(third[0]->rect_params.border_color.green, 1);
  EXPECT_EQ(third[0]->rect_params.has_bg_color, 1u);
  EXPECT_EQ(third[0]->rect_params.bg_color.alpha, 0.5);
}

TEST_F(NvinferTest, SkipsBatchesByItsInterval) {
  start(config("interval=2\n"));
  std::vector<bool> inferred;
  for (int i = 0; i < 6; ++i) {
    const BufferPtr buffer = process(make_batch({picture_with(0, 0, {255, 0, 0})}, i));
    const NvDsFrameMeta& frame = *frames_of(buffer.get())[0];
    inferred.push_back(frame.bInferDone);
    EXPECT_EQ(objects_of(frame).size(), frame.bInferDone ? 1u : 0u);
  }
  EXPECT_EQ(inferred, (std::vector<bool>{true, false, false, true, false, false}));
}

TEST_F(NvinferTest, TakesAnotherIntervalByAnEvent) {
  start(config());
  int number = 0;
  const auto infers = [&] {
    const BufferPtr buffer = process(make_batch({picture_with(0, 0, {255, 0, 0})}, number++));
    return frames_of(buffer.get())[0]->bInferDone != 0;
  };
  const auto set_interval = [&](guint interval) {
    std::string stream = "0";
    EXPECT_TRUE(gst_harness_push_event(harness_.get(),
                                       gst_nvevent_infer_interval_update(stream.data(), interval)));
  };
  EXPECT_TRUE(infers());
  EXPECT_TRUE(infers());
  set_interval(1);
  const bool first = infers();
  for (const bool expected : {!first, first, !first, first}) EXPECT_EQ(infers(), expected);
  set_interval(0);
  infers();
  EXPECT_TRUE(infers());
  EXPECT_TRUE(infers());
}

TEST_F(NvinferTest, SecondaryLooksIntoTheObjectsItIsToldTo) {
  start(
      config("process-mode=2\noperate-on-gie-id=1\noperate-on-class-ids=4\n"
             "[class-attrs-all]\npre-cluster-threshold=0.9\n"));
  GstBuffer* batch = make_batch({picture_with(1, 1, {255, 0, 0})});
  NvDsFrameMeta& frame = *frames_of(batch)[0];
  const auto add = [&frame](int gie, int class_id, float left, float top) {
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->unique_component_id = gie;
    object->class_id = class_id;
    object->rect_params.left = left;
    object->rect_params.top = top;
    object->rect_params.width = 2 * kCell;
    object->rect_params.height = 2 * kCell;
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
    return object;
  };
  NvDsObjectMeta* parent = add(1, 4, kCell, kCell);
  add(1, 3, kCell, kCell);
  add(2, 4, kCell, kCell);
  const BufferPtr buffer = process(batch);
  std::vector<NvDsObjectMeta*> found;
  for (NvDsObjectMeta* object : objects_of(*frames_of(buffer.get())[0])) {
    if (object->unique_component_id == 7) found.push_back(object);
  }
  // Red fills the object's left upper quarter: two whole cells of the network's 4x3 grid.
  ASSERT_EQ(found.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(found[i]->parent, parent);
    EXPECT_NEAR(found[i]->rect_params.left, kCell + 32.0 * static_cast<double>(i), 0.1);
    EXPECT_NEAR(found[i]->rect_params.top, kCell, 0.1);
    EXPECT_NEAR(found[i]->rect_params.width, 32, 0.1);
    EXPECT_NEAR(found[i]->rect_params.height, 2 * kCell / 3.0, 0.1);
  }
}

TEST_F(NvinferTest, SecondaryLooksAtWhatOfAnObjectIsWithinTheFrame) {
  start(config("process-mode=2\n[class-attrs-all]\npre-cluster-threshold=0.9\n"));
  GstBuffer* batch = make_batch({picture_with(1, 1, {255, 0, 0})});
  NvDsFrameMeta& frame = *frames_of(batch)[0];
  const auto add = [&frame](float left, float width) {
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->unique_component_id = 1;
    object->rect_params.left = left;
    object->rect_params.top = kCell;
    object->rect_params.width = width;
    object->rect_params.height = 2 * kCell;
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
    return object;
  };
  // One that is half out at the left, one of which a column is left, and one that is outside.
  const NvDsObjectMeta* parent = add(-2 * kCell, 4 * kCell);
  add(4 * kCell - 1, 4);
  add(5 * kCell, kCell);
  const BufferPtr buffer = process(batch);
  std::vector<float> lefts;
  for (const NvDsObjectMeta* object : objects_of(*frames_of(buffer.get())[0])) {
    if (object->unique_component_id != 7) continue;
    EXPECT_EQ(object->parent, parent);
    lefts.push_back(object->rect_params.left);
  }
  // Red fills the right upper quarter of what is seen.
  ASSERT_EQ(lefts.size(), 2u);
  EXPECT_NEAR(lefts[0], kCell, 0.1);
  EXPECT_NEAR(lefts[1], kCell + 32, 0.1);
}

TEST_F(NvinferTest, TakesThePaddingOffWhereTheShapeIsKept) {
  // The 256x192 frame fills 96x72 of the network.
  folder_.write("model.onnx", testing::make_detector_onnx({.height = 96, .width = 96}));
  constexpr double kNetworkCell = 256 / 3.0;
  for (const bool is_symmetric : {false, true}) {
    const double top = is_symmetric ? kNetworkCell - 32 : kNetworkCell;
    start(config(std::string("maintain-aspect-ratio=1\nsymmetric-padding=") +
                 (is_symmetric ? "1" : "0") + "\n"));
    PictureRef picture = black_picture(256, 192);
    paint_rect(picture, {80, static_cast<int>(top) - 4, 96, 96}, {255, 0, 0});
    const BufferPtr buffer = process(make_batch({picture}));
    const auto objects = objects_of(*frames_of(buffer.get())[0]);
    ASSERT_EQ(objects.size(), 1u);
    EXPECT_NEAR(objects[0]->rect_params.left, kNetworkCell, 0.1);
    EXPECT_NEAR(objects[0]->rect_params.top, top, 0.1);
    EXPECT_NEAR(objects[0]->rect_params.width, kNetworkCell, 0.1);
    EXPECT_NEAR(objects[0]->rect_params.height, kNetworkCell, 0.1);
  }
}

TEST_F(NvinferTest, NeedsBatchMetadata) {
  start(config());
  const PictureRef picture = black_picture(256, 192);
  EXPECT_EQ(gst_harness_push(harness_.get(), surface_buffer_new(std::span(&picture, 1))),
            GST_FLOW_ERROR);
}

TEST_F(NvinferTest, StartsAgainAfterAStop) {
  start(config());
  process(make_batch({black_picture(256, 192)}));
  gst_element_set_state(harness_->element, GST_STATE_READY);
  gst_element_set_state(harness_->element, GST_STATE_PLAYING);
  gst_harness_set_src_caps_str(harness_.get(), kCaps);
  const BufferPtr buffer = process(make_batch({picture_with(2, 0, {255, 0, 0})}));
  EXPECT_EQ(objects_of(*frames_of(buffer.get())[0]).size(), 1u);
}

TEST_F(NvinferTest, PropertiesWinOverTheFile) {
  start(config(), "unique-id=42 filter-out-class-ids=1");
  const BufferPtr buffer =
      process(make_batch({picture_with(0, 0, {255, 0, 0}), picture_with(0, 0, {0, 0, 255})}));
  const auto frames = frames_of(buffer.get());
  ASSERT_EQ(objects_of(*frames[0]).size(), 1u);
  EXPECT_EQ(objects_of(*frames[0])[0]->unique_component_id, 42);
  EXPECT_TRUE(objects_of(*frames[1]).empty());
}

TEST_F(NvinferTest, TakesAnotherConfigurationWhilePlaying) {
  start(config());
  const auto object_id = [this] {
    const BufferPtr buffer = process(make_batch({picture_with(0, 0, {255, 0, 0})}));
    const auto objects = objects_of(*frames_of(buffer.get())[0]);
    return objects.empty() ? -1 : objects[0]->unique_component_id;
  };
  EXPECT_EQ(object_id(), 7);
  const std::string other =
      folder_.write("other.txt",
                    "[property]\ngie-unique-id=8\nonnx-file=model.onnx\nnum-detected-classes=2\n"
                    "cluster-mode=2\nnet-scale-factor=0.0039215697906911373\n");
  g_object_set(harness_->element, "config-file-path", other.c_str(), nullptr);
  EXPECT_EQ(object_id(), 8);
  g_object_set(harness_->element, "config-file-path", folder_.path("gone.txt").c_str(), nullptr);
  EXPECT_EQ(object_id(), 8) << "a configuration that is no good changes nothing";
}

TEST_F(NvinferTest, ErrorsAtStartSayWhatToSet) {
  EXPECT_CONTAINS(error_of(""), "config-file-path");
  EXPECT_CONTAINS(error_of(folder_.path("gone.txt")), "gone.txt");
  EXPECT_CONTAINS(error_of(config(), "filter-out-class-ids=a"), "filter-out-class-ids");
  EXPECT_CONTAINS(error_of(config("num-detected-classes=9\n")), "num-detected-classes");
  const std::string engine_only = folder_.write(
      "engine.txt", "[property]\ngie-unique-id=1\nmodel-engine-file=m_b4_gpu0_fp16.engine\n");
  EXPECT_CONTAINS(error_of(engine_only), "set onnx-file");
  EXPECT_EQ(error_of(config()), "no error");
}

}  // namespace
}  // namespace pipewright::standin
