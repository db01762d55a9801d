// SPDX-License-Identifier: Apache-2.0
// Pictures with known pixels.
#pragma once

#include <cstdint>

#include "surface/picture.hpp"

namespace pipewright::standin::testing {

inline FrameFormat format_of(GstVideoFormat format, int width, int height) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, format, static_cast<guint>(width), static_cast<guint>(height));
  return FrameFormat::from_info(info);
}

/// A GRAY8 picture whose pixel (x, y) is 16 * y + x.
inline PictureRef numbered_gray(int width, int height) {
  PictureRef picture = allocate_picture(format_of(GST_VIDEO_FORMAT_GRAY8, width, height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      picture->view().planes[0][y * picture->view().strides[0] + x] =
          static_cast<std::uint8_t>(16 * y + x);
    }
  }
  return picture;
}

inline int gray_at(const PictureRef& picture, int x, int y) {
  return picture->view().planes[0][y * picture->view().strides[0] + x];
}

/// An NV12 picture of one colour.
inline PictureRef plain_nv12(int width, int height, std::uint8_t luma, std::uint8_t u,
                             std::uint8_t v) {
  PictureRef picture = allocate_picture(format_of(GST_VIDEO_FORMAT_NV12, width, height));
  const FrameView& view = picture->view();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) view.planes[0][y * view.strides[0] + x] = luma;
  }
  for (int y = 0; y < view.plane_height(1); ++y) {
    for (int x = 0; x < view.plane_row_bytes(1); ++x) {
      view.planes[1][y * view.strides[1] + x] = x % 2 == 0 ? u : v;
    }
  }
  return picture;
}

inline int luma_at(const FrameView& view, int x, int y) {
  return view.planes[0][y * view.strides[0] + x];
}

}  // namespace pipewright::standin::testing
