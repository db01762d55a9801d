// SPDX-License-Identifier: Apache-2.0
// Colours as the names that people give them: features that stay the same when the light changes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::tracking {

/// Black, blue, brown, green, grey, orange, pink or purple, red, white, yellow.
inline constexpr unsigned kNumColorNames = 10;

/// How much a colour is like each name, from 0 to kMost with a sum of about that; five names to a
/// word, the first one lowest.
struct alignas(2 * sizeof(std::uint32_t)) ColorNames {
  static constexpr unsigned kPerWord = 5;
  static constexpr unsigned kNumWords = kNumColorNames / kPerWord;
  static constexpr unsigned kBits = 6;
  static constexpr std::uint32_t kMost = (1U << kBits) - 1;
  /// Bits that a name's value is up in its word.
  static constexpr unsigned shift_of(unsigned name) { return name % kPerWord * kBits; }

  std::array<std::uint32_t, kNumWords> words = {};
};

/// The names of quantised values of a format's three components.
class ColorNameTable {
 public:
  /// For the components of an RGB or YUV format.
  explicit ColorNameTable(const FrameFormat& format);

  /// Where the table has a colour. Components are Y, U, V or R, G, B.
  static std::uint16_t index_of(unsigned first, unsigned second, unsigned third) {
    return static_cast<std::uint16_t>(((first >> kDropped) << (2 * kBits)) |
                                      ((second >> kDropped) << kBits) | (third >> kDropped));
  }
  const ColorNames& operator[](std::uint16_t index) const { return table_[index]; }

 private:
  static constexpr unsigned kBits = 5;
  static constexpr unsigned kDropped = 8 - kBits;
  std::vector<ColorNames> table_;
};

}  // namespace pipewright::standin::tracking
