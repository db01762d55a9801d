// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

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

std::string source(int num_frames, const std::string& pattern) {
  return "videotestsrc num-buffers=" + std::to_string(num_frames) + " pattern=" + pattern +
         " ! video/x-raw,format=NV12,width=64,height=64,framerate=30/1 ! nvvideoconvert ! "
         "video/x-raw(memory:NVMM) ! ";
}

TEST(NvStreamDemux, GivesEachStreamBack) {
  Pipeline pipeline(source(6, "white") + "m.sink_0 " + source(6, "black") +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                    "nvstreamdemux name=d d.src_0 ! queue ! fakesink name=out0 "
                    "d.src_1 ! queue ! fakesink name=out1");
  ASSERT_TRUE(pipeline.run().is_eos);
  for (unsigned id = 0; id < 2; ++id) {
    const std::string name = "out" + std::to_string(id);
    const auto buffers = pipeline.buffers(name);
    ASSERT_EQ(buffers.size(), 6U) << name;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      const auto frames = frame_metas(buffers[i].get());
      ASSERT_EQ(frames.size(), 1U);
      EXPECT_EQ(frames[0]->source_id, id);
      EXPECT_EQ(frames[0]->batch_id, 0U);
      EXPECT_EQ(frames[0]->frame_num, static_cast<gint>(i));
      EXPECT_EQ(GST_BUFFER_PTS(buffers[i].get()), gst_util_uint64_scale(i, GST_SECOND, 30));
    }
    EXPECT_EQ(luma(buffers[0].get(), 0, 32, 32) > 128, id == 0);
    const CapsPtr caps = pipeline.caps(name);
    EXPECT_FALSE(gst_structure_has_field(gst_caps_get_structure(caps.get(), 0), "batch-size"));
    const auto events = pipeline.events(name);
    EXPECT_EQ(events.front(), "stream-start");
    EXPECT_EQ(events.back(), "eos");
  }
}

TEST(NvStreamDemux, EndsStreamsOneByOneIfAsked) {
  Pipeline pipeline(source(3, "white") + "m.sink_0 " + source(9, "white") +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                    "nvstreamdemux per-stream-eos=true name=d "
                    "d.src_0 ! fakesink name=out0 async=false "
                    "d.src_1 ! fakesink name=out1 async=false");
  std::size_t num_at_end = 9;
  const auto at_end = [&] { num_at_end = pipeline.num_buffers("out1"); };
  testing::on_eos(pipeline.element("out0").get(), at_end);
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.num_buffers("out0"), 3U);
  EXPECT_EQ(pipeline.num_buffers("out1"), 9U);
  EXPECT_LT(num_at_end, 9U) << "the short stream ends before the long one";
}

TEST(NvStreamDemux, GoesOnWithoutABranchThatIsTakenAway) {
  for (const bool unlinks : {true, false}) {
    SCOPED_TRACE(unlinks ? "unlinked" : "shut down");
    Pipeline pipeline(source(60, "white") + "m.sink_0 " + source(60, "white") +
                      "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                      "nvstreamdemux name=d d.src_0 ! fakesink name=out0 async=false "
                      "d.src_1 ! fakesink name=out1 async=false");
    const ElementPtr branch = pipeline.element("out0");
    bool is_gone = false;
    const Outcome outcome = pipeline.run([&] {
      if (!is_gone && pipeline.num_buffers("out0") > 0) {
        is_gone = true;
        if (unlinks) {
          const PadPtr pad(gst_element_get_static_pad(branch.get(), "sink"));
          const PadPtr peer(gst_pad_get_peer(pad.get()));
          gst_pad_unlink(peer.get(), pad.get());
        }
        gst_element_set_locked_state(branch.get(), TRUE);
        gst_element_set_state(branch.get(), GST_STATE_NULL);
      }
      return pipeline.num_buffers("out1") == 60;
    });
    EXPECT_EQ(outcome.error, "");
    EXPECT_EQ(pipeline.num_buffers("out1"), 60U);
  }
}

TEST(NvStreamDemux, KeepsTheViewsOfAFrameTogether) {
  HandFedMux mux("batch-size=4 width=32 height=32 num-surfaces-per-frame=2");
  mux.add(0);
  mux.add(1);
  mux.push_buffer(0, testing::surface_frame(0, {}, 2));
  mux.push_buffer(1, testing::surface_frame(0, {}, 2));
  const BufferPtr batch = mux.pull();
  ASSERT_EQ(frame_metas(batch.get()).size(), 4U);
  const ElementPtr demux = share_object(gst_element_factory_make("nvstreamdemux", nullptr));
  GstHarness* harness = gst_harness_new_with_element(demux.get(), "sink", "src_1");
  gst_harness_set_src_caps_str(harness,
                               "video/x-raw(memory:NVMM),format=NV12,width=32,height=32,"
                               "framerate=30/1,batch-size=4,num-surfaces-per-frame=2");
  EXPECT_EQ(gst_harness_push(harness, gst_buffer_ref(batch.get())), GST_FLOW_OK);
  const BufferPtr single(gst_harness_pull(harness));
  EXPECT_EQ(gst_harness_buffers_in_queue(harness), 0U) << "one buffer per frame";
  const SurfaceMap map(single.get());
  ASSERT_EQ(map.size(), 2U);
  const auto frames = frame_metas(single.get());
  ASSERT_EQ(frames.size(), 2U);
  for (guint i = 0; i < 2; ++i) {
    EXPECT_EQ(frames[i]->pad_index, 1U);
    EXPECT_EQ(frames[i]->batch_id, i);
    EXPECT_EQ(frames[i]->surface_index, i);
  }
  gst_harness_teardown(harness);
}

TEST(NvStreamDemux, HoldsNoPictureThatABranchMayWriteTo) {
  HandFedMux mux("batch-size=1 width=64 height=64");
  mux.add(0);
  mux.push(0);
  BufferPtr batch = mux.pull();
  ASSERT_TRUE(batch);
  const ElementPtr demux = share_object(gst_element_factory_make("nvstreamdemux", nullptr));
  GstHarness* harness = gst_harness_new_with_element(demux.get(), "sink", "src_0");
  gst_harness_set_src_caps_str(
      harness, "video/x-raw(memory:NVMM),format=NV12,width=64,height=64,framerate=30/1");
  bool was_copied = true;
  gst_pad_add_probe(
      harness->sinkpad, GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer data) {
        SurfaceMap map(GST_PAD_PROBE_INFO_BUFFER(info), SurfaceMap::Access::kReadWrite);
        const std::uint8_t* before = map.view(0).planes[0];
        *static_cast<bool*>(data) = map.writable_view(0).planes[0] != before;
        return GST_PAD_PROBE_OK;
      },
      &was_copied, nullptr);
  EXPECT_EQ(gst_harness_push(harness, batch.release()), GST_FLOW_OK);
  EXPECT_FALSE(was_copied);
  gst_harness_teardown(harness);
}

TEST(NvStreamDemux, LeavesUnrequestedStreamsOut) {
  Pipeline pipeline(source(4, "white") + "m.sink_0 " + source(4, "white") +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                    "nvstreamdemux name=d d.src_1 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 4U);
  for (const auto& buffer : buffers) EXPECT_EQ(frame_metas(buffer.get())[0]->source_id, 1U);
}

TEST(NvStreamDemux, NeedsBatchMetadata) {
  Pipeline pipeline(source(1, "white") + "nvstreamdemux name=d d.src_0 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "d");
  EXPECT_NE(outcome.error.find("nvstreammux"), std::string::npos) << outcome.error;
}

}  // namespace
}  // namespace pipewright::standin
