// SPDX-License-Identifier: Apache-2.0
// What nvvideoconvert does with one picture: crop, flip, scale, convert.
#pragma once

#include <optional>
#include <string>

#include "common/result.hpp"
#include "surface/flip.hpp"

namespace pipewright::standin {

/// Reads `left:top:width:height` in whole pixels. Empty text and 0:0:0:0 mean the whole picture,
/// given as nullopt.
Result<std::optional<Rect>> parse_crop(const std::string& text);

/// An error that names the property when the rectangle reaches outside of a picture.
Result<void> check_crop(const char* property, const Rect& crop, const FrameFormat& format);

/// What shall become of each picture.
struct PictureConversion {
  FrameFormat output;
  Flip flip = Flip::kNone;
  std::optional<Rect> source_crop;
  std::optional<Rect> target_crop;  ///< the rest of the output is black
  Interpolation interpolation = Interpolation::kNearest;
};

class PictureConverter {
 public:
  /// The converted picture: the input itself when nothing changes.
  Result<PictureRef> convert(const PictureRef& input, const PictureConversion& conversion);

 private:
  SurfaceConverter converter_;
};

}  // namespace pipewright::standin
