// SPDX-License-Identifier: Apache-2.0
// Where each source's picture goes.
#pragma once

#include <optional>

#include "surface/frame_view.hpp"

namespace pipewright::standin {

/// How the output is divided.
struct TileLayout {
  unsigned rows = 1;
  unsigned columns = 1;
  int width = 0;          ///< of the output, pixels
  int height = 0;         ///< of the output, rows
  int shown_source = -1;  ///< this source alone fills the output; -1 shows all
};

/// The tile of the `index`-th source, rows first; none when it lies outside of the grid or is not
/// shown. Tiles start at even pixels and share what does not divide.
std::optional<Rect> tile_of(const TileLayout& layout, unsigned index);

/// The smallest square grid with a tile for each of `num_sources`.
TileLayout square_layout(const TileLayout& layout, unsigned num_sources);

}  // namespace pipewright::standin
