// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/patch_sampler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "standin/surface/picture.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr int kWidth = 1400;
constexpr int kHeight = 300;

PictureRef noise(GstVideoFormat format) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, format, kWidth, kHeight);
  PictureRef picture = allocate_picture(FrameFormat::from_info(info));
  std::mt19937 random(3);
  std::generate_n(picture->data(), picture->size(), [&] { return random() & 0xff; });
  return picture;
}

/// A component at a pixel.
std::uint8_t pixel(const FrameView& view, unsigned component, int x, int y) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(view.format.format);
  const unsigned plane = GST_VIDEO_FORMAT_INFO_PLANE(info, component);
  const int row = y >> GST_VIDEO_FORMAT_INFO_H_SUB(info, component);
  const int column = x >> GST_VIDEO_FORMAT_INFO_W_SUB(info, component);
  return view.planes[plane][row * view.strides[plane] +
                            column * GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component) +
                            GST_VIDEO_FORMAT_INFO_POFFSET(info, component)];
}

/// Pixel of sample `index` of `count` along a length.
int position(float start, float length, int count, int index, int limit) {
  const float at = start + length / static_cast<float>(count) * (static_cast<float>(index) + 0.5f);
  return std::clamp(static_cast<int>(std::floor(at)), 0, limit - 1);
}

int samples_per_value(float length, int size) {
  return std::clamp(static_cast<int>(std::ceil(length / static_cast<float>(size))), 1, 2);
}

class PatchSamplerTest : public ::testing::TestWithParam<GstVideoFormat> {};

TEST_P(PatchSamplerTest, AveragesPixelsOfEachValue) {
  ASSERT_TRUE(PatchSampler::reads(GetParam()));
  const PictureRef picture = noise(GetParam());
  const FrameView& view = picture->view();
  const Box regions[] = {
      {100, 50, 10, 9},            // smaller than the patch
      {100.3f, 50, 33, 70},        // some of each value's pixels
      {400, 20.5f, 200, 64},       // all samples from rows that are read whole
      {10, 10, 1350, 250},         // more than is read whole
      {-40.137f, -30, 120, 90},    // beyond the first edges
      {1340.137f, 260, 100, 100},  // beyond the last ones
      {-500.137f, 20, 100, 100},   // outside
  };
  for (const int size : {12, 18, 36}) {
    PatchSampler sampler(static_cast<unsigned>(size));
    Patch patch;
    for (auto& component : patch) component.resize(static_cast<std::size_t>(size * size));
    for (const Box& region : regions) {
      sampler.prefetch(view, region);
      sampler.sample(view, region, patch);
      const int across = samples_per_value(region.width, size);
      const int down = samples_per_value(region.height, size);
      for (unsigned component = 0; component < 3; ++component) {
        for (int i = 0; i < size * size; ++i) {
          int sum = 0;
          for (int j = 0; j < across * down; ++j) {
            const int column = i % size * across + j % across;
            const int row = i / size * down + j / across;
            sum += pixel(view, component,
                         position(region.left, region.width, size * across, column, kWidth),
                         position(region.top, region.height, size * down, row, kHeight));
          }
          const int mean = (sum + across * down / 2) / (across * down);
          // A sample on the edge of two pixels may be of either.
          ASSERT_NEAR(patch[component][static_cast<std::size_t>(i)], mean, 1)
              << "component " << component << ", value " << i << " of " << region.left << ", "
              << region.width << " for size " << size;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, PatchSamplerTest,
                         ::testing::Values(GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_I420,
                                           GST_VIDEO_FORMAT_RGBA));

}  // namespace
}  // namespace pipewright::standin::tracking
