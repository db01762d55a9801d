// SPDX-License-Identifier: Apache-2.0
// Turning and mirroring pictures.
#pragma once

#include "picture.hpp"
#include "surface_converter.hpp"

namespace pipewright::standin {

/// DeepStream's numbers of `flip-method`.
enum class Flip {
  kNone = 0,
  kCounterclockwise = 1,
  kRotate180 = 2,
  kClockwise = 3,
  kHorizontal = 4,
  kUpperRightDiagonal = 5,
  kVertical = 6,
  kUpperLeftDiagonal = 7,
};

/// Whether width and height change places.
bool swaps_sides(Flip flip);

/// Where `rect` of a `width` x `height` picture is after flipping.
Rect flip_rect(const Rect& rect, int width, int height, Flip flip);

/// A flipped picture of the same content. Formats that pack pixels in groups are converted on the
/// way, so the format of the result may differ. Null when memory is short or no conversion exists.
PictureRef flip_picture(const PictureRef& source, Flip flip, SurfaceConverter& converter);

}  // namespace pipewright::standin
