// SPDX-License-Identifier: Apache-2.0
#include "surface/flip.hpp"

#include <gtest/gtest.h>

#include "picture_maker.hpp"

namespace pipewright::standin {
namespace {

using testing::gray_at;
using testing::numbered_gray;
using testing::plain_nv12;

struct Expectation {
  Flip flip;
  int width;
  int height;
  int top_left;  ///< where a 5 x 3 picture's pixel 16 * y + x has gone
  int top_right;
};

class FlipPicture : public ::testing::TestWithParam<Expectation> {};

TEST_P(FlipPicture, MovesTheCorners) {
  const Expectation& expected = GetParam();
  SurfaceConverter converter;
  const PictureRef flipped = flip_picture(numbered_gray(5, 3), expected.flip, converter);
  ASSERT_TRUE(flipped);
  EXPECT_EQ(flipped->view().format.width, expected.width);
  EXPECT_EQ(flipped->view().format.height, expected.height);
  EXPECT_EQ(gray_at(flipped, 0, 0), expected.top_left);
  EXPECT_EQ(gray_at(flipped, expected.width - 1, 0), expected.top_right);
}

// Corners of the 5 x 3 picture: 0 top left, 4 top right, 32 bottom left, 36 bottom right.
INSTANTIATE_TEST_SUITE_P(All, FlipPicture,
                         ::testing::Values(Expectation{Flip::kCounterclockwise, 3, 5, 4, 36},
                                           Expectation{Flip::kRotate180, 5, 3, 36, 32},
                                           Expectation{Flip::kClockwise, 3, 5, 32, 0},
                                           Expectation{Flip::kHorizontal, 5, 3, 4, 0},
                                           Expectation{Flip::kUpperRightDiagonal, 3, 5, 36, 4},
                                           Expectation{Flip::kVertical, 5, 3, 32, 36},
                                           Expectation{Flip::kUpperLeftDiagonal, 3, 5, 0, 32}));

TEST(FlipRect, FollowsThePicture) {
  SurfaceConverter converter;
  const Rect rect = {1, 0, 2, 1};  // pixels 1 and 2
  for (const Flip flip :
       {Flip::kCounterclockwise, Flip::kRotate180, Flip::kClockwise, Flip::kHorizontal,
        Flip::kUpperRightDiagonal, Flip::kVertical, Flip::kUpperLeftDiagonal}) {
    const PictureRef flipped = flip_picture(numbered_gray(5, 3), flip, converter);
    const Rect moved = flip_rect(rect, 5, 3, flip);
    int sum = 0;
    for (int y = moved.y; y < moved.y + moved.height; ++y) {
      for (int x = moved.x; x < moved.x + moved.width; ++x) sum += gray_at(flipped, x, y);
    }
    EXPECT_EQ(sum, 1 + 2) << "flip " << static_cast<int>(flip);
  }
}

TEST(FlipPictureFormats, TurnsSubsampledPlanes) {
  SurfaceConverter converter;
  const PictureRef flipped =
      flip_picture(plain_nv12(64, 32, 100, 20, 30), Flip::kClockwise, converter);
  EXPECT_EQ(flipped->view().format.width, 32);
  EXPECT_EQ(flipped->view().planes[1][0], 20);
  EXPECT_EQ(flipped->view().planes[1][1], 30);
}

TEST(FlipPictureFormats, ConvertsWhatPacksPixelsInGroups) {
  SurfaceConverter converter;
  const PictureRef packed = allocate_picture(testing::format_of(GST_VIDEO_FORMAT_UYVY, 32, 16));
  fill_black(packed->view(), packed->view().format.bounds());
  const PictureRef flipped = flip_picture(packed, Flip::kClockwise, converter);
  ASSERT_TRUE(flipped);
  EXPECT_EQ(flipped->view().format.width, 16);
  EXPECT_EQ(flipped->view().format.height, 32);
}

}  // namespace
}  // namespace pipewright::standin
