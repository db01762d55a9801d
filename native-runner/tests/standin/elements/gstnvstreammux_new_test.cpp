// SPDX-License-Identifier: Apache-2.0
// nvstreammux where USE_NEW_NVSTREAMMUX=yes is set.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

#include "mux_harness.hpp"
#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::FrameSize;
using testing::HandFedMux;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

constexpr const char* kLongWait = "overall-min-fps-n=1\noverall-min-fps-d=1000\n";

std::string source(int num_frames, int width, int height) {
  return "videotestsrc pattern=white num-buffers=" + std::to_string(num_frames) +
         " ! video/x-raw,format=NV12,framerate=30/1,width=" + std::to_string(width) +
         ",height=" + std::to_string(height) + " ! nvvideoconvert ! video/x-raw(memory:NVMM) ! ";
}

/// A settings file, as a property.
std::string config(const TempFolder& folder, const std::string& text,
                   const std::string& name = "mux.txt") {
  std::ofstream(folder.path(name)) << text;
  return " config-file-path=" + folder.path(name);
}

std::vector<unsigned> source_ids(GstBuffer* batch) {
  std::vector<unsigned> ids;
  for (const NvDsFrameMeta* frame : frame_metas(batch)) ids.push_back(frame->source_id);
  return ids;
}

TEST(NewNvStreamMux, KeepsTheSizesOfFrames) {
  const TempFolder folder;
  Pipeline pipeline(source(3, 320, 180) + "m.sink_0 " + source(3, 160, 120) +
                    "m.sink_1 nvstreammux name=m batch-size=2" +
                    config(folder, std::string("[property]\n") + kLongWait) +
                    " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 3U);
  for (const auto& buffer : buffers) {
    const SurfaceMap map(buffer.get());
    ASSERT_EQ(map.size(), 2U);
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get())) {
      const FrameFormat& format = map.view(frame->batch_id).format;
      EXPECT_EQ(format.width, frame->source_id == 0 ? 320 : 160);
      EXPECT_EQ(format.height, frame->source_id == 0 ? 180 : 120);
      EXPECT_EQ(frame->source_frame_width, static_cast<guint>(format.width));
      EXPECT_EQ(frame->pipeline_width, 0U);
    }
  }
}

TEST(NewNvStreamMux, ALatencyBeyondAllTimesDropsNothing) {
  HandFedMux mux("batch-size=1 sync-inputs=true max-latency=18446744073709551000");
  mux.set_time(3600 * GST_SECOND);
  mux.add(0);
  mux.push(0, 0);  // an hour late
  EXPECT_TRUE(mux.pull());
}

TEST(NewNvStreamMux, FramesThatAreBatchedAgainKeepWhatHangsOnTheirBuffer) {
  HandFedMux inner("batch-size=1");
  inner.add(0);
  inner.push(0);
  BufferPtr batch = inner.pull();
  ASSERT_TRUE(batch);
  NvDsMeta* meta = gst_buffer_add_nvds_meta(
      batch.get(), g_strdup("lens 3"), nullptr,
      [](gpointer, gpointer) -> gpointer { return nullptr; },
      [](gpointer data, gpointer) { g_free(data); });
  meta->meta_type = NVDS_RESERVED_GST_META + 1;
  meta->gst_to_nvds_meta_transform_func = [](gpointer data, gpointer) -> gpointer {
    return g_strdup(static_cast<const char*>(static_cast<NvDsUserMeta*>(data)->user_meta_data));
  };
  meta->gst_to_nvds_meta_release_func = [](gpointer data, gpointer) {
    g_free(static_cast<NvDsUserMeta*>(data)->user_meta_data);
  };
  HandFedMux outer("batch-size=1");
  outer.add(0);
  outer.push_buffer(0, batch.release());
  const BufferPtr result = outer.pull();
  ASSERT_TRUE(result);
  const GList* user_metas = frame_metas(result.get()).at(0)->frame_user_meta_list;
  ASSERT_EQ(g_list_length(const_cast<GList*>(user_metas)), 1U);
  EXPECT_STREQ(
      static_cast<const char*>(static_cast<NvDsUserMeta*>(user_metas->data)->user_meta_data),
      "lens 3");
}

