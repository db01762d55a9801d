// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace pipewright::standin::osd {
namespace {

/// Pictures of this height on are high definition, whose matrix is BT.709 when nothing says so.
constexpr int kHdHeight = 720;

std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

std::uint8_t mix(std::uint8_t below, std::uint8_t above, unsigned alpha) {
  return static_cast<std::uint8_t>((below * (255 - alpha) + above * alpha + 127) / 255);
}

std::array<std::uint8_t, 3> to_yuv(const NvOSD_ColorParams& color, const FrameFormat& format) {
  GstVideoColorMatrix matrix = format.colorimetry.matrix;
  if (matrix == GST_VIDEO_COLOR_MATRIX_UNKNOWN || matrix == GST_VIDEO_COLOR_MATRIX_RGB) {
    matrix =
        format.height >= kHdHeight ? GST_VIDEO_COLOR_MATRIX_BT709 : GST_VIDEO_COLOR_MATRIX_BT601;
  }
  double kr = 0;
  double kb = 0;
  gst_video_color_matrix_get_Kr_Kb(matrix, &kr, &kb);
  const double y = kr * color.red + (1 - kr - kb) * color.green + kb * color.blue;
  const double u = (color.blue - y) / (2 * (1 - kb));
  const double v = (color.red - y) / (2 * (1 - kr));
  if (format.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255) {
    return {to_byte(255 * y), to_byte(128 + 255 * u), to_byte(128 + 255 * v)};
  }
  return {to_byte(16 + 219 * y), to_byte(128 + 224 * u), to_byte(128 + 224 * v)};
}

Rect intersect(const Rect& a, const Rect& b) {
  const int left = std::max(a.x, b.x);
  const int top = std::max(a.y, b.y);
  return {left, top, std::min(a.x + a.width, b.x + b.width) - left,
          std::min(a.y + a.height, b.y + b.height) - top};
}

}  // namespace

bool Canvas::supports(GstVideoFormat format) {
  return format == GST_VIDEO_FORMAT_NV12 || format == GST_VIDEO_FORMAT_RGBA;
}

Canvas::Canvas(const FrameView& view)
    : view_(view), is_nv12_(view.format.format == GST_VIDEO_FORMAT_NV12) {}

Paint Canvas::paint(const NvOSD_ColorParams& color) const {
  Paint paint;
  paint.alpha = to_byte(255 * color.alpha);
  paint.components = is_nv12_ ? to_yuv(color, view_.format)
                              : std::array{to_byte(255 * color.red), to_byte(255 * color.green),
                                           to_byte(255 * color.blue)};
  return paint;
}

void Canvas::fill(const Rect& rect, const Paint& paint) {
  const Rect part = intersect(rect, view_.format.bounds());
  if (part.empty() || paint.alpha == 0) return;
  if (is_nv12_) {
    fill_nv12(part, paint);
  } else {
    fill_rgba(part, paint);
  }
}

void Canvas::outline(const Rect& rect, int border, const Paint& paint) {
  if (border <= 0 || rect.empty()) return;
  const int inner_height = rect.height - 2 * border;
  if (inner_height <= 0 || rect.width <= 2 * border) {
    fill(rect, paint);
    return;
  }
  fill({rect.x, rect.y, rect.width, border}, paint);
  fill({rect.x, rect.y + border, border, inner_height}, paint);
  fill({rect.x + rect.width - border, rect.y + border, border, inner_height}, paint);
  fill({rect.x, rect.y + rect.height - border, rect.width, border}, paint);
}

void Canvas::blend(int x, int y, const Mask& mask, const Paint& paint) {
  const Rect part = intersect({x, y, mask.width, mask.height}, view_.format.bounds());
  if (part.empty() || paint.alpha == 0) return;
  if (is_nv12_) {
    blend_nv12(x, y, part, mask, paint);
  } else {
    blend_rgba(x, y, part, mask, paint);
  }
}

