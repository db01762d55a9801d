// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::luma;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

constexpr const char* kRgba = " ! video/x-raw(memory:NVMM),format=RGBA,width=84,height=100 ! ";

/// Red, green and blue of a pixel of an RGBA picture.
std::array<int, 3> rgb(GstBuffer* buffer, int x, int y) {
  const SurfaceMap map{buffer};
  const FrameView& view = map.view(0);
  const std::uint8_t* pixel = view.planes[0] + y * view.strides[0] + 4 * x;
  return {pixel[0], pixel[1], pixel[2]};
}

TEST(NvVideoTestSrc, StartsWithDeepStreamsSizeAndRate) {
  Pipeline pipeline("nvvideotestsrc num-buffers=3 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(pipeline.num_buffers(), 3U);
  GstVideoInfo info;
  ASSERT_TRUE(gst_video_info_from_caps(&info, pipeline.caps().get()));
  EXPECT_EQ(GST_VIDEO_INFO_WIDTH(&info), 1280);
  EXPECT_EQ(GST_VIDEO_INFO_HEIGHT(&info), 720);
  EXPECT_EQ(GST_VIDEO_INFO_FPS_N(&info), 60);
  EXPECT_EQ(GST_BUFFER_PTS(pipeline.buffers().at(2).get()), 2 * GST_SECOND / 60);
}

TEST(NvVideoTestSrc, DrawsSmpteBars) {
  Pipeline pipeline("nvvideotestsrc num-buffers=1" + std::string(kRgba) + "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  GstBuffer* buffer = buffers.at(0).get();
  EXPECT_EQ(rgb(buffer, 5, 10), (std::array{191, 191, 191}));
  EXPECT_EQ(rgb(buffer, 17, 10), (std::array{191, 191, 0}));
  EXPECT_EQ(rgb(buffer, 80, 10), (std::array{0, 0, 191}));
  EXPECT_EQ(rgb(buffer, 5, 70), (std::array{0, 0, 191}));
  EXPECT_EQ(rgb(buffer, 20, 90), (std::array{255, 255, 255}));
}

TEST(NvVideoTestSrc, MovesBarsByTheHorizontalSpeed) {
  Pipeline pipeline("nvvideotestsrc num-buffers=2 horizontal-speed=12" + std::string(kRgba) +
                    "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  EXPECT_EQ(rgb(buffers.at(0).get(), 5, 10), (std::array{191, 191, 191}));
  EXPECT_EQ(rgb(buffers.at(1).get(), 5, 10), (std::array{191, 191, 0}));
}

TEST(NvVideoTestSrc, DrawsAGradientAndAMandelbrotSetThatZooms) {
  Pipeline gradient("nvvideotestsrc num-buffers=1 pattern=gradient" + std::string(kRgba) +
                    "fakesink name=out");
  ASSERT_TRUE(gradient.run().is_eos);
  EXPECT_EQ(rgb(gradient.buffers().at(0).get(), 42, 0), (std::array{127, 0, 63}));

  Pipeline set("nvvideotestsrc num-buffers=100 pattern=mandelbrot" + std::string(kRgba) +
               "fakesink name=out");
  ASSERT_TRUE(set.run().is_eos);
  const auto buffers = set.buffers();
  bool differs = false;
  for (int x = 0; x < 84 && !differs; ++x) {
    differs = rgb(buffers.front().get(), x, 50) != rgb(buffers.back().get(), x, 50);
  }
  EXPECT_TRUE(differs);
}

TEST(NvVideoTestSrc, GivesTheFormatsOfItsCaps) {
  for (const char* format : {"I420", "NV12", "RGBA", "UYVP", "BGRA64_LE", "RGB10A2_LE"}) {
    Pipeline pipeline(
        "nvvideotestsrc num-buffers=2 ! video/x-raw(memory:NVMM),width=96,height=48,"
        "format=" +
        std::string(format) + " ! fakesink name=out");
    const Outcome outcome = pipeline.run();
    EXPECT_TRUE(outcome.is_eos) << format << ": " << outcome.error;
    EXPECT_EQ(pipeline.num_buffers(), 2U) << format;
  }
}

TEST(NvVideoTestSrc, ReadsRawFramesOfAFile) {
  const TempFolder folder;
  {
    std::ofstream file(folder.path("a.yuv"), std::ios::binary);
    // Two frames of 16x16 in I420.
    for (const char value : {char(40), char(200)}) file << std::string(16 * 16 * 3 / 2, value);
  }
  const std::string source = "nvvideotestsrc location=" + folder.path("a.yuv");
  const std::string caps = " ! video/x-raw(memory:NVMM),format=I420,width=16,height=16 ! ";
  Pipeline once(source + caps + "fakesink name=out");
  ASSERT_TRUE(once.run().is_eos);
  ASSERT_EQ(once.num_buffers(), 2U);
  EXPECT_EQ(luma(once.buffers().at(0).get(), 0, 8, 8), 40);
  EXPECT_EQ(luma(once.buffers().at(1).get(), 0, 8, 8), 200);

  Pipeline loop(source + " file-loop=true num-buffers=5" + caps + "fakesink name=out");
  ASSERT_TRUE(loop.run().is_eos);
  EXPECT_EQ(loop.num_buffers(), 5U);
  EXPECT_EQ(luma(loop.buffers().at(4).get(), 0, 8, 8), 40);
}

TEST(NvVideoTestSrc, SaysWhatIsWrong) {
  Pipeline missing("nvvideotestsrc name=s location=/nowhere/a.yuv ! fakesink");
  const Outcome no_file = missing.run();
  EXPECT_EQ(no_file.error_source, "s");
  EXPECT_NE(no_file.error.find("'/nowhere/a.yuv' cannot be opened"), std::string::npos)
      << no_file.error;

  Pipeline jitter("nvvideotestsrc name=s fixed-jitter=30,40 ! fakesink");
  const Outcome no_list = jitter.run();
  EXPECT_EQ(no_list.error_source, "s");
  EXPECT_NE(no_list.error.find("fixed-jitter"), std::string::npos) << no_list.error;
}

TEST(NvVideoTestSrc, DelaysLiveFramesByTheJitter) {
  Pipeline pipeline(
      "nvvideotestsrc is-live=true fixed-jitter=200 num-buffers=2 ! "
      "video/x-raw(memory:NVMM),framerate=30/1 ! fakesink name=out");
  const gint64 before = g_get_monotonic_time();
  ASSERT_TRUE(pipeline.run().is_eos);
  // The second frame is due at 33 ms and comes 200 ms later: no run can be shorter.
  EXPECT_GE(g_get_monotonic_time() - before, 233000);
}

}  // namespace
}  // namespace pipewright::standin
