// SPDX-License-Identifier: Apache-2.0
// Seeks through the legacy nvstreammux: with files, and with sources that refuse.
#include <gtest/gtest.h>

#include "mux_harness.hpp"
#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::HandFedMux;
using testing::Outcome;
using testing::Pipeline;
using testing::two_sources;

TEST(NvStreamMuxSeek, SeeksAllSourcesTogether) {
  const testing::TempFolder folder;
  testing::make_video(folder.path("a.mp4"), 90, 160, 120, "ball");
  testing::make_video(folder.path("b.mp4"), 90, 160, 120, "ball");
  Pipeline pipeline("nvurisrcbin uri=" + folder.uri("a.mp4") +
                    " ! m.sink_0 nvurisrcbin uri=" + folder.uri("b.mp4") +
                    " ! m.sink_1 nvstreammux name=m batch-size=2 width=160 height=120 ! "
                    "identity name=out ! fakesink sync=true");
  std::size_t num_before = 0;
  const Outcome outcome = pipeline.run([&] {
    if (num_before == 0 && pipeline.num_buffers() > 5) {
      num_before = pipeline.num_buffers();
      EXPECT_TRUE(gst_element_seek_simple(
          pipeline.get(), GST_FORMAT_TIME,
          static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT), 2 * GST_SECOND));
    }
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_GE(buffers.size(), num_before + 25) << "the last second of both files";
  EXPECT_LT(buffers.size(), 60U) << "the middle was left out";
  for (const NvDsFrameMeta* frame : frame_metas(buffers.back().get())) {
    EXPECT_GE(frame->buf_pts, 2900 * GST_MSECOND);
  }
}

TEST(NvStreamMuxSeek, ASeekGoesOnWithASourceThatCannotSeek) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.set_seekable(0, true);
  mux.set_seekable(1, false);
  mux.push(0, GST_SECOND);
  mux.push(1, GST_SECOND);
  ASSERT_TRUE(mux.pull());
  EXPECT_TRUE(mux.seek());
  EXPECT_TRUE(mux.wait_for_event("flush-stop"));
  mux.push(0);
  mux.push(1, 2 * GST_SECOND);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
}

TEST(NvStreamMuxSeek, KeepsTheFramesOfASourceThatCannotSeek) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.set_seekable(0, true);
  mux.set_seekable(1, false);
  mux.push(1, GST_SECOND);  // waits in its batch for source 0
  EXPECT_TRUE(mux.seek());
  mux.push(0);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
}

TEST(NvStreamMuxSeek, ASeekThatAllSourcesRefuseLeavesNothingBehind) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.set_seekable(0, false);
  mux.set_seekable(1, false);
  EXPECT_FALSE(mux.seek());
  // As when a source is taken away: its own flush is not the seek's.
  mux.push_event(0, gst_event_new_flush_start());
  mux.remove(0);
  mux.push(1);
  mux.push(1, GST_SECOND);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
}

}  // namespace
}  // namespace pipewright::standin