void Canvas::fill_rgba(const Rect& rect, const Paint& paint) {
  for (int row = rect.y; row < rect.y + rect.height; ++row) {
    std::uint8_t* pixel = view_.planes[0] + row * view_.strides[0] + rect.x * 4;
    for (int column = 0; column < rect.width; ++column, pixel += 4) {
      for (int part = 0; part < 3; ++part) {
        pixel[part] = mix(pixel[part], paint.components[part], paint.alpha);
      }
    }
  }
}

void Canvas::fill_nv12(const Rect& rect, const Paint& paint) {
  for (int row = rect.y; row < rect.y + rect.height; ++row) {
    std::uint8_t* luma = view_.planes[0] + row * view_.strides[0] + rect.x;
    if (paint.alpha == 255) {
      std::memset(luma, paint.components[0], static_cast<std::size_t>(rect.width));
      continue;
    }
    for (int column = 0; column < rect.width; ++column) {
      luma[column] = mix(luma[column], paint.components[0], paint.alpha);
    }
  }
  const int first = rect.x / 2;
  const int last = (rect.x + rect.width - 1) / 2;
  for (int row = rect.y / 2; row <= (rect.y + rect.height - 1) / 2; ++row) {
    std::uint8_t* chroma = view_.planes[1] + row * view_.strides[1];
    for (int column = first; column <= last; ++column) {
      chroma[2 * column] = mix(chroma[2 * column], paint.components[1], paint.alpha);
      chroma[2 * column + 1] = mix(chroma[2 * column + 1], paint.components[2], paint.alpha);
    }
  }
}

void Canvas::blend_rgba(int x, int y, const Rect& part, const Mask& mask, const Paint& paint) {
  for (int row = part.y; row < part.y + part.height; ++row) {
    const std::uint8_t* coverage = mask.row(row - y) + (part.x - x);
    std::uint8_t* pixel = view_.planes[0] + row * view_.strides[0] + part.x * 4;
    for (int column = 0; column < part.width; ++column, pixel += 4) {
      if (coverage[column] == 0) continue;
      const unsigned alpha = coverage[column] * paint.alpha / 255;
      for (int component = 0; component < 3; ++component) {
        pixel[component] = mix(pixel[component], paint.components[component], alpha);
      }
    }
  }
}

void Canvas::blend_nv12(int x, int y, const Rect& part, const Mask& mask, const Paint& paint) {
  for (int row = part.y; row < part.y + part.height; ++row) {
    const std::uint8_t* coverage = mask.row(row - y) + (part.x - x);
    std::uint8_t* luma = view_.planes[0] + row * view_.strides[0] + part.x;
    for (int column = 0; column < part.width; ++column) {
      if (coverage[column] == 0) continue;
      luma[column] = mix(luma[column], paint.components[0], coverage[column] * paint.alpha / 255);
    }
  }
  // A chroma sample stands for up to four pixels and takes the mean of what covers them.
  const auto coverage_at = [&](int column, int row) -> unsigned {
    const bool inside = column >= part.x && column < part.x + part.width && row >= part.y &&
                        row < part.y + part.height;
    return inside ? mask.row(row - y)[column - x] : 0;
  };
  for (int row = part.y / 2; row <= (part.y + part.height - 1) / 2; ++row) {
    std::uint8_t* chroma = view_.planes[1] + row * view_.strides[1];
    for (int column = part.x / 2; column <= (part.x + part.width - 1) / 2; ++column) {
      const unsigned sum = coverage_at(2 * column, 2 * row) + coverage_at(2 * column + 1, 2 * row) +
                           coverage_at(2 * column, 2 * row + 1) +
                           coverage_at(2 * column + 1, 2 * row + 1);
      if (sum == 0) continue;
      const unsigned alpha = sum / 4 * paint.alpha / 255;
      chroma[2 * column] = mix(chroma[2 * column], paint.components[1], alpha);
      chroma[2 * column + 1] = mix(chroma[2 * column + 1], paint.components[2], alpha);
    }
  }
}

}  // namespace pipewright::standin::osd
