// SPDX-License-Identifier: Apache-2.0
// How large a preview is, and how many tiles it has.
#pragma once

#include <cstdint>

#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

struct TileGrid {
  std::uint32_t columns = 1;
  std::uint32_t rows = 1;
};

/// The squarest grid for a number of streams, wider than high.
TileGrid tile_grid(std::uint32_t num_streams);

/// The largest size of the picture's shape within the limits, with even edges; never larger than
/// the picture. A limit of 0 is 1280 or 720.
PictureSize fit_picture(PictureSize picture, std::uint32_t max_width, std::uint32_t max_height);

}  // namespace pipewright
