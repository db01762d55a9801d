// SPDX-License-Identifier: Apache-2.0
#include "surface/surface_converter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "picture_maker.hpp"

namespace pipewright::standin {
namespace {

using testing::format_of;
using testing::luma_at;
using testing::plain_nv12;

TEST(Letterbox, KeepsTheShapeInTheMiddle) {
  EXPECT_EQ(letterbox(640, 360, 1280, 720), (Rect{0, 0, 1280, 720}));
  EXPECT_EQ(letterbox(640, 480, 1280, 720), (Rect{160, 0, 960, 720}));
  EXPECT_EQ(letterbox(1920, 1080, 640, 640), (Rect{0, 140, 640, 360}));
  EXPECT_TRUE(letterbox(0, 10, 640, 640).empty());
}

TEST(SurfaceConverter, ScalesIntoARectangleAndBlackensTheRest) {
  const PictureRef source = plain_nv12(64, 64, 200, 90, 160);
  const PictureRef target = plain_nv12(128, 64, 7, 7, 7);
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(source->view(), source->view().format.bounds(), target->view(),
                                {32, 0, 64, 64}, Interpolation::kBilinear, Border::kBlack));
  EXPECT_EQ(luma_at(target->view(), 0, 0), 16);
  EXPECT_EQ(luma_at(target->view(), 127, 63), 16);
  EXPECT_EQ(luma_at(target->view(), 64, 32), 200);
  EXPECT_EQ(target->view().planes[1][0], 128);
  EXPECT_EQ(target->view().planes[1][64], 90);
}

TEST(SurfaceConverter, LeavesTheRestAloneIfAsked) {
  const PictureRef source = plain_nv12(64, 64, 200, 90, 160);
  const PictureRef target = plain_nv12(128, 128, 7, 7, 7);
  SurfaceConverter converter;
  ASSERT_TRUE(
      converter.convert(source->view(), {16, 16, 32, 32}, target->view(), {64, 0, 64, 128}));
  EXPECT_EQ(luma_at(target->view(), 63, 5), 7);
  EXPECT_EQ(luma_at(target->view(), 64, 5), 200);
}

TEST(SurfaceConverter, MovesChromaBetweenPlanarLayouts) {
  // An odd size has a chroma value for its last column and row too.
  const PictureRef nv12 = plain_nv12(35, 17, 200, 90, 160);
  const PictureRef i420 = allocate_picture(format_of(GST_VIDEO_FORMAT_I420, 35, 17));
  const PictureRef back = plain_nv12(35, 17, 0, 0, 0);
  FrameView planar = i420->view();
  planar.format.colorimetry = nv12->view().format.colorimetry;
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(nv12->view(), planar));
  EXPECT_EQ(luma_at(planar, 34, 16), 200);
  EXPECT_EQ(planar.planes[1][8 * planar.strides[1] + 17], 90);
  EXPECT_EQ(planar.planes[2][8 * planar.strides[2] + 17], 160);
  ASSERT_TRUE(converter.convert(planar, back->view()));
  const FrameView& result = back->view();
  EXPECT_EQ(luma_at(result, 34, 16), 200);
  EXPECT_EQ(result.planes[1][8 * result.strides[1] + 34], 90);
  EXPECT_EQ(result.planes[1][8 * result.strides[1] + 35], 160);
}

TEST(SurfaceConverter, ConvertsColours) {
  const PictureRef red = plain_nv12(64, 64, 81, 90, 240);  // red in BT.601
  FrameView source = red->view();
  gst_video_colorimetry_from_string(&source.format.colorimetry, GST_VIDEO_COLORIMETRY_BT601);
  FrameFormat format = format_of(GST_VIDEO_FORMAT_RGB, 64, 64);
  std::vector<std::uint8_t> tensor(packed_size(format));
  ASSERT_EQ(tensor.size(), 64U * 64U * 3U);
  const FrameView target = FrameView::packed(format, tensor.data());
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(source, target));
  EXPECT_NEAR(tensor[0], 255, 3);
  EXPECT_NEAR(tensor[1], 0, 3);
  EXPECT_NEAR(tensor[2], 0, 3);
}

