// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/canvas.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "standin/osd/fonts.hpp"
#include "standin/osd/shapes.hpp"
#include "standin/osd/text_cache.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::osd {
namespace {

using testing::black_picture;

constexpr NvOSD_ColorParams kRed = {1, 0, 0, 1};
constexpr NvOSD_ColorParams kWhite = {1, 1, 1, 1};

/// Red, green and blue of an RGBA pixel.
std::array<int, 3> rgb_at(const PictureRef& picture, int x, int y) {
  const FrameView& view = picture->view();
  const std::uint8_t* pixel = view.planes[0] + y * view.strides[0] + x * 4;
  return {pixel[0], pixel[1], pixel[2]};
}

int luma_at(const PictureRef& picture, int x, int y) {
  const FrameView& view = picture->view();
  return view.planes[0][y * view.strides[0] + x];
}

/// U and V of the chroma sample of a pixel.
std::array<int, 2> chroma_at(const PictureRef& picture, int x, int y) {
  const FrameView& view = picture->view();
  const std::uint8_t* sample = view.planes[1] + y / 2 * view.strides[1] + x / 2 * 2;
  return {sample[0], sample[1]};
}

using Rgb = std::array<int, 3>;

TEST(Canvas, OutlinesAlongTheInsideOfABox) {
  const PictureRef picture = black_picture(64, 48);
  Canvas canvas(picture->view());
  canvas.outline({10, 8, 20, 12}, 3, canvas.paint(kRed));
  EXPECT_EQ(rgb_at(picture, 10, 8), (Rgb{255, 0, 0}));
  EXPECT_EQ(rgb_at(picture, 29, 19), (Rgb{255, 0, 0}));
  EXPECT_EQ(rgb_at(picture, 12, 10), (Rgb{255, 0, 0}));
  EXPECT_EQ(rgb_at(picture, 13, 11), (Rgb{0, 0, 0})) << "inside";
  EXPECT_EQ(rgb_at(picture, 9, 8), (Rgb{0, 0, 0})) << "outside";
  EXPECT_EQ(rgb_at(picture, 30, 19), (Rgb{0, 0, 0})) << "outside";
}

TEST(Canvas, FillsABoxThatIsAllBorder) {
  const PictureRef picture = black_picture(16, 16);
  Canvas canvas(picture->view());
  canvas.outline({2, 2, 5, 3}, 2, canvas.paint(kRed));
  for (int y = 2; y < 5; ++y) {
    for (int x = 2; x < 7; ++x) EXPECT_EQ(rgb_at(picture, x, y), (Rgb{255, 0, 0}));
  }
  EXPECT_EQ(rgb_at(picture, 7, 2), (Rgb{0, 0, 0}));
}

TEST(Canvas, PaintsNv12InItsOwnColours) {
  const PictureRef picture = black_picture(64, 48, GST_VIDEO_FORMAT_NV12);
  Canvas canvas(picture->view());
  canvas.fill({10, 8, 20, 12}, canvas.paint(kRed));
  // Red in limited range BT.601: Y 82, U 90, V 240.
  EXPECT_NEAR(luma_at(picture, 15, 12), 82, 1);
  EXPECT_NEAR(chroma_at(picture, 15, 12)[0], 90, 1);
  EXPECT_NEAR(chroma_at(picture, 15, 12)[1], 240, 1);
  EXPECT_NEAR(luma_at(picture, 5, 5), 16, 1);
  EXPECT_EQ(chroma_at(picture, 5, 5), (std::array<int, 2>{128, 128}));
}

TEST(Canvas, MixesByOpacity) {
  const PictureRef picture = black_picture(8, 8);
  Canvas canvas(picture->view());
  canvas.fill({0, 0, 8, 8}, canvas.paint({1, 1, 1, 0.5}));
  EXPECT_NEAR(rgb_at(picture, 3, 3)[0], 128, 1);
  canvas.fill({0, 0, 8, 8}, canvas.paint({1, 0, 0, 0}));
  EXPECT_NEAR(rgb_at(picture, 3, 3)[1], 128, 1);
}

TEST(Canvas, ClipsEverythingToThePicture) {
  for (const GstVideoFormat format : {GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_NV12}) {
    const PictureRef picture = black_picture(16, 16, format);
    Canvas canvas(picture->view());
    canvas.fill({-10, -10, 100, 100}, canvas.paint(kWhite));
    canvas.outline({-5, 12, 100, 100}, 4, canvas.paint(kRed));
    canvas.fill({40, 40, 5, 5}, canvas.paint(kRed));
    const Mask mask(4, 4, std::vector<std::uint8_t>(16, 255));
    canvas.blend(-2, -2, mask, canvas.paint(kRed));
    canvas.blend(14, 14, mask, canvas.paint(kRed));
    canvas.blend(50, 2, mask, canvas.paint(kRed));
    canvas.blend(std::numeric_limits<int>::max(), std::numeric_limits<int>::min(), mask,
                 canvas.paint(kRed));
    canvas.fill({8, 8, std::numeric_limits<int>::max(), std::numeric_limits<int>::max()},
                canvas.paint(kWhite));
    EXPECT_GT(picture->view().planes[0][15 * picture->view().strides[0] + 15], 230)
        << "a box that reaches far out is cut, not lost";
  }
}

TEST(Canvas, BlendsThroughAMask) {
  const PictureRef picture = black_picture(16, 16, GST_VIDEO_FORMAT_NV12);
  Canvas canvas(picture->view());
  const Mask mask(2, 1, std::vector<std::uint8_t>{255, 0});
  canvas.blend(4, 4, mask, canvas.paint(kWhite));
  EXPECT_NEAR(luma_at(picture, 4, 4), 235, 1);
  EXPECT_NEAR(luma_at(picture, 5, 4), 16, 1);
}

TEST(Shapes, DrawLinesArrowsAndCircles) {
  const PictureRef picture = black_picture(100, 100);
  Canvas canvas(picture->view());
  MaskCache masks;
  draw_line(canvas, masks,
            {.x1 = 0, .y1 = 10, .x2 = 99, .y2 = 10, .line_width = 4, .line_color = kRed});
  EXPECT_EQ(rgb_at(picture, 50, 10), (Rgb{255, 0, 0}));
  EXPECT_EQ(rgb_at(picture, 50, 14), (Rgb{0, 0, 0}));

  draw_circle(canvas, masks,
              {.xc = 50,
               .yc = 60,
               .radius = 20,
               .circle_color = kWhite,
               .has_bg_color = 1,
               .bg_color = kRed,
               .circle_width = 2,
               .reserved = 0});
  EXPECT_EQ(rgb_at(picture, 50, 60), (Rgb{255, 0, 0}));
  EXPECT_GT(rgb_at(picture, 70, 60)[1], 100) << "on the rim";
  EXPECT_EQ(rgb_at(picture, 74, 60), (Rgb{0, 0, 0}));

  draw_arrow(canvas, masks,
             {.x1 = 5,
              .y1 = 30,
              .x2 = 90,
              .y2 = 30,
              .arrow_width = 2,
              .arrow_head = END_HEAD,
              .arrow_color = kWhite,
              .reserved = 0});
  EXPECT_GT(rgb_at(picture, 40, 30)[0], 200);
  EXPECT_GT(rgb_at(picture, 86, 32)[0], 100) << "the head at the end";
  EXPECT_EQ(rgb_at(picture, 9, 32), (Rgb{0, 0, 0})) << "no head at the start";
}

TEST(Shapes, DrawBoxesWithBackgroundAndTurnedOnes) {
  const PictureRef picture = black_picture(100, 100);
  Canvas canvas(picture->view());
  MaskCache masks;
  NvOSD_RectParams rect = {};
  rect.left = 20;
  rect.top = 40;
  rect.width = 60;
  rect.height = 20;
  rect.border_width = 2;
  rect.border_color = kRed;
  rect.has_bg_color = 1;
  rect.bg_color = {0, 0, 1, 1};
  draw_rectangle(canvas, masks, rect);
  EXPECT_EQ(rgb_at(picture, 20, 40), (Rgb{255, 0, 0}));
  EXPECT_EQ(rgb_at(picture, 50, 50), (Rgb{0, 0, 255}));
  EXPECT_EQ(rgb_at(picture, 50, 70), (Rgb{0, 0, 0}));
  rect.rotation_angle = 90;
  draw_rectangle(canvas, masks, rect);
  EXPECT_EQ(rgb_at(picture, 50, 70), (Rgb{0, 0, 255}));

  for (const float bad : {-1e9f, 1e9f, std::nanf("")}) {
    NvOSD_RectParams strange = rect;
    strange.left = bad;
    draw_rectangle(canvas, masks, strange);
    strange.rotation_angle = 0;
    draw_rectangle(canvas, masks, strange);
    strange.width = bad;
    draw_rectangle(canvas, masks, strange);
  }
}

TEST(Shapes, AreDrawnOnceWhileTheyStay) {
  const PictureRef picture = black_picture(640, 360, GST_VIDEO_FORMAT_NV12);
  Canvas canvas(picture->view());
  MaskCache masks;
  NvOSD_LineParams line = {
      .x1 = 0, .y1 = 0, .x2 = 639, .y2 = 359, .line_width = 2, .line_color = kWhite};
  for (int frame = 0; frame < 3; ++frame) draw_line(canvas, masks, line);
  line.line_color = kRed;
  draw_line(canvas, masks, line);
  EXPECT_EQ(masks.num_made(), 1U) << "a mask has no colour";
  line.x2 = 600;
  draw_line(canvas, masks, line);
  EXPECT_EQ(masks.num_made(), 2U);
}

TEST(Mask, KeepsWhatIsCoveredOnly) {
  constexpr int kSide = 100;
  std::vector<std::uint8_t> coverage(kSide * kSide, 0);
  for (std::size_t i = 0; i < kSide - 1; ++i) coverage[i * kSide + i] = 255;
  const Mask mask(kSide, kSide, coverage);
  EXPECT_EQ(mask.num_bytes(), 99U);
  EXPECT_EQ(mask.row(40).first, 40);
  EXPECT_EQ(mask.row(40).at(39), 0);
  EXPECT_EQ(mask.row(40).at(40), 255);
  EXPECT_EQ(mask.row(40).at(41), 0);
  EXPECT_TRUE(mask.row(99).coverage.empty());
}

TEST(Canvas, MixesTheChromaOfHalfCoveredSamples) {
  const PictureRef picture = black_picture(16, 16, GST_VIDEO_FORMAT_NV12);
  Canvas canvas(picture->view());
  // One pixel of the four of a sample, in its lower right corner.
  const Mask mask(1, 1, std::vector<std::uint8_t>{255});
  canvas.blend(5, 5, mask, canvas.paint(kRed));
  EXPECT_NEAR(chroma_at(picture, 5, 5)[1], 128 + (240 - 128) / 4, 1);
  EXPECT_EQ(chroma_at(picture, 7, 5)[1], 128);
  EXPECT_EQ(chroma_at(picture, 5, 7)[1], 128);
}

TEST(TextCache, RendersTextOfTheSizeAskedForAndKeepsIt) {
  TextCache cache;
  ASSERT_TRUE(Fonts::shared().any()) << "these tests need a font";
  const Mask small = cache.render("car 17", "Serif", 10);
  const Mask big = cache.render("car 17", "Serif", 20);
  EXPECT_GT(small.width(), 20);
  EXPECT_GT(big.height(), small.height());
  EXPECT_GT(small.num_bytes(), 0U);
  const Mask* first = &cache.render("car 17", "Serif", 10);
  EXPECT_EQ(*first, small);
  EXPECT_EQ(&cache.render("car 17", "Serif", 10), first);
  EXPECT_TRUE(cache.render("\xff\xfe", "Serif", 10).empty()) << "no UTF-8";
  for (int i = 0; i < 3000; ++i) cache.render(std::to_string(i).c_str(), nullptr, 8);
  EXPECT_EQ(cache.render("car 17", "Serif", 10), small);
}

TEST(Fonts, ServeManyThreadsAtOnce) {
  const Mask expected = Fonts::shared().draw("car 17", "Serif", 12);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&expected] {
      for (unsigned size = 5; size < 40; ++size) {
        TextCache cache;
        cache.render("car 17", "Serif", size);
        EXPECT_EQ(cache.render("car 17", "Serif", 12), expected);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace pipewright::standin::osd
