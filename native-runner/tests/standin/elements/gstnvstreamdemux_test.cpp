// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
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
                    "nvstreamdemux per-stream-eos=true name=d d.src_0 ! queue ! fakesink name=out0 "
                    "d.src_1 ! queue ! fakesink name=out1");
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.num_buffers("out0"), 3U);
  EXPECT_EQ(pipeline.num_buffers("out1"), 9U);
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