TEST(SurfaceConverter, ShrinksAndConvertsIntoARectangle) {
  const PictureRef red = plain_nv12(128, 64, 81, 90, 240);  // red in BT.601
  FrameView source = red->view();
  gst_video_colorimetry_from_string(&source.format.colorimetry, GST_VIDEO_COLORIMETRY_BT601);
  const PictureRef target = allocate_picture(format_of(GST_VIDEO_FORMAT_RGB, 40, 40));
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(source, source.format.bounds(), target->view(), {3, 10, 33, 20},
                                Interpolation::kBilinear, Border::kBlack));
  const auto at = [&](int x, int y, int channel) {
    return target->view().planes[0][y * target->view().strides[0] + x * 3 + channel];
  };
  for (const auto& [x, y] : {std::pair{3, 10}, std::pair{35, 29}, std::pair{20, 20}}) {
    EXPECT_NEAR(at(x, y, 0), 255, 6) << x << "," << y;
    EXPECT_NEAR(at(x, y, 1), 0, 6) << x << "," << y;
  }
  for (const auto& [x, y] :
       {std::pair{2, 20}, std::pair{36, 20}, std::pair{20, 9}, std::pair{20, 30}}) {
    EXPECT_EQ(at(x, y, 0), 0) << x << "," << y;
  }
}

TEST(SurfaceConverter, RefusesEmptyRectangles) {
  const PictureRef source = plain_nv12(64, 64, 1, 1, 1);
  const PictureRef target = plain_nv12(64, 64, 2, 2, 2);
  SurfaceConverter converter;
  EXPECT_FALSE(converter.convert(source->view(), {64, 0, 10, 10}, target->view(), {0, 0, 64, 64}));
  EXPECT_FALSE(converter.convert(source->view(), {0, 0, 64, 64}, target->view(), {0, 0, 0, 5}));
  EXPECT_EQ(luma_at(target->view(), 0, 0), 2);
}

TEST(SurfaceConverter, KeepsWorkingOverManySizes) {
  const PictureRef source = plain_nv12(64, 64, 150, 128, 128);
  SurfaceConverter converter;
  for (int size = 16; size < 160; size += 2) {
    const PictureRef target = plain_nv12(size, size, 0, 0, 0);
    ASSERT_TRUE(converter.convert(source->view(), target->view())) << size;
    EXPECT_EQ(luma_at(target->view(), size - 1, size - 1), 150) << size;
  }
}

class FillBlack : public ::testing::TestWithParam<GstVideoFormat> {};

TEST_P(FillBlack, PaintsBlackInTheRectangleOnly) {
  const FrameFormat format = format_of(GetParam(), 32, 16);
  const PictureRef picture = allocate_picture(format);
  const FrameView& view = picture->view();
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    std::fill_n(view.planes[plane], view.strides[plane] * view.plane_height(plane), 90);
  }
  fill_black(view, {8, 4, 16, 8});
  const PictureRef rgb = allocate_picture(format_of(GST_VIDEO_FORMAT_RGB, 32, 16));
  SurfaceConverter converter;
  ASSERT_TRUE(converter.convert(view, rgb->view()));
  const auto at = [&](int x, int y) {
    return rgb->view().planes[0] + y * rgb->view().strides[0] + x * 3;
  };
  for (int channel = 0; channel < 3; ++channel) {
    EXPECT_LE(at(12, 8)[channel], 2);
    EXPECT_LE(at(20, 10)[channel], 2);
  }
  EXPECT_GT(at(1, 1)[1], 20);
  EXPECT_GT(at(30, 14)[1], 20);
}

INSTANTIATE_TEST_SUITE_P(Formats, FillBlack,
                         ::testing::Values(GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_I420,
                                           GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_GRAY8,
                                           GST_VIDEO_FORMAT_BGR, GST_VIDEO_FORMAT_P010_10LE),
                         [](const auto& info) {
                           return std::string(gst_video_format_to_string(info.param));
                         });

}  // namespace
}  // namespace pipewright::standin
