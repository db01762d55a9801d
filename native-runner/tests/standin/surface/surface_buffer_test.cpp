// SPDX-License-Identifier: Apache-2.0
#include "surface/surface_buffer.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "picture_maker.hpp"

namespace pipewright::standin {
namespace {

using testing::format_of;
using testing::luma_at;
using testing::plain_nv12;

TEST(SurfaceBuffer, MapsToAnNvBufSurfaceOverTheSamePixels) {
  const std::vector<PictureRef> pictures = {plain_nv12(64, 32, 10, 1, 2),
                                            plain_nv12(62, 30, 20, 3, 4)};
  GstBuffer* buffer = surface_buffer_new(pictures, 4);
  ASSERT_EQ(gst_buffer_n_memory(buffer), 1U);
  GstMapInfo map;
  ASSERT_TRUE(gst_buffer_map(buffer, &map, GST_MAP_READ));
  EXPECT_EQ(map.size, sizeof(NvBufSurface));
  const auto* surface = reinterpret_cast<const NvBufSurface*>(map.data);
  EXPECT_EQ(surface->batchSize, 4U);
  EXPECT_EQ(surface->numFilled, 2U);
  EXPECT_EQ(surface->memType, NVBUF_MEM_SYSTEM);
  const NvBufSurfaceParams& params = surface->surfaceList[1];
  EXPECT_EQ(params.width, 62U);
  EXPECT_EQ(params.height, 30U);
  EXPECT_EQ(params.layout, NVBUF_LAYOUT_PITCH);
  EXPECT_EQ(params.planeParams.num_planes, 2U);
  EXPECT_EQ(params.planeParams.width[1], 31U);
  EXPECT_EQ(params.planeParams.bytesPerPix[1], 2U);
  const auto* chroma =
      static_cast<const std::uint8_t*>(params.dataPtr) + params.planeParams.offset[1];
  EXPECT_EQ(chroma, params.mappedAddr.addr[1]);
  EXPECT_EQ(chroma[0], 3);
  EXPECT_EQ(chroma[1], 4);
  EXPECT_EQ(static_cast<const std::uint8_t*>(params.dataPtr)[0], 20);
  gst_buffer_unmap(buffer, &map);
  gst_buffer_unref(buffer);
}

TEST(SurfaceBuffer, SharesPicturesUntilSomebodyWrites) {
  const PictureRef picture = plain_nv12(32, 32, 50, 128, 128);
  GstBuffer* first = surface_buffer_new({&picture, 1});
  GstBuffer* second = surface_buffer_new({&picture, 1});
  {
    SurfaceMap map(second, SurfaceMap::Access::kReadWrite);
    ASSERT_TRUE(map);
    EXPECT_EQ(map.view(0).planes[0], picture->data());
    const FrameView view = map.writable_view(0);
    EXPECT_NE(view.planes[0], picture->data());
    EXPECT_EQ(map.surface().surfaceList[0].dataPtr, view.planes[0]);
    EXPECT_EQ(luma_at(view, 31, 31), 50) << "the copy starts with the same pixels";
    view.planes[0][0] = 99;
    EXPECT_EQ(map.writable_view(0).planes[0], view.planes[0]) << "copied only once";
  }
  {
    const SurfaceMap map(first);
    EXPECT_EQ(luma_at(map.view(0), 0, 0), 50);
  }
  gst_buffer_unref(first);
  gst_buffer_unref(second);
}

TEST(SurfaceBuffer, ACopiedBufferDoesNotWriteIntoTheOriginal) {
  PictureRef picture = plain_nv12(32, 32, 50, 128, 128);
  GstBuffer* original = surface_buffer_new({&picture, 1});
  picture = {};
  GstBuffer* copy = gst_buffer_copy(original);  // shares the memory
  {
    SurfaceMap map(copy, SurfaceMap::Access::kReadWrite);
    ASSERT_TRUE(map);
    map.writable_view(0).planes[0][0] = 1;
  }
  {
    const SurfaceMap map(original);
    EXPECT_EQ(luma_at(map.view(0), 0, 0), 50);
  }
  gst_buffer_unref(copy);
  gst_buffer_unref(original);
}

TEST(SurfaceBuffer, TheOnlyHolderWritesInPlace) {
  PictureRef picture = plain_nv12(32, 32, 50, 128, 128);
  const std::uint8_t* pixels = picture->data();
  GstBuffer* buffer = surface_buffer_new({&picture, 1});
  picture = {};
  {
    SurfaceMap map(buffer, SurfaceMap::Access::kReadWrite);
    EXPECT_EQ(map.writable_view(0).planes[0], pixels);
  }
  gst_buffer_unref(buffer);
}

TEST(SurfaceBuffer, SystemMemoryIsNoSurface) {
  GstBuffer* buffer = gst_buffer_new_allocate(nullptr, 100, nullptr);
  EXPECT_FALSE(is_surface_buffer(buffer));
  EXPECT_FALSE(SurfaceMap(buffer));
  EXPECT_FALSE(surface_buffer_picture(buffer, 0));
  gst_buffer_unref(buffer);
}

TEST(Picture, BorrowsABufferWithoutCopyingAndKeepsIt) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_I420, 64, 48);
  GstBuffer* buffer = gst_buffer_new_allocate(nullptr, info.size, nullptr);
  gst_buffer_memset(buffer, 0, 77, info.size);
  PictureRef picture = picture_from_buffer(buffer, info);
  ASSERT_TRUE(picture);
  gst_buffer_unref(buffer);
  EXPECT_EQ(luma_at(picture->view(), 63, 47), 77);
  EXPECT_FALSE(picture->exclusive()) << "the decoder may still look at its frame";
}

