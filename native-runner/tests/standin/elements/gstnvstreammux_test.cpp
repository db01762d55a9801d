// SPDX-License-Identifier: Apache-2.0
// The batches of the legacy nvstreammux: what is in them, their caps and times, and what it
// refuses.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "mux_harness.hpp"
#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::HandFedMux;
using testing::luma;
using testing::Outcome;
using testing::Pipeline;
using testing::two_sources;

/// A source of plain pictures in NVMM memory.
std::string source(int num_frames, const std::string& pattern, int width, int height,
                   const std::string& framerate = "30/1") {
  return "videotestsrc num-buffers=" + std::to_string(num_frames) + " pattern=" + pattern +
         " ! video/x-raw,format=NV12,width=" + std::to_string(width) +
         ",height=" + std::to_string(height) + ",framerate=" + framerate +
         " ! nvvideoconvert ! video/x-raw(memory:NVMM) ! ";
}

bool contains(const std::vector<std::string>& events, const std::string& name) {
  return std::find(events.begin(), events.end(), name) != events.end();
}

TEST(NvStreamMux, TakesOneFrameOfEachSourcePerBatch) {
  Pipeline pipeline(
      source(5, "white", 320, 180) + "m.sink_0 " + source(5, "black", 320, 180) +
      "m.sink_3 nvstreammux name=m batch-size=2 width=640 height=360 sort-batch=true ! "
      "fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 5U);
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const auto frames = frame_metas(buffers[i].get());
    ASSERT_EQ(frames.size(), 2U);
    for (std::size_t slot = 0; slot < 2; ++slot) {
      const NvDsFrameMeta* frame = frames[slot];
      EXPECT_EQ(frame->batch_id, slot);
      EXPECT_EQ(frame->source_id, slot == 0 ? 0U : 3U);
      EXPECT_EQ(frame->pad_index, frame->source_id);
      EXPECT_EQ(frame->frame_num, static_cast<gint>(i));
      EXPECT_EQ(frame->source_frame_width, 320U);
      EXPECT_EQ(frame->source_frame_height, 180U);
      EXPECT_EQ(frame->pipeline_width, 640U);
      EXPECT_EQ(frame->pipeline_height, 360U);
      EXPECT_EQ(frame->num_surfaces_per_frame, 1);
      EXPECT_FALSE(frame->bInferDone);
      EXPECT_EQ(frame->buf_pts, gst_util_uint64_scale(i, GST_SECOND, 30));
      EXPECT_GT(frame->ntp_timestamp, 1600000000U * GST_SECOND);
    }
    EXPECT_GT(luma(buffers[i].get(), 0, 320, 180), 230);
    EXPECT_LT(luma(buffers[i].get(), 1, 320, 180), 20);
    EXPECT_EQ(GST_BUFFER_PTS(buffers[i].get()), gst_util_uint64_scale(i, GST_SECOND, 30));
  }
  const SurfaceMap map(buffers[0].get());
  ASSERT_TRUE(map);
  EXPECT_EQ(map.surface().batchSize, 2U);
  EXPECT_EQ(map.surface().surfaceList[1].width, 640U);
}

TEST(NvStreamMux, NoTwoBatchesHaveTheSameTime) {
  Pipeline pipeline("nvstreammux name=m batch-size=1 width=64 height=64 ! fakesink name=out " +
                    source(2, "white", 64, 64) + "m.sink_0 " + source(2, "black", 64, 64) +
                    "m.sink_1");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    // Which source's frame is first, the machine decides.
    EXPECT_GE(GST_BUFFER_PTS(buffers[i].get()), frame_metas(buffers[i].get()).at(0)->buf_pts);
    if (i > 0) {
      EXPECT_GT(GST_BUFFER_PTS(buffers[i].get()), GST_BUFFER_PTS(buffers[i - 1].get()));
    }
  }
}

