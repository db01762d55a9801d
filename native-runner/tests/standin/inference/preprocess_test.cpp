// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/preprocess.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::black_picture;
using testing::paint_rect;

constexpr InferDims kDims{3, 4, 8};

/// The tensor of a picture whose left half is (200, 100, 50) and whose right half is black.
std::vector<float> tensor_of(const TensorSettings& settings, const InferDims& dims = kDims,
                             int width = 8, int height = 4) {
  const PictureRef picture = black_picture(width, height);
  paint_rect(picture, {0, 0, width / 2, height}, {200, 100, 50});
  auto preprocessor = Preprocessor::create(settings, dims);
  EXPECT_TRUE(preprocessor.ok());
  std::vector<float> tensor(preprocessor.value().tensor_size(), -1);
  SurfaceConverter converter;
  Placement placement;
  EXPECT_TRUE(preprocessor.value().fill(picture->view(), picture->view().format.bounds(), converter,
                                        tensor, placement));
  return tensor;
}

TEST(Preprocess, ScalesAndSubtractsOffsetsPerChannelInPlanes) {
  TensorSettings settings;
  settings.net_scale_factor = 0.5;
  settings.offsets = {10, 20, 30};
  const std::vector<float> tensor = tensor_of(settings);
  const std::size_t plane = 4 * 8;
  EXPECT_FLOAT_EQ(tensor[0], 0.5f * (200 - 10));
  EXPECT_FLOAT_EQ(tensor[plane], 0.5f * (100 - 20));
  EXPECT_FLOAT_EQ(tensor[2 * plane], 0.5f * (50 - 30));
  EXPECT_FLOAT_EQ(tensor[7], 0.5f * (0 - 10));
  EXPECT_FLOAT_EQ(tensor[plane + 3 * 8 + 7], 0.5f * (0 - 20));
}

TEST(Preprocess, OrdersChannelsAsTheModelWantsThem) {
  TensorSettings settings;
  settings.color_format = ColorFormat::kBgr;
  settings.network_input_order = TensorOrder::kNhwc;
  const std::vector<float> tensor = tensor_of(settings);
  EXPECT_FLOAT_EQ(tensor[0], 50);
  EXPECT_FLOAT_EQ(tensor[1], 100);
  EXPECT_FLOAT_EQ(tensor[2], 200);
  EXPECT_FLOAT_EQ(tensor[7 * 3], 0);
}

/// A tensor of an NV12 picture whose left half is of one colour, with these settings.
std::vector<float> tensor_of_nv12(const TensorSettings& settings, const std::array<int, 3>& yuv,
                                  const InferDims& dims = kDims) {
  const PictureRef picture = black_picture(8, 4, GST_VIDEO_FORMAT_NV12);
  const FrameView& view = picture->view();
  for (int y = 0; y < 4; ++y) {
    std::fill_n(view.planes[0] + y * view.strides[0], 4, static_cast<std::uint8_t>(yuv[0]));
  }
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 2; ++x) {
      view.planes[1][y * view.strides[1] + 2 * x] = static_cast<std::uint8_t>(yuv[1]);
      view.planes[1][y * view.strides[1] + 2 * x + 1] = static_cast<std::uint8_t>(yuv[2]);
    }
  }
  auto preprocessor = Preprocessor::create(settings, dims);
  EXPECT_TRUE(preprocessor.ok());
  std::vector<float> tensor(preprocessor.value().tensor_size(), -1);
  SurfaceConverter converter;
  Placement placement;
  EXPECT_TRUE(preprocessor.value().fill(view, view.format.bounds(), converter, tensor, placement));
  return tensor;
}

