// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::frame_metas;
using testing::luma;
using testing::make_video;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

TEST(NvUriSrcBin, PlaysAFileIntoNvmm) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 320, 180);
  Pipeline pipeline("nvurisrcbin uri=" + folder.uri("a.mp4") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 30U);
  ASSERT_TRUE(is_surface_buffer(buffers[0].get()));
  EXPECT_GT(luma(buffers[0].get(), 0, 160, 90), 220);
}

TEST(NvUriSrcBin, HoldsFramesBackAsACameraWould) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 10, 64, 64);
  Pipeline pipeline("nvurisrcbin simulate-fps-interval-ms=40 uri=" + folder.uri("a.mp4") +
                    " ! fakesink name=out");
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 10U);
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(9 * 40));
}

class Container : public ::testing::TestWithParam<const char*> {};

TEST_P(Container, LoopsWithTimesAndNumbersThatGoOn) {
  const TempFolder folder;
  make_video(folder.path("a.video"), 20, 160, 120, "ball", GetParam());
  Pipeline pipeline("nvurisrcbin file-loop=true uri=" + folder.uri("a.video") +
                    " ! m.sink_0 nvstreammux name=m batch-size=1 width=160 height=120 ! "
                    "fakesink name=out");
  const Outcome outcome = pipeline.run([&] { return pipeline.num_buffers() >= 70; });
  ASSERT_EQ(outcome.error, "");
  const auto buffers = pipeline.buffers();
  ASSERT_GE(buffers.size(), 70U);
  GstClockTime last = 0;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const auto frames = frame_metas(buffers[i].get());
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(frames[0]->frame_num, static_cast<gint>(i));
    if (i > 0) {
      EXPECT_GT(frames[0]->buf_pts, last) << i;
      EXPECT_LT(frames[0]->buf_pts, last + GST_SECOND / 5) << "no gap, at " << i;
    }
    last = frames[0]->buf_pts;
  }
}

INSTANTIATE_TEST_SUITE_P(Muxers, Container, ::testing::Values("qtmux", "matroskamux", "mpegtsmux"),
                         [](const auto& info) { return std::string(info.param); });

TEST(NvUriSrcBin, NamesAMissingFile) {
  const TempFolder folder;
  Pipeline pipeline("nvurisrcbin name=s uri=" + folder.uri("none.mp4") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "s");
  EXPECT_NE(outcome.error.find(folder.path("none.mp4")), std::string::npos) << outcome.error;
}

TEST(NvUriSrcBin, NamesABrokenFile) {
  const TempFolder folder;
  std::ofstream(folder.path("noise.mp4")) << std::string(5000, '\x5a');
  Pipeline noise("nvurisrcbin name=s uri=" + folder.uri("noise.mp4") + " ! fakesink name=out");
  const Outcome first = noise.run();
  EXPECT_EQ(first.error_source, "s");
  EXPECT_NE(first.error.find("noise.mp4"), std::string::npos) << first.error;

  make_video(folder.path("cut.mp4"), 60, 320, 180);
  std::filesystem::resize_file(folder.path("cut.mp4"),
                               std::filesystem::file_size(folder.path("cut.mp4")) / 2);
  Pipeline cut("nvurisrcbin name=s uri=" + folder.uri("cut.mp4") + " ! fakesink name=out");
  const Outcome second = cut.run();
  EXPECT_EQ(second.error_source, "s");
  EXPECT_NE(second.error.find("cut.mp4"), std::string::npos) << second.error;
}

TEST(NvUriSrcBin, SaysThatAFileHasNoVideo) {
  const TempFolder folder;
  Pipeline writer("audiotestsrc num-buffers=20 ! wavenc ! filesink location=" +
                  folder.path("a.wav"));
  ASSERT_TRUE(writer.run().is_eos);
  Pipeline pipeline("nvurisrcbin name=s uri=" + folder.uri("a.wav") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "s");
  EXPECT_NE(outcome.error.find("no video"), std::string::npos) << outcome.error;
}

TEST(NvUriSrcBin, RefusesNoUriAndABadOne) {
  Pipeline empty("nvurisrcbin name=s ! fakesink name=out");
  EXPECT_NE(empty.run().error.find("uri"), std::string::npos);
  Pipeline bad("nvurisrcbin name=s uri=/a/path.mp4 ! fakesink name=out");
  EXPECT_NE(bad.run().error.find("file:///"), std::string::npos);
}

TEST(NvUriSrcBin, GivesAudioIfWanted) {
  const TempFolder folder;
  Pipeline writer(
      "videotestsrc num-buffers=30 ! video/x-raw,format=I420,framerate=30/1 ! x264enc ! m. "
      "audiotestsrc num-buffers=43 ! audio/x-raw,rate=44100 ! avenc_aac ! m. "
      "qtmux name=m ! filesink location=" +
      folder.path("av.mp4"));
  ASSERT_TRUE(writer.run().is_eos);
  Pipeline pipeline(
      "nvurisrcbin name=s disable-audio=false uri=" + folder.uri("av.mp4") +
      " s.vsrc_0 ! queue ! fakesink name=out s.asrc_0 ! queue ! fakesink name=out_audio");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 30U);
  EXPECT_GT(pipeline.num_buffers("out_audio"), 10U);
}

TEST(NvUriSrcBin, StartsAgainAfterItWasStopped) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 10, 160, 120);
  Pipeline pipeline("nvurisrcbin name=s uri=" + folder.uri("a.mp4") + " ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  // The sometimes pad went with the first run, and so did its link.
  const ElementPtr sink = pipeline.element("out");
  const ElementPtr source = pipeline.element("s");
  g_signal_connect(source.get(), "pad-added",
                   G_CALLBACK(+[](GstElement*, GstPad* pad, GstElement* next) {
                     const PadPtr input(gst_element_get_static_pad(next, "sink"));
                     if (!gst_pad_is_linked(input.get())) gst_pad_link(pad, input.get());
                   }),
                   sink.get());
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.num_buffers(), 20U);
}

}  // namespace
}  // namespace pipewright::standin
