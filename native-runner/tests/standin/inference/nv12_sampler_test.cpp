// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nv12_sampler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::black_picture;

/// An NV12 picture in which luma and chroma rise and fall in waves.
PictureRef waves(int width, int height) {
  PictureRef picture = black_picture(width, height, GST_VIDEO_FORMAT_NV12);
  const FrameView& view = picture->view();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      view.planes[0][y * view.strides[0] + x] =
          static_cast<std::uint8_t>(126 + 70 * std::sin(x * 0.05) * std::cos(y * 0.04));
    }
  }
  for (int y = 0; y < height / 2; ++y) {
    for (int x = 0; x < width / 2; ++x) {
      std::uint8_t* pair = view.planes[1] + y * view.strides[1] + 2 * x;
      pair[0] = static_cast<std::uint8_t>(128 + 40 * std::sin(x * 0.06));
      pair[1] = static_cast<std::uint8_t>(128 + 40 * std::cos(y * 0.06));
    }
  }
  return picture;
}

constexpr int kWidth = 96;
constexpr int kHeight = 56;
constexpr std::size_t kPlane = std::size_t{kWidth} * kHeight;

Nv12Sampler::Planes planes_of(std::vector<float>& tensor, int width = kWidth,
                              int height = kHeight) {
  const std::size_t plane = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  tensor.assign(3 * plane, -1.0f);
  return {{tensor.data(), tensor.data() + plane, tensor.data() + 2 * plane},
          {0, 0, 0},
          1,
          width,
          height};
}

/// The value of a plane between its four samples around a place.
double sample(const FrameView& view, unsigned plane, unsigned part, double x, double y) {
  const int step = plane == 0 ? 1 : 2;
  const auto value = [&](double column, double row) {
    // Behind the last one there is nothing, nor has it a part.
    const int at_x = std::min(static_cast<int>(column), view.plane_row_bytes(plane) / step - 1);
    const int at_y = std::min(static_cast<int>(row), view.plane_height(plane) - 1);
    return static_cast<double>(
        view.planes[plane][std::ptrdiff_t{at_y} * view.strides[plane] + at_x * step + part]);
  };
  const double left = std::floor(x);
  const double top = std::floor(y);
  const auto row = [&](double at) {
    return std::lerp(value(left, at), value(left + 1, at), x - left);
  };
  return std::lerp(row(top), row(top + 1), y - top);
}

std::array<double, 3> rgb_of(const FrameView& view, double y, double u, double v) {
  const YuvMatrix m = YuvMatrix::of(view.format);
  const double luma = m.y_scale * (y - m.y_offset);
  const auto cut = [](double value) { return std::clamp(value, 0.0, 255.0); };
  return {cut(luma + m.r_v * (v - 128)), cut(luma + m.g_u * (u - 128) + m.g_v * (v - 128)),
          cut(luma + m.b_u * (u - 128))};
}

/// What lies around the place of a target's pixel: `region` of the picture over the whole target.
std::array<double, 3> expected_at(const FrameView& view, const Rect& region, int width, int height,
                                  int x, int y) {
  // What lies beyond the outermost samples is like these.
  const auto place = [](int start, int length, int size, int at) {
    return std::clamp(start + (at + 0.5) * length / size - 0.5, static_cast<double>(start),
                      start + length - 1.0);
  };
  const double luma_x = place(region.x, region.width, width, x);
  const double luma_y = place(region.y, region.height, height, y);
  // One chroma sample serves two by two pixels.
  const double chroma_x = place(region.x / 2, (region.width + 1) / 2, (width + 1) / 2, x / 2);
  const double chroma_y = place(region.y / 2, (region.height + 1) / 2, (height + 1) / 2, y / 2);
  return rgb_of(view, sample(view, 0, 0, luma_x, luma_y), sample(view, 1, 0, chroma_x, chroma_y),
                sample(view, 1, 1, chroma_x, chroma_y));
}

TEST(Nv12Sampler, MixesTheSamplesAroundEachPixel) {
  struct Case {
    Rect region;
    int width;
    int height;
  };
  const PictureRef picture = waves(320, 180);
  const FrameView& view = picture->view();
  Nv12Sampler sampler;
  // Any ratio, whole ones, none, odd sizes and magnification.
  for (const auto& [region, width, height] :
       {Case{{20, 10, 240, 160}, kWidth, kHeight}, Case{{0, 0, 320, 180}, 160, 90},
        Case{{8, 6, 288, 168}, kWidth, kHeight}, Case{{64, 32, 96, 56}, kWidth, kHeight},
        Case{{10, 10, 300, 160}, 53, 31}, Case{{100, 60, 40, 30}, 85, 47}, Case{{0, 0, 9, 7}, 3, 1},
        Case{{0, 0, 320, 180}, 1, 1}}) {
    std::vector<float> tensor;
    ASSERT_TRUE(sampler.fill(view, region, {0, 0, width, height}, Interpolation::kBilinear,
                             planes_of(tensor, width, height)));
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const auto expected = expected_at(view, region, width, height, x, y);
        for (std::size_t channel = 0; channel < 3; ++channel) {
          const std::size_t at = channel * tensor.size() / 3 + static_cast<std::size_t>(y) * width +
                                 static_cast<std::size_t>(x);
          EXPECT_NEAR(tensor[at], expected[channel], 1.5)
              << width << "x" << height << ", pixel " << x << "," << y << ", channel " << channel;
        }
      }
    }
  }
}

