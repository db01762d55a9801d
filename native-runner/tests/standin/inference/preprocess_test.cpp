// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/preprocess.hpp"

#include <gtest/gtest.h>

#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/temp_folder.hpp"

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
  EXPECT_GT(tensor[0], 230);
  EXPECT_LT(tensor[7], 20);
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
  EXPECT_DOUBLE_EQ(stretched.ratio_x(), 0.25);

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
