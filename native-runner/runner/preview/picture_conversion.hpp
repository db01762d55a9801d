// SPDX-License-Identifier: Apache-2.0
// The part of a launch line that brings a tapped picture to the format and size in which it is
// wanted, whatever memory it is in.
#pragma once

#include <string>

#include "runner/preview/picture_tap.hpp"

namespace pipewright {

/// How a picture is wanted.
struct PictureTarget {
  std::string format;
  PictureSize size;
  bool is_nvmm = false;
};

/// Are several pictures to be made one, or one to be picked?
inline bool is_batched(const PictureSource& source) {
  return source.batch_size > 1;
}

/// Size of the picture as it is looked at: with square pixels, and all tiles for `stream` -1.
PictureSize display_size(const PictureSource& source, int stream);

/// `[nvmultistreamtiler name=tiler ! ] ... ! capsfilter name=scaled ...`: behind the filter named
/// `scaled` the picture has its size.
std::string describe_conversion(const PictureSource& source, int stream,
                                const PictureTarget& target);

}  // namespace pipewright