TEST(NewNvStreamMux, TellsEverySourcesCaps) {
  HandFedMux mux("batch-size=2");
  mux.add(4, FrameSize{128, 96});
  mux.push(4);
  EXPECT_TRUE(mux.wait_for_event("nv-update-caps-4"));
}

TEST(NewNvStreamMux, WhatFollowsCopesWithSizesOfTheirOwn) {
  const std::string chains[] = {
      "nvmultistreamtiler width=320 height=180 ! nvdsosd display-clock=true ! nvvideoconvert ! "
      "video/x-raw,format=I420 ! fakesink name=out",
      "nvvideoconvert ! video/x-raw(memory:NVMM),format=RGBA ! nvdsosd display-clock=true ! "
      "fakesink name=out",
      "nvtracker tracker-width=320 tracker-height=192 ! nvvideoconvert ! "
      "video/x-raw(memory:NVMM),width=64,height=64 ! fakesink name=out",
  };
  for (const std::string& chain : chains) {
    SCOPED_TRACE(chain);
    Pipeline pipeline(source(4, 320, 180) + "m.sink_0 " + source(4, 160, 120) +
                      "m.sink_1 nvstreammux name=m batch-size=2 ! " + chain);
    const Outcome outcome = pipeline.run();
    EXPECT_TRUE(outcome.is_eos) << outcome.error;
    EXPECT_GT(pipeline.num_buffers(), 0U);
  }
}

TEST(NewNvStreamMux, ConversionKeepsTheSizesThatItWasNotAskedToChange) {
  Pipeline pipeline(source(2, 320, 180) + "m.sink_0 " + source(2, 160, 120) +
                    "m.sink_1 nvstreammux name=m batch-size=2 ! nvvideoconvert ! "
                    "video/x-raw(memory:NVMM),format=RGBA ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  for (const auto& buffer : pipeline.buffers()) {
    const SurfaceMap map(buffer.get());
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get())) {
      EXPECT_EQ(map.view(frame->batch_id).format.width, frame->source_id == 0 ? 320 : 160);
    }
  }
}

TEST(NewNvStreamMux, TheDemultiplexerEndsStreamsOneByOneUnasked) {
  Pipeline pipeline(source(3, 64, 64) + "m.sink_0 " + source(9, 64, 64) +
                    "m.sink_1 nvstreammux name=m batch-size=2 ! nvstreamdemux name=d "
                    "d.src_0 ! fakesink name=out0 async=false "
                    "d.src_1 ! fakesink name=out1 async=false");
  std::size_t num_at_end = 9;
  testing::on_eos(pipeline.element("out0").get(),
                  [&] { num_at_end = pipeline.num_buffers("out1"); });
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.num_buffers("out0"), 3U);
  EXPECT_EQ(pipeline.num_buffers("out1"), 9U);
  EXPECT_LT(num_at_end, 9U);
}

TEST(NewNvStreamMux, StreamsLeaveTheDemultiplexerInTheirOwnSizes) {
  Pipeline pipeline(source(3, 320, 180) + "m.sink_0 " + source(3, 160, 120) +
                    "m.sink_1 nvstreammux name=m batch-size=2 ! nvstreamdemux name=d "
                    "d.src_0 ! queue ! fakesink name=out0 d.src_1 ! queue ! fakesink name=out1");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  int width = 0;
  gst_structure_get_int(gst_caps_get_structure(pipeline.caps("out0").get(), 0), "width", &width);
  EXPECT_EQ(width, 320);
  gst_structure_get_int(gst_caps_get_structure(pipeline.caps("out1").get(), 0), "width", &width);
  EXPECT_EQ(width, 160);
  EXPECT_EQ(pipeline.num_buffers("out0"), 3U);
  EXPECT_EQ(pipeline.num_buffers("out1"), 3U);
}

TEST(NewNvStreamMux, AdaptiveBatchesFollowTheNumberOfSources) {
  const TempFolder folder;
  HandFedMux mux("batch-size=1" + config(folder, std::string("[property]\n") + kLongWait));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  mux.push(1);
  EXPECT_EQ(source_ids(mux.pull().get()), (std::vector<unsigned>{0, 1}));
  mux.add(2);
  for (unsigned id = 0; id < 3; ++id) mux.push(id);
  EXPECT_EQ(frame_metas(mux.pull().get()).size(), 3U);
  mux.end(1);
  mux.push(0);
  mux.push(2);
  EXPECT_EQ(frame_metas(mux.pull().get()).size(), 2U);
  mux.remove(2);
  mux.push(0);
  EXPECT_EQ(source_ids(mux.pull().get()), (std::vector<unsigned>{0}));
}