TEST(Picture, IsShownInSystemMemoryWithoutACopy) {
  const PictureRef picture = plain_nv12(62, 30, 33, 1, 2);
  GstBuffer* shared = buffer_from_picture(picture, true);
  GstVideoFrame frame;
  const GstVideoInfo info = picture->view().format.to_info();
  ASSERT_TRUE(gst_video_frame_map(&frame, &info, shared, GST_MAP_READ));
  EXPECT_EQ(frame.data[0], static_cast<gpointer>(picture->data()));
  EXPECT_EQ(frame.info.stride[0], picture->view().strides[0]);
  gst_video_frame_unmap(&frame);
  gst_buffer_unref(shared);

  GstBuffer* packed = buffer_from_picture(picture, false);
  EXPECT_EQ(gst_buffer_get_size(packed), info.size) << "who cannot read strides gets default ones";
  ASSERT_TRUE(gst_video_frame_map(&frame, &info, packed, GST_MAP_READ));
  EXPECT_EQ(luma_at(FrameView::from_video_frame(frame), 61, 29), 33);
  gst_video_frame_unmap(&frame);
  gst_buffer_unref(packed);
}

TEST(ColorFormat, NamesRangeAndMatrix) {
  FrameFormat format = format_of(GST_VIDEO_FORMAT_NV12, 640, 360);
  format.colorimetry.matrix = GST_VIDEO_COLOR_MATRIX_BT601;
  format.colorimetry.range = GST_VIDEO_COLOR_RANGE_16_235;
  EXPECT_EQ(color_format_of(format), NVBUF_COLOR_FORMAT_NV12);
  format.colorimetry.range = GST_VIDEO_COLOR_RANGE_0_255;
  EXPECT_EQ(color_format_of(format), NVBUF_COLOR_FORMAT_NV12_ER);
  format.colorimetry.matrix = GST_VIDEO_COLOR_MATRIX_BT709;
  EXPECT_EQ(color_format_of(format), NVBUF_COLOR_FORMAT_NV12_709_ER);
  EXPECT_EQ(color_format_of(format_of(GST_VIDEO_FORMAT_RGBA, 4, 4)), NVBUF_COLOR_FORMAT_RGBA);
}

}  // namespace
}  // namespace pipewright::standin
