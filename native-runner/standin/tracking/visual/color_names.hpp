// SPDX-License-Identifier: Apache-2.0
// Colours as the names that people give them: features that stay the same when the light changes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::tracking {

/// Black, blue, brown, green, grey, orange, pink or purple, red, white, yellow.
inline constexpr unsigned kNumColorNames = 10;

/// How much a colour is like each name, from 0 to 255 with a sum of about 255, for quantised values
/// of a format's three components.
class ColorNameTable {
 public:
  /// For the components of an RGB or YUV format.
  explicit ColorNameTable(const FrameFormat& format);

  /// Components are Y, U, V or R, G, B.
  std::span<const std::uint8_t, kNumColorNames> names(unsigned first, unsigned second,
                                                      unsigned third) const {
    const std::size_t index = ((first >> kDropped) << (2 * kBits)) |
                              ((second >> kDropped) << kBits) | (third >> kDropped);
    return std::span<const std::uint8_t, kNumColorNames>(table_.data() + index * kNumColorNames,
                                                         kNumColorNames);
  }

 private:
  static constexpr unsigned kBits = 5;
  static constexpr unsigned kDropped = 8 - kBits;
  std::vector<std::uint8_t> table_;
};

}  // namespace pipewright::standin::tracking
