// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace pipewright::standin::tracking {

/// A box in pixels of the tracker's working size; it may reach beyond the frame.
struct Box {
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;

  float right() const { return left + width; }
  float bottom() const { return top + height; }
  float center_x() const { return left + width / 2; }
  float center_y() const { return top + height / 2; }
};

/// 1 for boxes of one size, towards 0 the more they differ.
inline float size_similarity(const Box& a, const Box& b) {
  const auto ratio = [](float x, float y) {
    const float larger = std::max(x, y);
    return larger > 0 ? std::min(x, y) / larger : 0.0f;
  };
  return ratio(a.width, b.width) * ratio(a.height, b.height);
}

}  // namespace pipewright::standin::tracking
