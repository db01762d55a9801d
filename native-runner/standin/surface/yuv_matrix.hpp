// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/video/video.h>

#include "frame_view.hpp"

namespace pipewright::standin {

/// What turns 8-bit Y, U, V into R, G, B from 0 to 255 (to be cut there):
///   r = y_scale * (y - y_offset) + r_v * (v - 128)
///   g = y_scale * (y - y_offset) + g_u * (u - 128) + g_v * (v - 128)
///   b = y_scale * (y - y_offset) + b_u * (u - 128)
struct YuvMatrix {
  float y_offset;
  float y_scale;
  float r_v;
  float g_u;
  float g_v;
  float b_u;

  /// For the range and matrix of a YUV format; unknown ones are GStreamer's default for the size.
  static YuvMatrix of(const FrameFormat& format) {
    const GstVideoColorimetry colorimetry = format.to_info().colorimetry;
    double kr = 0;
    double kb = 0;
    if (!gst_video_color_matrix_get_Kr_Kb(colorimetry.matrix, &kr, &kb)) {
      kr = 0.299;
      kb = 0.114;
    }
    const bool is_full = colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
    const double luma = is_full ? 1.0 : 255.0 / 219.0;
    const double chroma = is_full ? 1.0 : 255.0 / 224.0;
    const double kg = 1 - kr - kb;
    return {is_full ? 0.0f : 16.0f,
            static_cast<float>(luma),
            static_cast<float>(2 * (1 - kr) * chroma),
            static_cast<float>(-2 * (1 - kb) * kb / kg * chroma),
            static_cast<float>(-2 * (1 - kr) * kr / kg * chroma),
            static_cast<float>(2 * (1 - kb) * chroma)};
  }
};

}  // namespace pipewright::standin