TEST(Preprocess, MakesGreyOfColour) {
  TensorSettings settings;
  settings.color_format = ColorFormat::kGray;
  const PictureRef picture = black_picture(8, 4);
  paint_rect(picture, {0, 0, 4, 4}, {255, 255, 255});
  auto preprocessor = Preprocessor::create(settings, {1, 4, 8});
  ASSERT_TRUE(preprocessor.ok());
  std::vector<float> tensor(32);
  SurfaceConverter converter;
  Placement placement;
  ASSERT_TRUE(
      preprocessor.value().fill(picture->view(), {0, 0, 8, 4}, converter, tensor, placement));
  EXPECT_NEAR(tensor[0], 255, 1);
  EXPECT_NEAR(tensor[7], 0, 1);

  const std::vector<float> of_nv12 = tensor_of_nv12(settings, {235, 128, 128}, {1, 4, 8});
  EXPECT_FLOAT_EQ(of_nv12[0], 235) << "the luma as it is";
  EXPECT_FLOAT_EQ(of_nv12[7], 16);
}

TEST(Preprocess, GivesTheSameValuesOfNv12InEveryOrderAndWithAMeanImage) {
  const testing::TempFolder folder;
  constexpr std::array<int, 3> kColor = {120, 90, 200};
  TensorSettings settings;
  const std::vector<float> planes = tensor_of_nv12(settings, kColor);
  settings.network_input_order = TensorOrder::kNhwc;
  const std::vector<float> pixels = tensor_of_nv12(settings, kColor);
  std::string ppm = "P6\n8 4\n255\n";
  for (int i = 0; i < 8 * 4; ++i) ppm += std::string("\x01\x02\x03", 3);
  settings.mean_file = folder.write("mean.ppm", ppm);
  const std::vector<float> mean_pixels = tensor_of_nv12(settings, kColor);
  settings.network_input_order = TensorOrder::kNchw;
  const std::vector<float> mean_planes = tensor_of_nv12(settings, kColor);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t pixel = 0; pixel < 32; ++pixel) {
      const float value = planes[channel * 32 + pixel];
      const float mean = static_cast<float>(channel) + 1;
      EXPECT_FLOAT_EQ(pixels[pixel * 3 + channel], value);
      EXPECT_FLOAT_EQ(mean_pixels[pixel * 3 + channel], value - mean);
      EXPECT_FLOAT_EQ(mean_planes[channel * 32 + pixel], value - mean);
    }
  }
}

TEST(Preprocess, FitsAPartWithItsMeanImageIntoAnyOrder) {
  const testing::TempFolder folder;
  TensorSettings settings;
  settings.maintain_aspect_ratio = true;
  settings.symmetric_padding = true;
  settings.network_input_order = TensorOrder::kNhwc;
  std::string ppm = "P6\n8 8\n255\n";
  for (int i = 0; i < 8 * 8; ++i) ppm += std::string("\x01\x02\x03", 3);
  settings.mean_file = folder.write("mean.ppm", ppm);
  const std::vector<float> tensor = tensor_of_nv12(settings, {128, 128, 128}, {3, 8, 8});
  // 8x4 in the middle of 8x8; what is above and below is black less its mean.
  EXPECT_FLOAT_EQ(tensor[0], -1);
  EXPECT_FLOAT_EQ(tensor[1 * 8 * 3 + 2], -3);
  EXPECT_NEAR(tensor[2 * 8 * 3 + 1], 130.4 - 2, 0.1);
  EXPECT_FLOAT_EQ(tensor[6 * 8 * 3], -1);
}

TEST(Preprocess, ConvertsPartsAlikeWhereverTheyLie) {
  const PictureRef picture = black_picture(64, 48);
  paint_rect(picture, {0, 0, 64, 48}, {10, 20, 30});
  paint_rect(picture, {40, 20, 8, 4}, {200, 100, 50});
  auto preprocessor = Preprocessor::create({}, kDims);
  ASSERT_TRUE(preprocessor.ok());
  SurfaceConverter converter;
  Placement placement;
  std::vector<float> tensor(preprocessor.value().tensor_size());
  for (int x = 0; x <= 40; x += 20) {
    ASSERT_TRUE(
        preprocessor.value().fill(picture->view(), {x, 20, 8, 4}, converter, tensor, placement));
    const bool is_patch = x == 40;
    EXPECT_FLOAT_EQ(tensor[0], is_patch ? 200 : 10);
    EXPECT_FLOAT_EQ(tensor[31], is_patch ? 200 : 10);
    EXPECT_FLOAT_EQ(tensor[95], is_patch ? 50 : 30);
  }
}

