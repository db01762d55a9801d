// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/instance_mask.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace pipewright::standin::osd {
namespace {

constexpr double kOpacity = 0.5;
constexpr std::uint8_t kCovered = 255;

bool has_values(const NvOSD_MaskParams& mask) {
  const std::size_t num_values = std::size_t{mask.width} * mask.height;
  return mask.data != nullptr && num_values > 0 && mask.size / sizeof(float) >= num_values;
}

/// Where a pixel `offset` into a box of `extent` pixels lies among `count` values.
double position(double offset, double extent, unsigned count) {
  return std::clamp((offset + 0.5) * count / extent - 0.5, 0.0, count - 1.0);
}

/// The mask's value between its four nearest values.
float value_at(const NvOSD_MaskParams& mask, double x, double y) {
  const auto left = static_cast<unsigned>(x);
  const auto top = static_cast<unsigned>(y);
  const unsigned right = std::min(left + 1, mask.width - 1);
  const unsigned bottom = std::min(top + 1, mask.height - 1);
  const auto share_x = static_cast<float>(x - left);
  const auto share_y = static_cast<float>(y - top);
  const float* upper = mask.data + std::size_t{top} * mask.width;
  const float* lower = mask.data + std::size_t{bottom} * mask.width;
  return std::lerp(std::lerp(upper[left], upper[right], share_x),
                   std::lerp(lower[left], lower[right], share_x), share_y);
}

int pixel(double value, int most) {
  return static_cast<int>(std::lround(std::clamp<double>(value, 0, most)));
}

}  // namespace

void draw_instance_mask(Canvas& canvas, const NvOSD_MaskParams& mask, const NvOSD_RectParams& rect,
                        Mask& scratch) {
  if (!has_values(mask) || !(rect.width > 0) || !(rect.height > 0)) return;
  const int left = pixel(rect.left, canvas.width());
  const int top = pixel(rect.top, canvas.height());
  scratch.reset(pixel(double{rect.left} + rect.width, canvas.width()) - left,
                pixel(double{rect.top} + rect.height, canvas.height()) - top);
  if (scratch.empty()) return;
  const std::span<std::uint8_t> coverage = scratch.row_space();
  for (int row = 0; row < scratch.height(); ++row) {
    const double y = position(top + row - double{rect.top}, rect.height, mask.height);
    for (int column = 0; column < scratch.width(); ++column) {
      const double x = position(left + column - double{rect.left}, rect.width, mask.width);
      coverage[static_cast<std::size_t>(column)] =
          value_at(mask, x, y) > mask.threshold ? kCovered : 0;
    }
    scratch.add_row(coverage);
  }
  NvOSD_ColorParams color = rect.border_color;
  color.alpha *= kOpacity;
  canvas.blend(left, top, scratch, canvas.paint(color));
}

}  // namespace pipewright::standin::osd
