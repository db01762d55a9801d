// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::make_video;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

TEST(NvMultiUriSrcBin, BatchesAllAddressesAndNamesTheirCameras) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 10, 160, 120);
  make_video(folder.path("b.mp4"), 10, 320, 180);
  Pipeline pipeline("nvmultiurisrcbin port=0 uri-list=" + folder.uri("a.mp4") + "," +
                    folder.uri("b.mp4") +
                    " sensor-id-list=cam-1,cam-2 sensor-name-list=Door,Yard max-batch-size=2 "
                    "width=640 height=360 batched-push-timeout=-1 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  std::map<unsigned, int> counts;
  for (const auto& buffer : pipeline.buffers()) {
    const SurfaceMap map(buffer.get());
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get())) {
      ++counts[frame->source_id];
      EXPECT_EQ(map.view(frame->batch_id).format.width, 640);
      const bool is_first = frame->source_id == 0;
      EXPECT_STREQ(frame->sensorInfo_meta.sensor_id, is_first ? "cam-1" : "cam-2");
      EXPECT_STREQ(frame->sensorInfo_meta.sensor_name, is_first ? "Door" : "Yard");
      EXPECT_EQ(std::string(frame->sensorInfo_meta.uri), folder.uri(is_first ? "a.mp4" : "b.mp4"));
    }
  }
  EXPECT_EQ(counts, (std::map<unsigned, int>{{0, 10}, {1, 10}}));
}

TEST(NvMultiUriSrcBin, GivesItsPropertiesToTheElementsInside) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 10, 160, 120);
  Pipeline pipeline("nvmultiurisrcbin name=multi port=0 uri-list=" + folder.uri("a.mp4") +
                    " drop-frame-interval=5 dec-skip-frames=decode_key latency=77 sort-batch=true "
                    "width=64 height=64 frame-duration=-1 ! fakesink name=out");
  bool looked = false;
  const Outcome outcome = pipeline.run([&] {
    const ElementPtr source = pipeline.element("source_0");
    const ElementPtr mux = pipeline.element("src_bin_muxer");
    if (looked || !source || !mux) return false;
    looked = true;
    guint interval = 0;
    guint latency = 0;
    gint skip = 0;
    g_object_get(source.get(), "drop-frame-interval", &interval, "latency", &latency,
                 "dec-skip-frames", &skip, nullptr);
    EXPECT_EQ(interval, 5U);
    EXPECT_EQ(latency, 77U);
    EXPECT_EQ(skip, 2);
    gboolean sorts = FALSE;
    guint batch_size = 0;
    gint timeout = -1;
    guint64 duration = 0;
    g_object_get(mux.get(), "sort-batch", &sorts, "batch-size", &batch_size, "batched-push-timeout",
                 &timeout, "frame-duration", &duration, nullptr);
    EXPECT_TRUE(sorts);
    EXPECT_EQ(batch_size, 30U);
    EXPECT_EQ(timeout, 0);
    EXPECT_EQ(duration, G_MAXUINT64);
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_TRUE(looked);
}

TEST(NvMultiUriSrcBin, GoesOnWithoutASourceThatCannotPlay) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 10, 160, 120);
  Pipeline pipeline("nvmultiurisrcbin port=0 uri-list=" + folder.uri("none.mp4") + "," +
                    folder.uri("a.mp4") + " width=64 height=64 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_FALSE(outcome.warnings.empty());
  EXPECT_NE(outcome.warnings[0].find("none.mp4"), std::string::npos) << outcome.warnings[0];
  std::size_t num_frames = 0;
  for (const auto& buffer : pipeline.buffers()) num_frames += frame_metas(buffer.get()).size();
  EXPECT_EQ(num_frames, 10U);
}

TEST(NvMultiUriSrcBin, SaysWhatItLeavesOut) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 3, 160, 120);
  Pipeline pipeline("nvmultiurisrcbin port=0 uri-list=" + folder.uri("a.mp4") + "," +
                    folder.uri("a.mp4") +
                    " max-batch-size=1 width=64 height=64 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_FALSE(outcome.warnings.empty());
  EXPECT_NE(outcome.warnings[0].find("max-batch-size"), std::string::npos);
}

TEST(NvMultiUriSrcBin, NamesWhatIsMissing) {
  Pipeline empty("nvmultiurisrcbin port=0 width=64 height=64 ! fakesink name=out");
  EXPECT_NE(empty.run().error.find("uri-list"), std::string::npos);
  Pipeline sizeless(
      "nvmultiurisrcbin name=multi port=0 uri-list=file:///a.mp4 ! fakesink name=out");
  const Outcome outcome = sizeless.run();
  EXPECT_EQ(outcome.error_source, "multi");
  EXPECT_NE(outcome.error.find("width and height"), std::string::npos) << outcome.error;
  Pipeline audio("nvmultiurisrcbin port=0 uri-list=file:///a.mp4 mode=1 ! fakesink name=out");
  EXPECT_NE(audio.run().error.find("mode"), std::string::npos);
}

TEST(NvMultiUriSrcBin, TakesNumbersOutOfSensorIds) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 3, 64, 64);
  Pipeline pipeline("nvmultiurisrcbin port=0 uri-list=" + folder.uri("a.mp4") +
                    " sensor-id-list=gate-12 sensorID-padID-mapping=true width=64 height=64 ! "
                    "fakesink name=out");
  EXPECT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_FALSE(buffers.empty());
  EXPECT_EQ(frame_metas(buffers[0].get())[0]->source_id, 12U);
}

TEST(NvMultiUriSrcBin, PlaysAgain) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 5, 160, 120);
  Pipeline pipeline("nvmultiurisrcbin port=0 uri-list=" + folder.uri("a.mp4") +
                    " width=64 height=64 ! fakesink name=out");
  EXPECT_TRUE(pipeline.run().is_eos);
  const std::size_t num_first = pipeline.num_buffers();
  EXPECT_TRUE(pipeline.run().is_eos);
  EXPECT_GT(pipeline.num_buffers(), num_first);
}

}  // namespace
}  // namespace pipewright::standin