TEST(Preprocess, MakesGreyOfAPartOfNv12AndPadsWithBlack) {
  TensorSettings settings;
  settings.color_format = ColorFormat::kGray;
  settings.maintain_aspect_ratio = true;
  const PictureRef picture = black_picture(64, 48, GST_VIDEO_FORMAT_NV12);
  const FrameView& view = picture->view();
  for (int y = 20; y < 28; ++y) std::fill_n(view.planes[0] + y * view.strides[0] + 40, 8, 200);
  // Strong colours, which have no say.
  std::fill_n(view.planes[1], view.strides[1] * 24, 250);
  for (const int filter : {0, 1, 2, 3, 4}) {
    settings.scaling_filter = filter;
    auto preprocessor = Preprocessor::create(settings, {1, 4, 8});
    ASSERT_TRUE(preprocessor.ok());
    SurfaceConverter converter;
    Placement placement;
    std::vector<float> tensor(32, -1);
    ASSERT_TRUE(preprocessor.value().fill(view, {40, 20, 8, 8}, converter, tensor, placement));
    EXPECT_NEAR(tensor[0], 200, 1) << "filter " << filter;
    EXPECT_NEAR(tensor[27], 200, 1) << "filter " << filter;
    EXPECT_FLOAT_EQ(tensor[4], 0) << "filter " << filter;
    EXPECT_FLOAT_EQ(tensor[31], 0) << "filter " << filter;
  }
}

/// Values of the first channel along the middle row, of an edge from `low` to `high` that is scaled
/// to twice its size.
std::vector<float> scaled_edge(int filter, GstVideoFormat format, std::uint8_t low,
                               std::uint8_t high) {
  const PictureRef picture = black_picture(32, 32, format);
  const FrameView& view = picture->view();
  const int pixel = view.plane_row_bytes(0) / 32;
  for (int y = 0; y < 32; ++y) {
    std::uint8_t* row = view.planes[0] + y * view.strides[0];
    std::fill_n(row, 16 * pixel, low);
    std::fill_n(row + 16 * pixel, 16 * pixel, high);
  }
  TensorSettings settings;
  settings.scaling_filter = filter;
  auto preprocessor = Preprocessor::create(settings, {3, 64, 64});
  EXPECT_TRUE(preprocessor.ok());
  std::vector<float> tensor(preprocessor.value().tensor_size());
  SurfaceConverter converter;
  Placement placement;
  EXPECT_TRUE(preprocessor.value().fill(view, view.format.bounds(), converter, tensor, placement));
  return {tensor.begin() + 32 * 64, tensor.begin() + 33 * 64};
}

TEST(Preprocess, WiderFiltersKeepFlatPartsAndSharpenEdges) {
  for (const auto format : {GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_RGBA}) {
    // Filter 1 is bilinear, which stays between the two values; cubic and Lanczos go beyond them.
    const std::vector<float> linear = scaled_edge(1, format, 40, 200);
    const float low = linear.front();
    const float high = linear.back();
    EXPECT_GT(high, low + 150) << gst_video_format_to_string(format);
    EXPECT_EQ(*std::min_element(linear.begin(), linear.end()), low);
    EXPECT_EQ(*std::max_element(linear.begin(), linear.end()), high);
    for (const int filter : {2, 4}) {
      const std::vector<float> sharp = scaled_edge(filter, format, 40, 200);
      const std::string where =
          std::string(gst_video_format_to_string(format)) + ", filter " + std::to_string(filter);
      // GStreamer's matrix has 8 bits.
      EXPECT_NEAR(sharp.front(), low, 4) << where;
      EXPECT_NEAR(sharp.back(), high, 4) << where;
      EXPECT_EQ(sharp[16], sharp.front()) << where;
      EXPECT_EQ(sharp[48], sharp.back()) << where;
      EXPECT_GT(*std::max_element(sharp.begin(), sharp.end()), sharp.back()) << where;
      EXPECT_LT(*std::min_element(sharp.begin(), sharp.end()), sharp.front()) << where;
    }
  }
}

