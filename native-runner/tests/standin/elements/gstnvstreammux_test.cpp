// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "gst-nvmessage.h"
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
    if (i > 0) EXPECT_GT(GST_BUFFER_PTS(buffers[i].get()), GST_BUFFER_PTS(buffers[i - 1].get()));
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

/// Two sources, of which the tests feed the first one.
std::string two_sources(int timeout_micros) {
  return "batch-size=2 width=64 height=64 batched-push-timeout=" + std::to_string(timeout_micros);
}

TEST(NvStreamMux, PushesAPartialBatchAfterTheTimeOut) {
  HandFedMux mux(two_sources(1000));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 1U);
}

TEST(NvStreamMux, WaitsForAllSourcesWithoutATimeOut) {
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

TEST(NvStreamMux, ANewTimeOutCountsWhileItRuns) {
  HandFedMux mux(two_sources(-1));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  g_object_set(mux.element(), "batched-push-timeout", 1000, nullptr);
  const BufferPtr buffer = mux.pull();
  ASSERT_TRUE(buffer);
  EXPECT_EQ(frame_metas(buffer.get()).size(), 1U);
}

TEST(NvStreamMux, DoesNotWaitForARemovedSource) {
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

TEST(NvStreamMux, ASourceThatHasEndedStillGivesItsLastFramesWhenItIsRemoved) {
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

TEST(NvStreamMux, TakesSourcesThatComeLater) {
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

TEST(NvStreamMux, SourcesComeAndGoWithoutAStall) {
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

TEST(NvStreamMux, NumbersFramesAnewAfterTheEndIfAsked) {
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

TEST(NvStreamMux, LinesInputsUpInTime) {
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

TEST(NvStreamMux, DropsFramesThatAreTooLateToBeLinedUp) {
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

TEST(NvStreamMux, SeeksAllSourcesTogether) {
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
      EXPECT_TRUE(gst_element_seek_simple(
          pipeline.get(), GST_FORMAT_TIME,
          static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT), 2 * GST_SECOND));
      num_before = pipeline.num_buffers();
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

TEST(NvStreamMux, ASeekGoesOnWithASourceThatCannotSeek) {
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

TEST(NvStreamMux, KeepsTheFramesOfASourceThatCannotSeek) {
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

TEST(NvStreamMux, ASeekThatAllSourcesRefuseLeavesNothingBehind) {
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

TEST(NvStreamMux, HasCapsWhenSourcesComeAfterOthersEndedWithoutAny) {
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
