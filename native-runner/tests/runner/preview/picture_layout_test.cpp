// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/picture_layout.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include "runner/preview/picture_tap.hpp"

namespace pipewright::test {
namespace {

std::pair<std::uint32_t, std::uint32_t> fit(PictureSize size, std::uint32_t max_width,
                                            std::uint32_t max_height) {
  const PictureSize fitted = fit_picture(size, max_width, max_height);
  return {fitted.width, fitted.height};
}

using Size = std::pair<std::uint32_t, std::uint32_t>;

TEST(PictureLayout, KeepsTheShapeWithinTheLimits) {
  EXPECT_EQ(fit({1920, 1080}, 1280, 720), Size(1280, 720));
  EXPECT_EQ(fit({1920, 1080}, 0, 0), Size(1280, 720));
  EXPECT_EQ(fit({1080, 1920}, 1280, 720), Size(406, 720));
  EXPECT_EQ(fit({640, 480}, 320, 0), Size(320, 240));
}

TEST(PictureLayout, NeverEnlargesAndHasEvenEdges) {
  EXPECT_EQ(fit({640, 360}, 1280, 720), Size(640, 360));
  EXPECT_EQ(fit({641, 359}, 1280, 720), Size(642, 360));
  EXPECT_EQ(fit({3, 3}, 1280, 720), Size(16, 16));
}

TEST(PictureLayout, GridsHoldAllStreams) {
  for (std::uint32_t n = 0; n < 70; ++n) {
    const TileGrid grid = tile_grid(n);
    EXPECT_GE(grid.columns * grid.rows, n);
    EXPECT_LT(grid.columns * (grid.rows - 1), std::max(n, 1u));
    EXPECT_GE(grid.columns, grid.rows);
  }
  EXPECT_EQ(tile_grid(4).columns, 2u);
  EXPECT_EQ(tile_grid(5).columns, 3u);
  EXPECT_EQ(tile_grid(5).rows, 2u);
}

std::string why_not(const char* caps_text) {
  gst_init(nullptr, nullptr);
  const CapsPtr caps(gst_caps_from_string(caps_text));
  return why_not_previewable(caps.get()).value_or("");
}

TEST(PictureTap, ShowsRawVideoInMemoryItCanRead) {
  EXPECT_EQ(why_not("video/x-raw,format=I420,width=64,height=48"), "");
  EXPECT_EQ(why_not("video/x-raw(memory:NVMM),format=NV12,width=64,height=48"), "");
  EXPECT_NE(why_not("video/x-h264").find("video/x-h264"), std::string::npos);
  EXPECT_NE(why_not("audio/x-raw,rate=44100").find("audio/x-raw"), std::string::npos);
  EXPECT_NE(why_not("video/x-raw(memory:GLMemory),format=RGBA").find("memory:GLMemory"),
            std::string::npos);
}

TEST(PictureTap, StatesARateThatEncodersCanKeep) {
  gst_init(nullptr, nullptr);
  const auto rate_of = [](const char* text) {
    const CapsPtr caps(gst_caps_from_string(text));
    gint numerator = 0;
    gint denominator = 0;
    gst_structure_get_fraction(gst_caps_get_structure(tapped_caps(caps.get()).get(), 0),
                               "framerate", &numerator, &denominator);
    return static_cast<double>(numerator) / denominator;
  };
  EXPECT_DOUBLE_EQ(rate_of("video/x-raw,framerate=25/1"), 25);
  EXPECT_DOUBLE_EQ(rate_of("video/x-raw,framerate=120/1"), 30);
  EXPECT_DOUBLE_EQ(rate_of("video/x-raw,framerate=0/1"), 30);
  EXPECT_DOUBLE_EQ(rate_of("video/x-raw"), 30);
}

}  // namespace
}  // namespace pipewright::test