TEST(Preprocess, IgnoresOffsetsWithoutAPositiveFactorAsTheSdkDoes) {
  TensorSettings settings;
  settings.net_scale_factor = 0;
  settings.offsets = {10, 20, 30};
  EXPECT_FLOAT_EQ(tensor_of(settings)[0], 200);
}

TEST(Preprocess, SubtractsTheMeanImage) {
  const testing::TempFolder folder;
  TensorSettings settings;
  std::string ppm = "P6\n8 4\n255\n";
  for (int i = 0; i < 8 * 4; ++i) ppm += std::string("\x01\x02\x03", 3);
  settings.mean_file = folder.write("mean.ppm", ppm);
  const std::vector<float> tensor = tensor_of(settings);
  EXPECT_FLOAT_EQ(tensor[0], 199);
  EXPECT_FLOAT_EQ(tensor[32], 98);
  EXPECT_FLOAT_EQ(tensor[64], 47);

  settings.mean_file = folder.write("small.ppm", "P6\n2 2\n255\n123456789012");
  EXPECT_NE(Preprocessor::create(settings, kDims).error().reason.find("2x2"), std::string::npos);
  settings.mean_file = folder.write("short.ppm", "P6\n8 4\n255\n123");
  EXPECT_NE(Preprocessor::create(settings, kDims).error().reason.find("ends"), std::string::npos);
}

TEST(Preprocess, RefusesOffsetsThatDoNotFitTheChannels) {
  TensorSettings settings;
  settings.offsets = {1, 2};
  const auto preprocessor = Preprocessor::create(settings, kDims);
  ASSERT_FALSE(preprocessor.ok());
  EXPECT_NE(preprocessor.error().reason.find("3 channels"), std::string::npos);
}

TEST(Preprocess, PadsWithBlackWhereTheShapeIsKept) {
  TensorSettings settings;
  settings.maintain_aspect_ratio = true;
  // 8x8 into 8x4 becomes 4x4 at the left.
  const std::vector<float> tensor = tensor_of(settings, kDims, 8, 8);
  EXPECT_FLOAT_EQ(tensor[0], 200);
  EXPECT_FLOAT_EQ(tensor[4], 0);
  EXPECT_FLOAT_EQ(tensor[7], 0);
  settings.symmetric_padding = true;
  const std::vector<float> centred = tensor_of(settings, kDims, 8, 8);
  EXPECT_FLOAT_EQ(centred[0], 0);
  EXPECT_FLOAT_EQ(centred[2], 200);
}

TEST(Placement, StretchesOrKeepsTheShape) {
  const Placement stretched = place({0, 0, 1280, 720}, 320, 192, false, false);
  EXPECT_EQ(stretched.target, (Rect{0, 0, 320, 192}));
  EXPECT_DOUBLE_EQ(stretched.ratio_x, 0.25);

  const Placement kept = place({0, 0, 1280, 720}, 320, 192, true, false);
  EXPECT_EQ(kept.target, (Rect{0, 0, 320, 180}));
  const Placement centred = place({0, 0, 1280, 720}, 320, 192, true, true);
  EXPECT_EQ(centred.target, (Rect{0, 6, 320, 180}));
  const Placement tall = place({0, 0, 100, 400}, 320, 192, true, true);
  EXPECT_EQ(tall.target, (Rect{136, 0, 48, 192}));
}

TEST(Placement, MakesEdgesEvenAndMayEndUpEmpty) {
  EXPECT_EQ(place({3, 5, 11, 13}, 320, 192, false, false).source, (Rect{4, 6, 10, 12}));
  EXPECT_TRUE(place({0, 0, 1, 10}, 320, 192, true, true).source.empty());
}

}  // namespace
}  // namespace pipewright::standin::inference
