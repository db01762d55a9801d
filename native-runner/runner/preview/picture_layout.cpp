// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/picture_layout.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright {
namespace {

constexpr std::uint32_t kDefaultMaxWidth = 1280;
constexpr std::uint32_t kDefaultMaxHeight = 720;
constexpr std::uint32_t kMinEdge = 16;

std::uint32_t even_edge(double edge) {
  return std::max(kMinEdge, static_cast<std::uint32_t>(std::lround(edge / 2)) * 2);
}

}  // namespace

TileGrid tile_grid(std::uint32_t num_streams) {
  const auto columns =
      static_cast<std::uint32_t>(std::ceil(std::sqrt(std::max<std::uint32_t>(1, num_streams))));
  return {columns, (std::max<std::uint32_t>(1, num_streams) + columns - 1) / columns};
}

PictureSize fit_picture(PictureSize picture, std::uint32_t max_width, std::uint32_t max_height) {
  const double width_limit = max_width == 0 ? kDefaultMaxWidth : max_width;
  const double height_limit = max_height == 0 ? kDefaultMaxHeight : max_height;
  const double scale = std::min({width_limit / picture.width, height_limit / picture.height, 1.0});
  return {even_edge(picture.width * scale), even_edge(picture.height * scale)};
}

}  // namespace pipewright