TEST(Nv12Sampler, LaysChannelsBesideEachOther) {
  const PictureRef picture = waves(320, 180);
  std::vector<float> planar;
  std::vector<float> packed;
  std::vector<float> means(3 * kPlane);
  for (std::size_t i = 0; i < means.size(); ++i) means[i] = static_cast<float>(i % 200);
  std::vector<float> packed_means(means.size());
  Nv12Sampler::Planes planes = planes_of(planar);
  planes.scale = 0.25f;
  Nv12Sampler::Planes pixels = planes_of(packed);
  pixels.scale = planes.scale;
  pixels.pixel_step = 3;
  for (std::size_t color = 0; color < 3; ++color) {
    pixels.rgb[color] = packed.data() + color;
    planes.mean_images[color] = means.data() + color * kPlane;
    pixels.mean_images[color] = packed_means.data() + color;
    for (std::size_t i = 0; i < kPlane; ++i)
      packed_means[3 * i + color] = means[color * kPlane + i];
  }
  Nv12Sampler sampler;
  const Rect region = {0, 0, 320, 180};
  const Rect target = {2, 1, 91, 50};
  ASSERT_TRUE(sampler.fill(picture->view(), region, target, Interpolation::kBilinear, planes));
  ASSERT_TRUE(sampler.fill(picture->view(), region, target, Interpolation::kBilinear, pixels));
  for (std::size_t color = 0; color < 3; ++color) {
    for (std::size_t i = 0; i < kPlane; ++i) {
      ASSERT_NEAR(packed[3 * i + color], planar[color * kPlane + i], 1e-4) << "value " << i;
    }
  }
}

TEST(Nv12Sampler, NormalisesAndPadsWithBlack) {
  const PictureRef picture = waves(320, 180);
  std::vector<float> tensor;
  Nv12Sampler::Planes planes = planes_of(tensor);
  planes.scale = 0.5f;
  planes.means = {10, 20, 30};
  Nv12Sampler sampler;
  ASSERT_TRUE(sampler.fill(picture->view(), {0, 0, 320, 180}, {8, 4, 80, 45},
                           Interpolation::kNearest, planes));
  EXPECT_FLOAT_EQ(tensor[0], -5);
  EXPECT_FLOAT_EQ(tensor[kPlane], -10);
  EXPECT_FLOAT_EQ(tensor[3 * kPlane - 1], -15);
  EXPECT_FLOAT_EQ(tensor[3 * kWidth + 40], -5) << "above the target";
  EXPECT_FLOAT_EQ(tensor[20 * kWidth + 7], -5) << "left of it";
  EXPECT_FLOAT_EQ(tensor[20 * kWidth + 88], -5) << "right of it";
  EXPECT_FLOAT_EQ(tensor[49 * kWidth + 40], -5) << "below it";
  // The target's pixel 32,16 is in the middle of the picture's 128 to 132, 64 to 68.
  const FrameView& view = picture->view();
  const auto expected = rgb_of(view, sample(view, 0, 0, 130, 66), sample(view, 1, 0, 66, 33),
                               sample(view, 1, 1, 66, 33));
  for (std::size_t channel = 0; channel < 3; ++channel) {
    EXPECT_NEAR(tensor[channel * kPlane + 20 * kWidth + 40],
                0.5 * (expected[channel] - planes.means[channel]), 0.01);
  }
}

TEST(Nv12Sampler, ReadsNothingBeyondTheEdges) {
  // Odd sizes, regions that reach out of the picture, and one that only magnifies. The picture is
  // of one grey; behind each row are other values, behind the last there is nothing.
  constexpr int kSourceWidth = 33;
  constexpr int kSourceHeight = 21;
  constexpr int kBehind = 6;
  constexpr int kChromaRow = kSourceWidth + 1;
  std::vector<std::uint8_t> luma(kSourceHeight * (kSourceWidth + kBehind) - kBehind, 0);
  std::vector<std::uint8_t> chroma((kSourceHeight + 1) / 2 * (kChromaRow + kBehind) - kBehind, 255);
  for (int y = 0; y < kSourceHeight; ++y) {
    std::fill_n(luma.begin() + y * (kSourceWidth + kBehind), kSourceWidth, 126);
    if (y % 2 == 0) std::fill_n(chroma.begin() + y / 2 * (kChromaRow + kBehind), kChromaRow, 128);
  }
  FrameView view;
  view.format = black_picture(kSourceWidth, kSourceHeight, GST_VIDEO_FORMAT_NV12)->view().format;
  view.num_planes = 2;
  view.planes = {luma.data(), chroma.data()};
  view.strides = {kSourceWidth + kBehind, kChromaRow + kBehind};
  const double grey = rgb_of(view, 126, 128, 128)[0];
  std::vector<float> tensor;
  Nv12Sampler sampler;
  for (const Interpolation filter : {Interpolation::kBilinear, Interpolation::kNearest}) {
    for (const Rect& region :
         {Rect{0, 0, 33, 21}, Rect{-10, -10, 100, 100}, Rect{30, 18, 9, 9}, Rect{4, 4, 2, 2}}) {
      EXPECT_TRUE(sampler.fill(view, region, {0, 0, kWidth, kHeight}, filter, planes_of(tensor)));
      for (const float value : tensor) ASSERT_NEAR(value, grey, 0.01);
    }
  }
  EXPECT_FALSE(sampler.fill(view, {40, 0, 10, 10}, {0, 0, kWidth, kHeight},
                            Interpolation::kBilinear, planes_of(tensor)));
}

}  // namespace
}  // namespace pipewright::standin::inference
