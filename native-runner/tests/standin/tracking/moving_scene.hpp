// SPDX-License-Identifier: Apache-2.0
// Pictures with textured things that move, for tests of trackers that look at pictures.
#pragma once

#include <cstdint>
#include <random>

#include "standin/tracking/box.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::testing {

/// Fills a rectangle, cut at the picture's edges, with cells of random colours out of `seed`.
inline void paint_texture(const PictureRef& picture, const Rect& rect, int cell, unsigned seed,
                          int darkest, int brightest) {
  std::mt19937 random(seed);
  const auto shade = [&] {
    return static_cast<std::uint8_t>(
        darkest + static_cast<int>(random() % static_cast<unsigned>(brightest - darkest)));
  };
  const Rect bounds = picture->view().format.bounds();
  for (int y = rect.y; y < rect.y + rect.height; y += cell) {
    for (int x = rect.x; x < rect.x + rect.width; x += cell) {
      const Rgb color{shade(), shade(), shade()};
      const int left = std::clamp(x, 0, bounds.width);
      const int top = std::clamp(y, 0, bounds.height);
      const int right = std::clamp(std::min(x + cell, rect.x + rect.width), 0, bounds.width);
      const int bottom = std::clamp(std::min(y + cell, rect.y + rect.height), 0, bounds.height);
      paint_rect(picture, {left, top, right - left, bottom - top}, color);
    }
  }
}

/// A picture of 640x360 with a quiet background and a colourful thing of 64x48 on it.
inline PictureRef picture_with_thing(int left, int top, unsigned look = 5) {
  PictureRef picture = black_picture(640, 360);
  paint_texture(picture, picture->view().format.bounds(), 16, 1, 90, 130);
  paint_texture(picture, {left, top, 64, 48}, 12, look, 0, 255);
  return picture;
}

}  // namespace pipewright::standin::testing
