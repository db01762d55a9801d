// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nv12_sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::black_picture;

/// A smooth NV12 picture: luma and chroma rise and fall in waves, the chroma slowly, since the
/// sampler does not smooth it between the two pixels that share a value.
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
      pair[0] = static_cast<std::uint8_t>(128 + 40 * std::sin(x * 0.02));
      pair[1] = static_cast<std::uint8_t>(128 + 40 * std::cos(y * 0.02));
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

TEST(Nv12Sampler, GivesWhatScalingAndConvertingGive) {
  const PictureRef picture = waves(320, 180);
  std::vector<float> tensor;
  Nv12Sampler sampler;
  ASSERT_TRUE(sampler.fill(picture->view(), {20, 10, 240, 160}, {0, 0, kWidth, kHeight},
                           Interpolation::kBilinear, planes_of(tensor)));
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_RGB, kWidth, kHeight);
  std::vector<std::uint8_t> pixels(3 * kPlane);
  const FrameView rgb = FrameView::packed(FrameFormat::from_info(info), pixels.data());
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(picture->view(), {20, 10, 240, 160}, rgb, {0, 0, kWidth, kHeight}));
  for (std::size_t i = 0; i < kPlane; ++i) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      // Both round, and the sampler does not smooth chroma between the pixels that share it.
      EXPECT_NEAR(tensor[channel * kPlane + i], pixels[3 * i + channel], 8)
          << "pixel " << i << ", channel " << channel;
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
  EXPECT_NE(tensor[20 * kWidth + 40], -5);
}

TEST(Nv12Sampler, ReadsNothingBeyondTheEdges) {
  // Odd sizes, regions that reach out of the picture, and one that only magnifies.
  const PictureRef picture = waves(33, 21);
  std::vector<float> tensor;
  Nv12Sampler sampler;
  for (const Rect& region :
       {Rect{0, 0, 33, 21}, Rect{-10, -10, 100, 100}, Rect{30, 18, 9, 9}, Rect{4, 4, 2, 2}}) {
    EXPECT_TRUE(sampler.fill(picture->view(), region, {0, 0, kWidth, kHeight},
                             Interpolation::kBilinear, planes_of(tensor)));
    for (const float value : tensor) {
      EXPECT_GE(value, 0);
      EXPECT_LE(value, 255);
    }
  }
  EXPECT_FALSE(sampler.fill(picture->view(), {40, 0, 10, 10}, {0, 0, kWidth, kHeight},
                            Interpolation::kBilinear, planes_of(tensor)));
}

}  // namespace
}  // namespace pipewright::standin::inference
