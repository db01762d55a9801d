// SPDX-License-Identifier: Apache-2.0
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include "inference/batch_builder.hpp"
#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frame_metas;
using testing::luma;
using testing::make_batch;
using testing::paint_rect;
using testing::Pipeline;

std::string source(int num_frames, const std::string& pattern) {
  return "videotestsrc num-buffers=" + std::to_string(num_frames) + " pattern=" + pattern +
         " ! video/x-raw,format=NV12,width=64,height=64,framerate=30/1 ! nvvideoconvert ! "
         "video/x-raw(memory:NVMM) ! ";
}

TEST(NvMultiStreamTiler, PutsSourcesSideBySide) {
  Pipeline pipeline(source(3, "white") + "m.sink_0 " + source(3, "black") + "m.sink_1 " +
                    source(3, "white") +
                    "m.sink_3 nvstreammux name=m batch-size=3 width=64 height=64 ! "
                    "nvmultistreamtiler rows=2 columns=2 width=200 height=120 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 3U);
  GstBuffer* buffer = buffers[2].get();
  EXPECT_GT(luma(buffer, 0, 50, 30), 230);
  EXPECT_EQ(luma(buffer, 0, 150, 30), 16);
  EXPECT_EQ(luma(buffer, 0, 50, 90), 16) << "no source, black";
  EXPECT_GT(luma(buffer, 0, 150, 90), 230) << "the source's number is its place";
  EXPECT_EQ(luma(buffer, 1, 0, 0), -1) << "one surface";
  EXPECT_EQ(frame_metas(buffer).size(), 3U);
}

TEST(NvMultiStreamTiler, KeepsAnEndedSourceVisible) {
  Pipeline pipeline(source(2, "white") + "m.sink_0 " + source(8, "black") +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                    "nvmultistreamtiler rows=1 columns=2 width=128 height=64 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  EXPECT_GT(luma(buffers.back().get(), 0, 32, 32), 230);
}

/// A tiler that gets batches of RGBA pictures with one box each.
struct TilerHarness {
  GstHarness* harness;

  explicit TilerHarness(const char* properties)
      : harness(gst_harness_new_parse((std::string("nvmultistreamtiler ") + properties).c_str())) {
    gst_harness_set_src_caps_str(
        harness, "video/x-raw(memory:NVMM),format=RGBA,width=100,height=100,framerate=30/1");
  }
  ~TilerHarness() { gst_harness_teardown(harness); }

  /// A batch of two pictures, each with a box at 10, 20 of 30 x 40 and a circle in the middle.
  BufferPtr run() const {
    std::vector<PictureRef> pictures = {black_picture(100, 100), black_picture(100, 100)};
    for (const PictureRef& picture : pictures) paint_rect(picture, {10, 20, 30, 40}, {255, 0, 0});
    GstBuffer* buffer = make_batch(pictures);
    for (NvDsFrameMeta* frame : frame_metas(buffer)) {
      NvDsBatchMeta* batch = frame->base_meta.batch_meta;
      NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(batch);
      object->rect_params.left = 10;
      object->rect_params.top = 20;
      object->rect_params.width = 30;
      object->rect_params.height = 40;
      object->text_params.x_offset = 10;
      object->detector_bbox_info.org_bbox_coords.left = 10;
      nvds_add_obj_meta_to_frame(frame, object, nullptr);
      NvDsDisplayMeta* display = nvds_acquire_display_meta_from_pool(batch);
      display->num_circles = 1;
      display->circle_params[0].xc = 50;
      display->circle_params[0].yc = 50;
      display->circle_params[0].radius = 10;
      nvds_add_display_meta_to_frame(frame, display);
    }
    return BufferPtr(gst_harness_push_and_pull(harness, buffer));
  }
};

NvDsObjectMeta* first_object(NvDsFrameMeta* frame) {
  return frame->obj_meta_list == nullptr ? nullptr
                                         : static_cast<NvDsObjectMeta*>(frame->obj_meta_list->data);
}

TEST(NvMultiStreamTiler, MovesBoxesIntoTheirTiles) {
  const TilerHarness tiler("rows=1 columns=2 width=400 height=100");
  const BufferPtr buffer = tiler.run();
  ASSERT_TRUE(buffer);
  const auto frames = frame_metas(buffer.get());
  ASSERT_EQ(frames.size(), 2U);
  const NvDsObjectMeta* object = first_object(frames[1]);
  ASSERT_NE(object, nullptr);
  EXPECT_FLOAT_EQ(object->rect_params.left, 200 + 20);
  EXPECT_FLOAT_EQ(object->rect_params.top, 20);
  EXPECT_FLOAT_EQ(object->rect_params.width, 60);
  EXPECT_FLOAT_EQ(object->rect_params.height, 40);
  EXPECT_EQ(object->text_params.x_offset, 220U);
  EXPECT_FLOAT_EQ(object->detector_bbox_info.org_bbox_coords.left, 10);
  const auto* display = static_cast<NvDsDisplayMeta*>(frames[1]->display_meta_list->data);
  EXPECT_EQ(display->circle_params[0].xc, 300U);
  EXPECT_EQ(display->circle_params[0].yc, 50U);
  EXPECT_EQ(display->circle_params[0].radius, 10U);
  // The picture is where its box is.
  const SurfaceMap map(buffer.get());
  const FrameView& view = map.view(0);
  EXPECT_GT(view.planes[0][40 * view.strides[0] + 250 * 4], 200);
  EXPECT_LT(view.planes[0][40 * view.strides[0] + 295 * 4], 20);
}

TEST(NvMultiStreamTiler, PassesOnMetadataThatCannotBeCopied) {
  GstHarness* harness = gst_harness_new("nvmultistreamtiler");
  gst_harness_set_src_caps_str(
      harness, "video/x-raw(memory:NVMM),format=RGBA,width=100,height=100,framerate=30/1");
  GstBuffer* batch = make_batch({black_picture(100, 100)});
  testing::add_uncopyable_meta(batch);
  const BufferPtr buffer(gst_harness_push_and_pull(harness, batch));
  EXPECT_TRUE(testing::has_uncopyable_meta(buffer.get()));
  gst_harness_teardown(harness);
}

TEST(NvMultiStreamTiler, LeavesABatchThatOthersHoldAlone) {
  GstHarness* harness = gst_harness_new("nvmultistreamtiler");
  gst_harness_set_src_caps_str(
      harness, "video/x-raw(memory:NVMM),format=RGBA,width=100,height=100,framerate=30/1");
  const BufferPtr batch(make_batch({black_picture(100, 100), black_picture(100, 100)}));
  const BufferPtr buffer(gst_harness_push_and_pull(harness, gst_buffer_ref(batch.get())));
  const SurfaceMap map(batch.get());
  EXPECT_EQ(map.size(), 2U);
  EXPECT_NE(frame_metas(batch.get()).at(0), frame_metas(buffer.get()).at(0));
  gst_harness_teardown(harness);
}

TEST(NvMultiStreamTiler, ShowsOneSourceAlone) {
  const TilerHarness tiler("rows=1 columns=2 width=400 height=100 show-source=1");
  const BufferPtr buffer = tiler.run();
  const auto frames = frame_metas(buffer.get());
  EXPECT_EQ(first_object(frames[0]), nullptr) << "nothing may be drawn for what is not shown";
  EXPECT_EQ(frames[0]->num_obj_meta, 0U);
  ASSERT_NE(first_object(frames[1]), nullptr);
  EXPECT_FLOAT_EQ(first_object(frames[1])->rect_params.left, 40);
  EXPECT_FLOAT_EQ(first_object(frames[1])->rect_params.width, 120);
  const ElementPtr element(gst_harness_find_element(tiler.harness, "nvmultistreamtiler"));
  g_object_set(element.get(), "show-source", -1, nullptr);
  const BufferPtr both = tiler.run();
  EXPECT_NE(first_object(frame_metas(both.get())[0]), nullptr);
}

TEST(NvMultiStreamTiler, ChoosesASquareGrid) {
  const TilerHarness tiler("square-seq-grid=true width=200 height=200");
  const BufferPtr buffer = tiler.run();
  const auto frames = frame_metas(buffer.get());
  EXPECT_FLOAT_EQ(first_object(frames[0])->rect_params.left, 10);
  EXPECT_FLOAT_EQ(first_object(frames[1])->rect_params.left, 110);
  EXPECT_FLOAT_EQ(first_object(frames[1])->rect_params.top, 20);
}

TEST(NvMultiStreamTiler, RoundsItsSizeUp) {
  const TilerHarness tiler("width=397 height=98");
  const BufferPtr buffer = tiler.run();
  const SurfaceMap map(buffer.get());
  EXPECT_EQ(map.view(0).format.width, 400);
  EXPECT_EQ(map.view(0).format.height, 100);
}

}  // namespace
}  // namespace pipewright::standin
