// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::example {

/// A Gaussian blur of 15x15 pixels with a standard deviation of 4, as dsexample has it. One thread
/// at a time.
class GaussianBlur {
 public:
  GaussianBlur();

  /// Blurs `rect` of an RGBA picture; what is outside of the picture is not touched.
  void blur(const FrameView& picture, Rect rect);

 private:
  std::vector<float> weights_;
  /// Rows of the rectangle and of what the kernel sees above and below, blurred across.
  std::vector<float> rows_;
};

}  // namespace pipewright::standin::example
