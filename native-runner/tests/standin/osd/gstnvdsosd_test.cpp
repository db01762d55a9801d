// SPDX-License-Identifier: Apache-2.0
// nvdsosd as an element, fed with batches as nvstreammux and nvmultistreamtiler make them.
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "standin/elements.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;

constexpr int kWidth = 160;
constexpr int kHeight = 120;

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};

class NvdsosdTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvdsosd, nullptr); }

  void start(const std::string& properties = {}) {
    const ElementPtr element =
        share_object(gst_parse_launch(("nvdsosd " + properties).c_str(), nullptr));
    harness_.reset(gst_harness_new_with_element(element.get(), "sink", "src"));
    gst_harness_set_src_caps_str(
        harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=160,height=120,framerate=30/1");
  }

  BufferPtr process(GstBuffer* buffer) {
    EXPECT_EQ(gst_harness_push(harness_.get(), buffer), GST_FLOW_OK);
    return BufferPtr(gst_harness_pull(harness_.get()));
  }

  /// An object with a green border of two pixels and a text far from it.
  static void add_object(GstBuffer* buffer, std::size_t frame_index, float left, float top) {
    NvDsFrameMeta& frame = *frames_of(buffer).at(frame_index);
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->rect_params.left = left;
    object->rect_params.top = top;
    object->rect_params.width = 40;
    object->rect_params.height = 30;
    object->rect_params.border_width = 2;
    object->rect_params.border_color = {0, 1, 0, 1};
    object->text_params.display_text = g_strdup("car");
    object->text_params.x_offset = 100;
    object->text_params.y_offset = 90;
    object->text_params.set_bg_clr = 1;
    object->text_params.text_bg_clr = {0, 0, 1, 1};
    object->text_params.font_params.font_size = 10;
    object->text_params.font_params.font_color = {1, 1, 1, 1};
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
  }

  /// Whether any pixel of the picture in this part is not black.
  static bool is_painted(GstBuffer* buffer, unsigned index, const Rect& part) {
    const SurfaceMap surfaces(buffer);
    const FrameView& view = surfaces.view(index);
    for (int y = part.y; y < part.y + part.height; ++y) {
      for (int x = part.x; x < part.x + part.width; ++x) {
        const std::uint8_t* pixel = view.planes[0] + y * view.strides[0] + x * 4;
        if (pixel[0] != 0 || pixel[1] != 0 || pixel[2] != 0) return true;
      }
    }
    return false;
  }

  std::unique_ptr<GstHarness, HarnessDeleter> harness_;
};

constexpr Rect kBoxCorner = {10, 10, 2, 2};
constexpr Rect kTextArea = {100, 90, 30, 20};
constexpr Rect kWholePicture = {0, 0, kWidth, kHeight};

TEST_F(NvdsosdTest, DrawsBoxesAndTextsOnTheFrameTheyBelongTo) {
  start();
  GstBuffer* batch = make_batch({black_picture(kWidth, kHeight), black_picture(kWidth, kHeight)});
  add_object(batch, 1, 10, 10);
  const BufferPtr buffer = process(batch);
  EXPECT_FALSE(is_painted(buffer.get(), 0, kWholePicture));
  EXPECT_TRUE(is_painted(buffer.get(), 1, kBoxCorner));
  EXPECT_FALSE(is_painted(buffer.get(), 1, {20, 20, 10, 10})) << "inside of the box";
  EXPECT_TRUE(is_painted(buffer.get(), 1, kTextArea));
}

TEST_F(NvdsosdTest, DrawsAllFramesOnATiledPicture) {
  start();
  GstBuffer* tiled = make_batch({black_picture(kWidth, kHeight)});
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(tiled);
  batch->max_frames_in_batch = 2;
  NvDsFrameMeta* second = nvds_acquire_frame_meta_from_pool(batch);
  second->batch_id = 1;
  nvds_add_frame_meta_to_batch(batch, second);
  add_object(tiled, 0, 10, 10);
  add_object(tiled, 1, 100, 10);
  const BufferPtr buffer = process(tiled);
  EXPECT_TRUE(is_painted(buffer.get(), 0, kBoxCorner));
  EXPECT_TRUE(is_painted(buffer.get(), 0, {100, 10, 2, 2}));
}

/// Gives the last object of the first frame a mask that covers the left half of its box.
void add_half_mask(GstBuffer* buffer) {
  const NvDsFrameMeta& frame = *frames_of(buffer).front();
  NvDsObjectMeta& object = *static_cast<NvDsObjectMeta*>(g_list_last(frame.obj_meta_list)->data);
  NvOSD_MaskParams& mask = object.mask_params;
  mask.width = 4;
  mask.height = 2;
  mask.threshold = 0.5f;
  mask.size = 8 * sizeof(float);
  mask.data = g_new(float, 8);
  for (unsigned i = 0; i < 8; ++i) mask.data[i] = i % 4 < 2 ? 0.9f : 0.1f;
}

TEST_F(NvdsosdTest, DrawsInstanceMasksOverTheirBoxesWhenAskedTo) {
  for (const bool draws_masks : {false, true}) {
    start(std::string("display-bbox=false display-text=false display-mask=") +
          (draws_masks ? "true" : "false"));
    GstBuffer* batch = make_batch({black_picture(kWidth, kHeight)});
    add_object(batch, 0, 10, 10);
    add_half_mask(batch);
    // Beyond the edges nothing is drawn, and nothing else happens.
    add_object(batch, 0, -200, -20);
    add_half_mask(batch);
    const BufferPtr buffer = process(batch);
    EXPECT_EQ(is_painted(buffer.get(), 0, {11, 11, 17, 28}), draws_masks);
    EXPECT_FALSE(is_painted(buffer.get(), 0, {31, 10, 30, 30})) << "below the threshold";
    EXPECT_FALSE(is_painted(buffer.get(), 0, {0, 0, 9, 9}));
    const SurfaceMap surfaces(buffer.get());
    const std::uint8_t* pixel =
        surfaces.view(0).planes[0] + 20 * surfaces.view(0).strides[0] + 20 * 4;
    EXPECT_NEAR(pixel[1], draws_masks ? 128 : 0, 1) << "half of the border's green";
  }
}

