// SPDX-License-Identifier: Apache-2.0
#include "tile_grid.hpp"

#include <cstdint>

namespace pipewright::standin {
namespace {

/// The even pixel where part `index` of `count` starts.
int edge(int length, unsigned index, unsigned count) {
  if (index == count) return length;
  const auto exact = static_cast<std::int64_t>(length) * index / count;
  return static_cast<int>(exact) & ~1;
}

}  // namespace

std::optional<Rect> tile_of(const TileLayout& layout, unsigned index) {
  if (layout.shown_source >= 0) {
    if (index != static_cast<unsigned>(layout.shown_source)) return std::nullopt;
    return Rect{0, 0, layout.width, layout.height};
  }
  const unsigned row = index / layout.columns;
  const unsigned column = index % layout.columns;
  if (row >= layout.rows) return std::nullopt;
  const int x = edge(layout.width, column, layout.columns);
  const int y = edge(layout.height, row, layout.rows);
  const Rect rect = {x, y, edge(layout.width, column + 1, layout.columns) - x,
                     edge(layout.height, row + 1, layout.rows) - y};
  // A grid finer than the output has tiles without pixels.
  if (rect.empty()) return std::nullopt;
  return rect;
}

TileLayout square_layout(const TileLayout& layout, unsigned num_sources) {
  TileLayout square = layout;
  unsigned side = 1;
  while (side * side < num_sources) ++side;
  square.rows = side;
  square.columns = side;
  return square;
}

}  // namespace pipewright::standin
