// SPDX-License-Identifier: Apache-2.0
#include "surface_buffer.hpp"

namespace pipewright::standin {
namespace {

/// DeepStream's numbers of one layout: limited and full range BT.601, limited and full range
/// BT.709, BT.2020.
struct YuvNumbers {
  NvBufSurfaceColorFormat limited;
  NvBufSurfaceColorFormat full;
  NvBufSurfaceColorFormat limited_709;
  NvBufSurfaceColorFormat full_709;
  NvBufSurfaceColorFormat limited_2020;
};

NvBufSurfaceColorFormat pick(const YuvNumbers& numbers, const GstVideoColorimetry& colorimetry) {
  const bool is_full = colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
  if (colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_BT709) {
    return is_full ? numbers.full_709 : numbers.limited_709;
  }
  if (colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_BT2020) return numbers.limited_2020;
  return is_full ? numbers.full : numbers.limited;
}

}  // namespace

NvBufSurfaceColorFormat color_format_of(const FrameFormat& format) {
  const GstVideoColorimetry& colorimetry = format.colorimetry;
  switch (format.format) {
    case GST_VIDEO_FORMAT_NV12:
      return pick({NVBUF_COLOR_FORMAT_NV12, NVBUF_COLOR_FORMAT_NV12_ER, NVBUF_COLOR_FORMAT_NV12_709,
                   NVBUF_COLOR_FORMAT_NV12_709_ER, NVBUF_COLOR_FORMAT_NV12_2020},
                  colorimetry);
    case GST_VIDEO_FORMAT_I420:
      return pick(
          {NVBUF_COLOR_FORMAT_YUV420, NVBUF_COLOR_FORMAT_YUV420_ER, NVBUF_COLOR_FORMAT_YUV420_709,
           NVBUF_COLOR_FORMAT_YUV420_709_ER, NVBUF_COLOR_FORMAT_YUV420_2020},
          colorimetry);
    case GST_VIDEO_FORMAT_Y444:
      return pick(
          {NVBUF_COLOR_FORMAT_YUV444, NVBUF_COLOR_FORMAT_YUV444_ER, NVBUF_COLOR_FORMAT_YUV444_709,
           NVBUF_COLOR_FORMAT_YUV444_709_ER, NVBUF_COLOR_FORMAT_YUV444_2020},
          colorimetry);
    case GST_VIDEO_FORMAT_P010_10LE:
      return pick({NVBUF_COLOR_FORMAT_NV12_10LE, NVBUF_COLOR_FORMAT_NV12_10LE_ER,
                   NVBUF_COLOR_FORMAT_NV12_10LE_709, NVBUF_COLOR_FORMAT_NV12_10LE_709_ER,
                   NVBUF_COLOR_FORMAT_NV12_10LE_2020},
                  colorimetry);
    case GST_VIDEO_FORMAT_UYVY:
      return pick({NVBUF_COLOR_FORMAT_UYVY, NVBUF_COLOR_FORMAT_UYVY_ER, NVBUF_COLOR_FORMAT_UYVY_709,
                   NVBUF_COLOR_FORMAT_UYVY_709_ER, NVBUF_COLOR_FORMAT_UYVY_2020},
                  colorimetry);
    case GST_VIDEO_FORMAT_GRAY8:
      return colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255 ? NVBUF_COLOR_FORMAT_GRAY8_ER
                                                              : NVBUF_COLOR_FORMAT_GRAY8;
    case GST_VIDEO_FORMAT_YV12:
      return NVBUF_COLOR_FORMAT_YVU420;
    case GST_VIDEO_FORMAT_NV21:
      return NVBUF_COLOR_FORMAT_NV21;
    case GST_VIDEO_FORMAT_YUY2:
      return NVBUF_COLOR_FORMAT_YUYV;
    case GST_VIDEO_FORMAT_YVYU:
      return NVBUF_COLOR_FORMAT_YVYU;
    case GST_VIDEO_FORMAT_Y42B:
      return NVBUF_COLOR_FORMAT_YUV422;
    case GST_VIDEO_FORMAT_NV24:
      return NVBUF_COLOR_FORMAT_NV24;
    case GST_VIDEO_FORMAT_GRAY16_LE:
      return NVBUF_COLOR_FORMAT_GRAY16_LE;
    case GST_VIDEO_FORMAT_RGBA:
      return NVBUF_COLOR_FORMAT_RGBA;
    case GST_VIDEO_FORMAT_BGRA:
      return NVBUF_COLOR_FORMAT_BGRA;
    case GST_VIDEO_FORMAT_ARGB:
      return NVBUF_COLOR_FORMAT_ARGB;
    case GST_VIDEO_FORMAT_ABGR:
      return NVBUF_COLOR_FORMAT_ABGR;
    case GST_VIDEO_FORMAT_RGBx:
      return NVBUF_COLOR_FORMAT_RGBx;
    case GST_VIDEO_FORMAT_BGRx:
      return NVBUF_COLOR_FORMAT_BGRx;
    case GST_VIDEO_FORMAT_xRGB:
      return NVBUF_COLOR_FORMAT_xRGB;
    case GST_VIDEO_FORMAT_xBGR:
      return NVBUF_COLOR_FORMAT_xBGR;
    case GST_VIDEO_FORMAT_RGB:
      return NVBUF_COLOR_FORMAT_RGB;
    case GST_VIDEO_FORMAT_BGR:
      return NVBUF_COLOR_FORMAT_BGR;
    case GST_VIDEO_FORMAT_UYVP:
      return NVBUF_COLOR_FORMAT_UYVP;
    case GST_VIDEO_FORMAT_BGRA64_LE:
      return NVBUF_COLOR_FORMAT_BGRA64_LE;
    default:
      return NVBUF_COLOR_FORMAT_INVALID;
  }
}

}  // namespace pipewright::standin