TEST(NvStreamMux, DescribesTheBatchInItsCaps) {
  Pipeline pipeline(source(1, "white", 320, 180, "25/1") +
                    "m.sink_0 nvstreammux name=m batch-size=3 width=640 height=360 ! "
                    "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const CapsPtr caps = pipeline.caps();
  ASSERT_TRUE(caps);
  EXPECT_TRUE(is_nvmm_caps(caps.get()));
  const GstStructure* structure = gst_caps_get_structure(caps.get(), 0);
  int batch_size = 0;
  int numerator = 0;
  int denominator = 0;
  gst_structure_get_int(structure, "batch-size", &batch_size);
  gst_structure_get_fraction(structure, "framerate", &numerator, &denominator);
  EXPECT_EQ(batch_size, 3);
  EXPECT_EQ(numerator, 25);
  EXPECT_STREQ(gst_structure_get_string(structure, "format"), "NV12");
}

TEST(NvStreamMux, EndsWhenAllSourcesHaveAndSaysSoForEach) {
  Pipeline pipeline(source(3, "white", 320, 180) + "m.sink_0 " + source(8, "white", 320, 180) +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=320 height=180 ! "
                    "fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos);
  std::vector<unsigned> ended = outcome.ended_streams;
  std::sort(ended.begin(), ended.end());
  EXPECT_EQ(ended, (std::vector<unsigned>{0, 1}));
  EXPECT_TRUE(contains(pipeline.events(), "nv-stream-eos-0"));
  EXPECT_TRUE(contains(pipeline.events(), "nv-stream-eos-1"));
  EXPECT_EQ(pipeline.events().back(), "eos");
  std::map<unsigned, int> num_frames;
  for (const auto& buffer : pipeline.buffers()) {
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get())) {
      EXPECT_EQ(frame->frame_num, num_frames[frame->source_id]++) << "no frame is lost or repeated";
    }
  }
  EXPECT_EQ(num_frames[0], 3);
  EXPECT_EQ(num_frames[1], 8);
}

TEST(NvStreamMux, FillsABatchFromOneSource) {
  Pipeline pipeline(source(8, "white", 320, 180) +
                    "m.sink_0 nvstreammux name=m batch-size=4 width=320 height=180 ! "
                    "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 2U);
  EXPECT_EQ(frame_metas(buffers[1].get()).size(), 4U);
  EXPECT_EQ(frame_metas(buffers[1].get())[3]->frame_num, 7);
}

TEST(NvStreamMux, SharesPicturesThatFit) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 ! video/x-raw,format=NV12,width=320,height=180 ! nvvideoconvert "
      "! "
      "video/x-raw(memory:NVMM) ! identity name=out_before ! m.sink_0 "
      "nvstreammux name=m batch-size=1 width=320 height=180 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto before = pipeline.buffers("out_before");
  const auto after = pipeline.buffers();
  ASSERT_EQ(before.size(), 1U);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(surface_buffer_picture(before[0].get(), 0), surface_buffer_picture(after[0].get(), 0));
}