TEST_F(NvdsosdTest, IgnoresMasksThatAreSmallerThanTheySay) {
  start("display-bbox=false display-text=false display-mask=true");
  GstBuffer* batch = make_batch({black_picture(kWidth, kHeight)});
  add_object(batch, 0, 10, 10);
  add_half_mask(batch);
  auto* object = static_cast<NvDsObjectMeta*>(frames_of(batch).front()->obj_meta_list->data);
  object->mask_params.width = 1000;
  const BufferPtr buffer = process(batch);
  EXPECT_FALSE(is_painted(buffer.get(), 0, kWholePicture));
}

TEST_F(NvdsosdTest, LeavesSharedPicturesAlone) {
  start();
  const PictureRef shared = black_picture(kWidth, kHeight);
  GstBuffer* batch = make_batch({shared});
  add_object(batch, 0, 10, 10);
  const BufferPtr buffer = process(batch);
  EXPECT_TRUE(is_painted(buffer.get(), 0, kBoxCorner));
  EXPECT_EQ(shared->data()[10 * shared->view().strides[0] + 10 * 4 + 1], 0)
      << "the picture that others hold keeps its pixels";
}

TEST_F(NvdsosdTest, DoesNotCopyPicturesWithNothingToDraw) {
  start();
  const PictureRef shared = black_picture(kWidth, kHeight);
  const BufferPtr buffer = process(make_batch({shared}));
  EXPECT_EQ(surface_buffer_picture(buffer.get(), 0), shared);
}

TEST_F(NvdsosdTest, FollowsItsPropertiesWhilePlaying) {
  start("display-text=false");
  const auto draw = [this] {
    GstBuffer* batch = make_batch({black_picture(kWidth, kHeight)});
    add_object(batch, 0, 10, 10);
    return process(batch);
  };
  BufferPtr buffer = draw();
  EXPECT_TRUE(is_painted(buffer.get(), 0, kBoxCorner));
  EXPECT_FALSE(is_painted(buffer.get(), 0, kTextArea));
  g_object_set(harness_->element, "display-text", TRUE, "display-bbox", FALSE, nullptr);
  buffer = draw();
  EXPECT_FALSE(is_painted(buffer.get(), 0, kBoxCorner));
  EXPECT_TRUE(is_painted(buffer.get(), 0, kTextArea));
}

TEST_F(NvdsosdTest, DrawsTheClockWhereItIsPut) {
  start("display-clock=true x-clock-offset=20 y-clock-offset=60 clock-color=0xff0000ff");
  const BufferPtr buffer = process(make_batch({black_picture(kWidth, kHeight)}));
  EXPECT_TRUE(is_painted(buffer.get(), 0, {20, 60, 100, 20}));
  EXPECT_FALSE(is_painted(buffer.get(), 0, {0, 0, kWidth, 55}));
}

TEST_F(NvdsosdTest, DrawsDisplayMetas) {
  start();
  GstBuffer* batch = make_batch({black_picture(kWidth, kHeight)});
  NvDsFrameMeta& frame = *frames_of(batch)[0];
  NvDsDisplayMeta* display = nvds_acquire_display_meta_from_pool(frame.base_meta.batch_meta);
  display->num_lines = 1;
  display->line_params[0] = {
      .x1 = 0, .y1 = 50, .x2 = 159, .y2 = 50, .line_width = 2, .line_color = {1, 1, 1, 1}};
  nvds_add_display_meta_to_frame(&frame, display);
  const BufferPtr buffer = process(batch);
  EXPECT_TRUE(is_painted(buffer.get(), 0, {80, 49, 2, 2}));
  EXPECT_FALSE(is_painted(buffer.get(), 0, {0, 0, kWidth, 45}));
}

TEST_F(NvdsosdTest, DrawsTextsOverAllBoxes) {
  start();
  GstBuffer* batch = make_batch({black_picture(kWidth, kHeight)});
  add_object(batch, 0, 10, 10);
  NvDsFrameMeta& frame = *frames_of(batch)[0];
  NvDsDisplayMeta* display = nvds_acquire_display_meta_from_pool(frame.base_meta.batch_meta);
  display->num_rects = 1;
  NvOSD_RectParams& rect = display->rect_params[0];
  rect.left = 90;
  rect.top = 80;
  rect.width = 60;
  rect.height = 35;
  rect.has_bg_color = 1;
  rect.bg_color = {1, 0, 0, 1};
  nvds_add_display_meta_to_frame(&frame, display);
  const BufferPtr buffer = process(batch);
  const SurfaceMap surfaces(buffer.get());
  const auto pixel = [&, view = surfaces.view(0)](int x, int y) {
    return view.planes[0] + y * view.strides[0] + x * 4;
  };
  EXPECT_EQ(pixel(95, 85)[0], 255) << "the display meta's box";
  EXPECT_EQ(pixel(101, 91)[0], 0) << "the text's ground";
  EXPECT_EQ(pixel(101, 91)[2], 255) << "the text's ground";
}

}  // namespace
}  // namespace pipewright::standin
