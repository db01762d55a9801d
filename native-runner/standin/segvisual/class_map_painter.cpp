// SPDX-License-Identifier: Apache-2.0
#include "standin/segvisual/class_map_painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace pipewright::standin::segvisual {
namespace {

constexpr int kBytesPerPixel = 4;
constexpr unsigned kFullWeight = 256;

std::uint8_t blend(std::uint8_t below, std::uint8_t above, unsigned weight) {
  return static_cast<std::uint8_t>((below * (kFullWeight - weight) + above * weight) / kFullWeight);
}

}  // namespace

ClassColor color_of_class(unsigned class_id) {
  // Steps of the golden ratio spread hues evenly, however many classes there are.
  constexpr double kGoldenRatio = 0.6180339887498949;
  const double hue = std::fmod(class_id * kGoldenRatio, 1.0) * 6;
  const auto part = [hue](double shift) {
    const double distance = std::fabs(std::fmod(hue + shift, 6.0) - 3);
    return static_cast<std::uint8_t>(std::lround(std::clamp(distance - 1, 0.0, 1.0) * 255));
  };
  return {part(0), part(4), part(2)};
}

void ClassMapPainter::prepare_colors(unsigned num_classes) {
  for (auto id = static_cast<unsigned>(colors_.size()); id < num_classes; ++id) {
    colors_.push_back(color_of_class(id));
  }
}

void ClassMapPainter::paint(const NvDsInferSegmentationMeta& map, const PaintSettings& settings,
                            const FrameView& picture) {
  if (map.class_map == nullptr || map.width == 0 || map.height == 0) return;
  prepare_colors(map.classes);
  const auto width = static_cast<unsigned>(picture.format.width);
  const auto height = static_cast<unsigned>(picture.format.height);
  columns_.resize(width);
  for (unsigned x = 0; x < width; ++x) columns_[x] = x * map.width / width;
  const auto weight =
      static_cast<unsigned>(std::lround(std::clamp(settings.opacity, 0.0f, 1.0f) * kFullWeight));
  for (unsigned y = 0; y < height; ++y) {
    const gint* classes = map.class_map + std::size_t{y * map.height / height} * map.width;
    std::uint8_t* pixel = picture.planes[0] + std::ptrdiff_t{y} * picture.strides[0];
    for (unsigned x = 0; x < width; ++x, pixel += kBytesPerPixel) {
      const gint class_id = classes[columns_[x]];
      if (class_id < 0 || static_cast<unsigned>(class_id) >= map.classes) continue;
      if (settings.transparent_class == static_cast<unsigned>(class_id)) continue;
      const ClassColor& color = colors_[static_cast<std::size_t>(class_id)];
      pixel[0] = blend(pixel[0], color.red, weight);
      pixel[1] = blend(pixel[1], color.green, weight);
      pixel[2] = blend(pixel[2], color.blue, weight);
    }
  }
}

}  // namespace pipewright::standin::segvisual