TEST(NvStreamMux, PadsWithBlackBarsIfAsked) {
  Pipeline pipeline(source(1, "white", 320, 240) +
                    "m.sink_0 nvstreammux name=m batch-size=1 width=640 height=360 "
                    "enable-padding=true ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  GstBuffer* buffer = buffers.at(0).get();
  EXPECT_EQ(luma(buffer, 0, 10, 180), 16);  // the picture is 480 wide, from 80 to 560
  EXPECT_EQ(luma(buffer, 0, 630, 180), 16);
  EXPECT_GT(luma(buffer, 0, 84, 180), 230);
  EXPECT_GT(luma(buffer, 0, 555, 180), 230);
}

TEST(NvStreamMux, StretchesOtherwise) {
  Pipeline pipeline(source(1, "white", 320, 240) +
                    "m.sink_0 nvstreammux name=m batch-size=1 width=640 height=360 ! "
                    "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  EXPECT_GT(luma(buffers.at(0).get(), 0, 10, 180), 230);
}

TEST(NvStreamMux, BatchesAllSurfacesOfAFrame) {
  HandFedMux mux("batch-size=4 width=32 height=32 num-surfaces-per-frame=4");
  mux.add(0);
  mux.push_buffer(0, testing::surface_frame(0, {}, 4));
  const BufferPtr buffer = mux.pull();
  const auto frames = frame_metas(buffer.get());
  ASSERT_EQ(frames.size(), 4U);
  const SurfaceMap map(buffer.get());
  for (guint i = 0; i < 4; ++i) {
    EXPECT_EQ(frames[i]->surface_index, i);
    EXPECT_EQ(map.view(i).format.width, 32);
  }
}

TEST(NvStreamMux, NamesTheMissingProperty) {
  Pipeline no_batch(source(1, "white", 64, 64) +
                    "m.sink_0 nvstreammux name=m width=64 height=64 ! fakesink name=out");
  const Outcome first = no_batch.run();
  EXPECT_EQ(first.error_source, "m");
  EXPECT_NE(first.error.find("batch-size"), std::string::npos) << first.error;
  Pipeline no_size(source(1, "white", 64, 64) +
                   "m.sink_0 nvstreammux name=m batch-size=1 ! fakesink name=out");
  const Outcome second = no_size.run();
  EXPECT_NE(second.error.find("width and height"), std::string::npos) << second.error;
}

TEST(NvStreamMux, RefusesSystemMemoryWithTheRemedy) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(mux.element(), bus.get());
  EXPECT_EQ(mux.try_push(0, gst_buffer_new_allocate(nullptr, 64 * 64 * 3 / 2, nullptr)),
            GST_FLOW_ERROR);
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
  ASSERT_TRUE(message);
  GError* error = nullptr;
  gchar* debug = nullptr;
  gst_message_parse_error(message.get(), &error, &debug);
  EXPECT_NE(std::string(error->message).find("sink_0"), std::string::npos);
  EXPECT_NE(std::string(debug).find("nvvideoconvert"), std::string::npos);
  g_error_free(error);
  g_free(debug);
  gst_element_set_bus(mux.element(), nullptr);
}

TEST(NvStreamMux, LetsAQueueHoldNoMoreBatchesThanItsPoolHas) {
  Pipeline pipeline(source(30, "white", 64, 64) +
                    "m.sink_0 nvstreammux name=m batch-size=1 width=64 height=64 "
                    "buffer-pool-size=5 ! queue name=q max-size-buffers=200 ! fakesink sync=true");
  const ElementPtr queue = pipeline.element("q");
  guint most = 0;
  const Outcome outcome = pipeline.run([&] {
    guint level = 0;
    g_object_get(queue.get(), "current-level-buffers", &level, nullptr);
    most = std::max(most, level);
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_GE(most, 3U);
  EXPECT_LE(most, 5U);
}

TEST(NvStreamMux, StopsWhileABatchWaitsForRoom) {
  Pipeline pipeline(source(-1, "white", 64, 64) +
                    "m.sink_0 nvstreammux name=m batch-size=1 width=64 height=64 "
                    "buffer-pool-size=5 ! fakesink name=out sync=false enable-last-sample=false");
  // The test keeps all batches, so that no sixth can come.
  pipeline.run([&] { return pipeline.num_buffers() == 5; });
  EXPECT_EQ(pipeline.num_buffers(), 5U);
}

TEST(NvStreamMux, RefusesBadPadNames) {
  const ElementPtr mux = share_object(gst_element_factory_make("nvstreammux", nullptr));
  EXPECT_EQ(gst_element_request_pad_simple(mux.get(), "sink_x"), nullptr);
  const PadPtr pad(gst_element_request_pad_simple(mux.get(), "sink_4"));
  ASSERT_TRUE(pad);
  const PadPtr next(gst_element_request_pad_simple(mux.get(), "sink_%u"));
  EXPECT_STREQ(GST_PAD_NAME(next.get()), "sink_5");
}

}  // namespace
}  // namespace pipewright::standin
