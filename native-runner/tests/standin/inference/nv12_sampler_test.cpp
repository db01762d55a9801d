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

Nv12Sampler::Planes planes_of(std::vector<float>& tensor) {
  tensor.assign(3 * kPlane, -1.0f);
  return {{tensor.data(), tensor.data() + kPlane, tensor.data() + 2 * kPlane},
          {0, 0, 0},
          1,
          kWidth,
          kHeight};
}

/// The value of a plane between its four samples around a place.
double sample(const FrameView& view, unsigned plane, unsigned part, double x, double y) {
  const int step = plane == 0 ? 1 : 2;
  const auto value = [&](double column, double row) {
    return static_cast<double>(
        view.planes[plane][static_cast<std::ptrdiff_t>(row) * view.strides[plane] +
                           static_cast<std::ptrdiff_t>(column) * step + part]);
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

TEST(Nv12Sampler, MixesTheSamplesAroundEachPixel) {
  const PictureRef picture = waves(320, 180);
  const FrameView& view = picture->view();
  std::vector<float> tensor;
  Nv12Sampler sampler;
  ASSERT_TRUE(sampler.fill(view, {20, 10, 240, 160}, {0, 0, kWidth, kHeight},
                           Interpolation::kBilinear, planes_of(tensor)));
  const auto place = [](int start, int length, int size, int at) {
    return start + (at + 0.5) * length / size - 0.5;
  };
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      // One chroma sample serves two by two pixels.
      const double chroma_x = place(10, 120, kWidth / 2, x / 2);
      const double chroma_y = place(5, 80, kHeight / 2, y / 2);
      const auto expected =
          rgb_of(view, sample(view, 0, 0, place(20, 240, kWidth, x), place(10, 160, kHeight, y)),
                 sample(view, 1, 0, chroma_x, chroma_y), sample(view, 1, 1, chroma_x, chroma_y));
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const std::size_t at =
            channel * kPlane + static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x);
        EXPECT_NEAR(tensor[at], expected[channel], 1.5)
            << "pixel " << x << "," << y << ", channel " << channel;
      }
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
