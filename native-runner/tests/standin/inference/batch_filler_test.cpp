// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/batch_filler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::black_picture;

constexpr InferDims kDims = {3, 24, 32};

Preprocessor preprocessor() {
  TensorSettings settings;
  settings.scaling_filter = 1;
  return Preprocessor::create(settings, kDims).value();
}

TEST(BatchFiller, FillsEachSampleAsOneThreadDoes) {
  std::vector<PictureRef> pictures;
  std::vector<RegionInput> inputs;
  for (int i = 0; i < 7; ++i) {
    pictures.push_back(black_picture(64, 48, GST_VIDEO_FORMAT_NV12));
    const FrameView& view = pictures.back()->view();
    for (int y = 0; y < 48; ++y) {
      std::fill_n(view.planes[0] + y * view.strides[0], 64, static_cast<std::uint8_t>(30 * i + y));
    }
    inputs.push_back({&view, {2 * i, 2 * i, 40, 30}});
  }
  // Nothing of this one is within the picture.
  inputs[3].region = {100, 100, 20, 20};
  std::vector<float> together(inputs.size() * kDims.size(), -1.0f);
  std::vector<Placement> placements(inputs.size());
  BatchFiller filler(preprocessor(), 3);
  ASSERT_TRUE(filler.fill(inputs, together, placements));

  std::vector<float> alone(together.size(), -1.0f);
  std::vector<Placement> expected(inputs.size());
  BatchFiller single(preprocessor(), 1);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    ASSERT_TRUE(single.fill(std::span(inputs).subspan(i, 1),
                            std::span(alone).subspan(i * kDims.size(), kDims.size()),
                            std::span(expected).subspan(i, 1)));
    EXPECT_EQ(placements[i].source, expected[i].source);
    EXPECT_EQ(placements[i].target, expected[i].target);
  }
  EXPECT_TRUE(placements[3].source.empty());
  EXPECT_EQ(together, alone);
}

TEST(BatchFiller, NamesAFormatThatCannotBeConverted) {
  const PictureRef picture = black_picture(64, 48, GST_VIDEO_FORMAT_NV12);
  FrameView unknown = picture->view();
  unknown.format.format = GST_VIDEO_FORMAT_ENCODED;
  const std::vector<RegionInput> inputs = {{&picture->view(), {0, 0, 64, 48}},
                                           {&unknown, {0, 0, 64, 48}}};
  std::vector<float> tensor(2 * kDims.size());
  std::vector<Placement> placements(2);
  BatchFiller filler(preprocessor(), 2);
  const auto filled = filler.fill(inputs, tensor, placements);
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().message,
            "a picture of format ENCODED cannot be converted to the model's input");
}

}  // namespace
}  // namespace pipewright::standin::inference
