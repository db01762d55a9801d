// SPDX-License-Identifier: Apache-2.0
// Brings one source's pictures to the mux's size and format.
#pragma once

#include "surface/picture.hpp"
#include "surface/surface_converter.hpp"

namespace pipewright::standin {

/// Size and format of the batch, and how to get there.
struct ScaleTarget {
  FrameFormat format;
  bool keeps_shape = false;  ///< black bars instead of stretching
  Interpolation interpolation = Interpolation::kBilinear;
};

/// One per source; used from that source's thread.
class FrameScaler {
 public:
  /// The picture itself when it fits already. Colours keep their meaning: of the target's
  /// colorimetry only what a change of format needs is used. Null when memory is short or no
  /// conversion exists.
  PictureRef scale(const PictureRef& picture, const ScaleTarget& target);

 private:
  SurfaceConverter converter_;
};

}  // namespace pipewright::standin
