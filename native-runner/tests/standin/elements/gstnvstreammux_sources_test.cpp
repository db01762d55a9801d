// SPDX-License-Identifier: Apache-2.0
// For which sources the legacy nvstreammux waits: time-outs, sources that come, end and go, and
// times that are lined up.
#include <gtest/gtest.h>

#include "gst-nvmessage.h"
#include "mux_harness.hpp"
#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::HandFedMux;
using testing::two_sources;

TEST(NvStreamMuxSources, PushesAPartialBatchAfterTheTimeOut) {
  HandFedMux mux(two_sources(1000));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 1U);
}

TEST(NvStreamMuxSources, WaitsForAllSourcesWithoutATimeOut) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  mux.push(0, GST_SECOND);
  EXPECT_EQ(mux.num_waiting(), 0U);
  mux.end(1);
  const BufferPtr buffer = mux.pull();  // nobody is left to wait for
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
}

TEST(NvStreamMuxSources, ANewTimeOutCountsWhileItRuns) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  g_object_set(mux.element(), "batched-push-timeout", 1000, nullptr);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 1U);
}

TEST(NvStreamMuxSources, DoesNotWaitForARemovedSource) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  mux.push(0, GST_SECOND);
  mux.remove(1);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
}

TEST(NvStreamMuxSources, ASourceThatHasEndedStillGivesItsLastFramesWhenItIsRemoved) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.push(1);
  mux.end(1);
  mux.remove(1);
  mux.push(0);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 2U);
  mux.push(0, GST_SECOND);
  mux.push(0, 2 * GST_SECOND);
  EXPECT_TRUE(mux.wait_for_event("nv-stream-eos-1"));
  EXPECT_TRUE(mux.wait_for_event("nv-pad-deleted-1"));
}

TEST(NvStreamMuxSources, TakesSourcesThatComeLater) {
  HandFedMux mux(two_sources(1000));
  mux.add(0);
  mux.push(0);
  EXPECT_TRUE(mux.pull());
  mux.add(7);
  mux.push(7);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).at(0)->source_id, 7U);
  EXPECT_TRUE(mux.wait_for_event("nv-pad-added-7"));
}

TEST(NvStreamMuxSources, SourcesComeAndGoWithoutAStall) {
  HandFedMux mux("batch-size=1 width=64 height=64 live-source=true");
  mux.add(0);
  for (unsigned round = 0; round < 20; ++round) {
    const unsigned id = 1 + round % 3;
    mux.add(id);
    mux.push(id);
    const BufferPtr buffer = mux.pull();
    ASSERT_TRUE(buffer);
    EXPECT_EQ(frame_metas(buffer.get()).at(0)->source_id, id);
    if (round % 2 == 0) mux.end(id);
    mux.remove(id);
    EXPECT_TRUE(mux.wait_for_event("nv-pad-deleted-" + std::to_string(id)));
  }
}

TEST(NvStreamMuxSources, NumbersFramesAnewAfterTheEndIfAsked) {
  for (const bool resets : {false, true}) {
    SCOPED_TRACE(resets);
    HandFedMux mux(std::string("batch-size=1 width=64 height=64 drop-pipeline-eos=true ") +
                   "frame-num-reset-on-eos=" + (resets ? "true" : "false"));
    mux.add(0);
    mux.push(0);
    EXPECT_EQ(frame_metas(mux.pull().get()).at(0)->frame_num, 0);
    mux.end(0);
    EXPECT_TRUE(mux.wait_for_event("nv-stream-eos-0"));
    mux.restart(0);
    mux.push(0);
    EXPECT_EQ(frame_metas(mux.pull().get()).at(0)->frame_num, resets ? 0 : 1);
  }
}

TEST(NvStreamMuxSources, HasCapsWhenSourcesComeAfterOthersEndedWithoutAny) {
  HandFedMux mux("batch-size=1 width=64 height=64 drop-pipeline-eos=true");
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(mux.element(), bus.get());
  mux.add_silent(0);
  mux.end(0);
  MessagePtr message(gst_bus_timed_pop_filtered(bus.get(), GST_SECOND * 60, GST_MESSAGE_ELEMENT));
  unsigned ended = 7;
  ASSERT_TRUE(message);
  EXPECT_TRUE(gst_nvmessage_parse_stream_eos(message.get(), &ended));
  EXPECT_EQ(ended, 0U);
  mux.restart(0);
  mux.set_caps(0);
  mux.push(0);
  EXPECT_TRUE(mux.pull());
  EXPECT_TRUE(mux.wait_for_event("caps"));
  gst_element_set_bus(mux.element(), nullptr);
}

TEST(NvStreamMuxSources, LinesInputsUpInTime) {
  HandFedMux mux(
      "batch-size=2 width=64 height=64 sync-inputs=true batched-push-timeout=20000 "
      "max-latency=60000000000");
  mux.add(0);
  mux.add(1);
  mux.set_time(100 * GST_MSECOND);
  mux.push(1, 500 * GST_MSECOND);
  mux.push(0, 0);
  const BufferPtr first = mux.pull();
  ASSERT_EQ(frame_metas(first.get()).size(), 1U);
  EXPECT_EQ(frame_metas(first.get()).at(0)->source_id, 0U) << "the other one's time is to come";
  mux.set_time(600 * GST_MSECOND);
  mux.push(0, 510 * GST_MSECOND);
  const BufferPtr second = mux.pull();
  EXPECT_GE(frame_metas(second.get()).at(0)->buf_pts, 500 * GST_MSECOND);
}

TEST(NvStreamMuxSources, DropsFramesThatAreTooLateToBeLinedUp) {
  HandFedMux mux(
      "batch-size=1 width=64 height=64 sync-inputs=true batched-push-timeout=1000 "
      "max-latency=1000000000");
  mux.set_time(3600 * GST_SECOND);
  mux.add(0);
  mux.push(0, 0);  // an hour late
  mux.push(0, 3599 * GST_SECOND);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).at(0)->buf_pts, 3599 * GST_SECOND);
}

}  // namespace
}  // namespace pipewright::standin