TEST(NewNvStreamMux, PushesWhatItHasAtTheSlowestRate) {
  const TempFolder folder;
  HandFedMux mux("batch-size=2" + config(folder,
                                         "[property]\nadaptive-batching=0\n"
                                         "overall-min-fps-n=1000\n"));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  EXPECT_EQ(source_ids(mux.pull().get()), (std::vector<unsigned>{0}));
}

TEST(NewNvStreamMux, TheTimeOutPropertyReplacesTheSlowestRate) {
  const TempFolder folder;
  HandFedMux mux("batch-size=2 batched-push-timeout=1000" +
                 config(folder, std::string("[property]\n") + kLongWait));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  EXPECT_EQ(frame_metas(mux.pull().get()).size(), 1U);
}

TEST(NewNvStreamMux, TakesSeveralFramesOfASourceWhereAllowed) {
  const TempFolder folder;
  const auto settings = [&](int most) {
    return "batch-size=4" + config(folder, "[property]\nadaptive-batching=0\nbatch-size=4\n" +
                                               std::string(kLongWait) + "max-same-source-frames=" +
                                               std::to_string(most) + "\n");
  };
  HandFedMux mux(settings(3));
  mux.add(0);
  mux.add(1);
  for (int i = 0; i < 3; ++i) mux.push(0);
  mux.push(1);
  std::map<unsigned, int> counts;
  for (const unsigned id : source_ids(mux.pull().get())) ++counts[id];
  EXPECT_EQ(counts[0], 3);
  EXPECT_EQ(counts[1], 1);
}

TEST(NewNvStreamMux, YamlSaysTheSame) {
  const TempFolder folder;
  HandFedMux mux("batch-size=3" + config(folder,
                                         "property:\n  adaptive-batching: 0\n  batch-size: 2\n"
                                         "  overall-min-fps-n: 1\n  overall-min-fps-d: 1000\n",
                                         "mux.yml"));
  mux.add(0);
  mux.add(1);
  mux.push(0);
  mux.push(1);
  EXPECT_EQ(frame_metas(mux.pull().get()).size(), 2U) << "the file's batch-size goes first";
}

TEST(NewNvStreamMux, CountsSurfaces) {
  const TempFolder folder;
  HandFedMux mux("batch-size=4 num-surfaces-per-frame=2" +
                 config(folder, std::string("[property]\n") + kLongWait));
  mux.add(0);
  mux.add(1);
  mux.push_buffer(0, testing::surface_frame(0, {}, 2));
  mux.push_buffer(1, testing::surface_frame(0, {}, 2));
  const BufferPtr batch = mux.pull();
  const auto frames = frame_metas(batch.get());
  ASSERT_EQ(frames.size(), 4U);
  for (guint i = 0; i < frames.size(); ++i) {
    EXPECT_EQ(frames[i]->batch_id, i);
    EXPECT_EQ(frames[i]->surface_index, i % 2);
    EXPECT_EQ(frames[i]->num_surfaces_per_frame, 2);
  }
}

