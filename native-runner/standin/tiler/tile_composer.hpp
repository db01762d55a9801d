// SPDX-License-Identifier: Apache-2.0
// Paints the pictures of a batch side by side.
#pragma once

#include <map>

#include "nvdsmeta.h"
#include "surface/surface_buffer.hpp"
#include "surface/surface_converter.hpp"
#include "tile_grid.hpp"

namespace pipewright::standin {

/// Keeps the latest picture of each source, so that a source that skips a batch or has ended stays
/// visible.
class TileComposer {
 public:
  void set_output(const FrameFormat& format, Interpolation interpolation);
  /// Forgets a source: its tile turns black.
  void forget(unsigned source) { latest_.erase(source); }
  void reset() { latest_.clear(); }

  /// One picture with all tiles; with `is_square_grid` the grid follows the number of sources.
  /// Frames' metas are moved into their tiles; what is not shown loses its objects and shapes, so
  /// that nothing is drawn for it. Null when memory is short.
  PictureRef compose(const SurfaceMap& map, NvDsBatchMeta* batch_meta, TileLayout layout,
                     bool is_square_grid);
  /// How many converters have been set up so far.
  [[nodiscard]] std::size_t num_converters_made() const { return converter_.num_made(); }

 private:
  [[nodiscard]] std::optional<Rect> tile(const TileLayout& layout, unsigned source,
                                         bool is_square_grid) const;
  bool paint(const PictureRef& picture, const FrameView& output, const Rect& tile);

  FrameFormat format_;
  Interpolation interpolation_ = Interpolation::kNearest;
  SurfaceConverter converter_;
  std::map<unsigned, PictureRef> latest_;  // by source
};

}  // namespace pipewright::standin
