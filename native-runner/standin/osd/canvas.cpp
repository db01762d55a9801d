// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace pipewright::standin::osd {
namespace {

std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

std::uint8_t mix(std::uint8_t below, std::uint8_t above, unsigned alpha) {
  return static_cast<std::uint8_t>((below * (255 - alpha) + above * alpha + 127) / 255);
}

std::array<std::uint8_t, 3> to_yuv(const NvOSD_ColorParams& color, const FrameFormat& format) {
  // With GStreamer's defaults for the size where nothing is said.
  const GstVideoColorimetry colorimetry = format.to_info().colorimetry;
  double kr = 0;
  double kb = 0;
  gst_video_color_matrix_get_Kr_Kb(colorimetry.matrix, &kr, &kb);
  const double y = kr * color.red + (1 - kr - kb) * color.green + kb * color.blue;
  const double u = (color.blue - y) / (2 * (1 - kb));
  const double v = (color.red - y) / (2 * (1 - kr));
  if (colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255) {
    return {to_byte(255 * y), to_byte(128 + 255 * u), to_byte(128 + 255 * v)};
  }
  return {to_byte(16 + 219 * y), to_byte(128 + 224 * u), to_byte(128 + 224 * v)};
}

Rect intersect(const Rect& a, const Rect& b) {
  const int left = std::max(a.x, b.x);
  const int top = std::max(a.y, b.y);
  // A text may start anywhere, so its end need not fit an int.
  const auto end = [](int start, int length) { return std::int64_t{start} + length; };
  const auto right = std::min(end(a.x, a.width), end(b.x, b.width));
  const auto bottom = std::min(end(a.y, a.height), end(b.y, b.height));
  const auto length = [](std::int64_t value) {
    return static_cast<int>(std::max<std::int64_t>(value, 0));
  };
  return {left, top, length(right - left), length(bottom - top)};
}

/// From the first column to the one behind the last.
struct Columns {
  int first = 0;
  int end = 0;
};

/// The picture's columns that a mask's row covers within `part`; the mask starts at `x`.
Columns columns_of(const Mask::Row& row, int x, const Rect& part) {
  const int first = std::max(part.x, x + row.first);
  const int end = std::min(part.x + part.width, x + row.end());
  return first < end ? Columns{first, end} : Columns{};
}

Columns united(const Columns& a, const Columns& b) {
  if (a.first == a.end) return b;
  if (b.first == b.end) return a;
  return {std::min(a.first, b.first), std::max(a.end, b.end)};
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
  const Rect part = intersect({x, y, mask.width(), mask.height()}, view_.format.bounds());
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
    const Mask::Row covered = mask.row(row - y);
    const auto [first, end] = columns_of(covered, x, part);
    std::uint8_t* pixel = view_.planes[0] + row * view_.strides[0] + first * 4;
    for (int column = first; column < end; ++column, pixel += 4) {
      const unsigned alpha = covered.at(column - x) * paint.alpha / 255;
      for (int component = 0; component < 3; ++component) {
        pixel[component] = mix(pixel[component], paint.components[component], alpha);
      }
    }
  }
}

void Canvas::blend_nv12(int x, int y, const Rect& part, const Mask& mask, const Paint& paint) {
  for (int row = part.y; row < part.y + part.height; ++row) {
    const Mask::Row covered = mask.row(row - y);
    const auto [first, end] = columns_of(covered, x, part);
    std::uint8_t* luma = view_.planes[0] + row * view_.strides[0];
    for (int column = first; column < end; ++column) {
      luma[column] =
          mix(luma[column], paint.components[0], covered.at(column - x) * paint.alpha / 255);
    }
  }
  const auto row_at = [&](int row) {
    const bool is_inside = row >= part.y && row < part.y + part.height;
    return is_inside ? mask.row(row - y) : Mask::Row{};
  };
  // A chroma sample stands for up to four pixels and takes the mean of what covers them.
  for (int row = part.y / 2; row <= (part.y + part.height - 1) / 2; ++row) {
    const Mask::Row upper = row_at(2 * row);
    const Mask::Row lower = row_at(2 * row + 1);
    const Columns above = columns_of(upper, x, part);
    const Columns below = columns_of(lower, x, part);
    const Columns both = united(above, below);
    const auto coverage_at = [&](const Mask::Row& covered, const Columns& columns,
                                 int column) -> unsigned {
      const bool is_inside = column >= columns.first && column < columns.end;
      return is_inside ? covered.at(column - x) : 0;
    };
    std::uint8_t* chroma = view_.planes[1] + row * view_.strides[1];
    for (int column = both.first / 2; 2 * column < both.end; ++column) {
      unsigned sum = 0;
      for (const int luma_column : {2 * column, 2 * column + 1}) {
        sum += coverage_at(upper, above, luma_column) + coverage_at(lower, below, luma_column);
      }
      const unsigned alpha = sum / 4 * paint.alpha / 255;
      chroma[2 * column] = mix(chroma[2 * column], paint.components[1], alpha);
      chroma[2 * column + 1] = mix(chroma[2 * column + 1], paint.components[2], alpha);
    }
  }
}

}  // namespace pipewright::standin::osd