TEST(NewNvStreamMux, KeepsTheMetadataOfBatchesBeforeIt) {
  Pipeline pipeline(source(2, 320, 180) + "a.sink_5 nvstreammux name=a batch-size=1 ! m.sink_0 " +
                    source(2, 160, 120) +
                    "b.sink_7 nvstreammux name=b batch-size=1 ! m.sink_1 "
                    "nvstreammux name=m batch-size=2 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  std::map<unsigned, int> counts;
  for (const auto& buffer : pipeline.buffers()) {
    for (const unsigned id : source_ids(buffer.get())) ++counts[id];
  }
  EXPECT_EQ(counts, (std::map<unsigned, int>{{5, 2}, {7, 2}}));
}

TEST(NewNvStreamMux, EndsWithItsLastSource) {
  HandFedMux mux("batch-size=1");
  mux.add(0);
  mux.push(0);
  EXPECT_TRUE(mux.pull());
  mux.remove(0);
  EXPECT_TRUE(mux.wait_for_event("eos"));
}

TEST(NewNvStreamMux, GoesOnAfterItsEnd) {
  HandFedMux mux("batch-size=1");
  mux.add(0);
  mux.push(0);
  EXPECT_TRUE(mux.pull());
  mux.end(0);
  EXPECT_TRUE(mux.wait_for_event("eos"));
  mux.add(1);
  mux.push(1, GST_SECOND);
  const BufferPtr batch = mux.pull();
  ASSERT_TRUE(batch);
  EXPECT_EQ(source_ids(batch.get()), (std::vector<unsigned>{1}));
}

TEST(NewNvStreamMux, KeepsItsEndIfAsked) {
  HandFedMux mux("batch-size=1 drop-pipeline-eos=true");
  mux.add(0);
  mux.push(0);
  EXPECT_TRUE(mux.pull());
  mux.end(0);
  EXPECT_TRUE(mux.wait_for_event("nv-stream-eos-0"));
  mux.add(1);
  mux.push(1);
  EXPECT_TRUE(mux.pull()) << "a stream that has ended would take no more";
}

TEST(NewNvStreamMux, SourcesComeAndGoWithoutAStall) {
  HandFedMux mux("batch-size=1");
  mux.add(0);
  for (unsigned round = 0; round < 20; ++round) {
    const unsigned id = 1 + round % 3;
    mux.add(id);
    mux.push(id);
    std::vector<unsigned> ids;
    while (std::find(ids.begin(), ids.end(), id) == ids.end()) ids = source_ids(mux.pull().get());
    if (round % 2 == 0) mux.end(id);
    mux.remove(id);
    EXPECT_TRUE(mux.wait_for_event("nv-pad-deleted-" + std::to_string(id)));
  }
}

TEST(NewNvStreamMux, TellsOfFramesThatItDrops) {
  HandFedMux mux("batch-size=1 sync-inputs=true max-latency=1000000000");
  int num_dropped = 0;
  g_signal_connect_swapped(mux.element(), "dropped", G_CALLBACK(+[](int* count) { ++*count; }),
                           &num_dropped);
  mux.set_time(3600 * GST_SECOND);
  mux.add(0);
  mux.push(0, 0);  // an hour late
  EXPECT_EQ(num_dropped, 1);
  mux.push(0, 3599 * GST_SECOND);
  const BufferPtr batch = mux.pull();
  ASSERT_TRUE(batch);
  EXPECT_EQ(frame_metas(batch.get()).at(0)->buf_pts, 3599 * GST_SECOND);
  EXPECT_EQ(num_dropped, 1);
}

TEST(NewNvStreamMux, NamesWhatIsWrongInItsFile) {
  const TempFolder folder;
  const struct {
    std::string text;
    std::vector<std::string> words;
  } cases[] = {
      {"[property]\nalgorithm-type=7\n", {"mux.txt", "[property]", "algorithm-type", "0 to 2"}},
      {"[source-config-x]\npriority=1\n", {"[source-config-x]", "source-config-0"}},
      {"[source-config-0]\nmax-fps-d=0\n", {"[source-config-0]", "max-fps-d", "1 or more"}},
  };
  for (const auto& [text, words] : cases) {
    SCOPED_TRACE(text);
    Pipeline pipeline(source(1, 64, 64) + "m.sink_0 nvstreammux name=m batch-size=1" +
                      config(folder, text) + " ! fakesink name=out");
    const Outcome outcome = pipeline.run();
    EXPECT_EQ(outcome.error_source, "m");
    for (const std::string& word : words) {
      EXPECT_NE(outcome.error.find(word), std::string::npos) << word << " in " << outcome.error;
    }
  }
  Pipeline missing(source(1, 64, 64) +
                   "m.sink_0 nvstreammux name=m batch-size=1 config-file-path=/no/such.txt ! "
                   "fakesink name=out");
  EXPECT_NE(missing.run().error.find("/no/such.txt"), std::string::npos);
}

TEST(NewNvStreamMux, WarnsOfUnknownKeys) {
  const TempFolder folder;
  Pipeline pipeline(source(1, 64, 64) + "m.sink_0 nvstreammux name=m batch-size=1" +
                    config(folder, "[property]\nadaptive-batchin=1\n") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(outcome.warnings.size(), 1U);
  EXPECT_NE(outcome.warnings[0].find("adaptive-batching"), std::string::npos);
}

}  // namespace
}  // namespace pipewright::standin
