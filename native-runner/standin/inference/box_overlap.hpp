// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace pipewright::standin::inference {

/// Overlap of two boxes (anything with left, top, width, height) as intersection over union; 0 when
/// they do not touch or are empty.
template <typename Box>
float intersection_over_union(const Box& a, const Box& b) {
  const float shared_width =
      std::min(a.left + a.width, b.left + b.width) - std::max(a.left, b.left);
  const float shared_height = std::min(a.top + a.height, b.top + b.height) - std::max(a.top, b.top);
  if (shared_width <= 0 || shared_height <= 0) return 0;
  const float shared = shared_width * shared_height;
  const float joined = a.width * a.height + b.width * b.height - shared;
  return joined > 0 ? shared / joined : 0;
}

}  // namespace pipewright::standin::inference
