// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pipewright::standin::osd {

/// How much of each pixel a shape covers, 0 to 255. Rows keep only what lies between their first
/// and last covered pixel: a line across the picture is neither stored nor painted as its whole
/// box.
class Mask {
 public:
  /// The covered part of a row.
  struct Row {
    int first = 0;                           ///< pixels from the left edge
    std::span<const std::uint8_t> coverage;  ///< of the pixels from there on; empty for none

    [[nodiscard]] int end() const { return first + static_cast<int>(coverage.size()); }
    [[nodiscard]] std::uint8_t at(int x) const {
      return x < first || x >= end() ? 0 : coverage[static_cast<std::size_t>(x - first)];
    }
  };

  Mask() = default;
  /// With the values of all rows, one after the other.
  Mask(int width, int height, std::span<const std::uint8_t> coverage);

  /// Begins anew; rows are then added from the top. Memory is used again.
  void reset(int width, int height);
  /// Space for the values of a row, before add_row. Valid until reset.
  std::span<std::uint8_t> row_space();
  /// Adds a row of `width` values.
  void add_row(std::span<const std::uint8_t> values);

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] bool empty() const { return width_ <= 0 || height_ <= 0; }
  /// What row `y` < height covers.
  [[nodiscard]] Row row(int y) const;
  /// Bytes kept for pixels.
  [[nodiscard]] std::size_t num_bytes() const { return coverage_.size(); }

  bool operator==(const Mask& other) const;

 private:
  struct Span {
    int first;
    int count;
    std::size_t offset;  // into coverage_

    bool operator==(const Span&) const = default;
  };

  int width_ = 0;
  int height_ = 0;
  std::vector<Span> rows_;
  std::vector<std::uint8_t> coverage_;
  std::vector<std::uint8_t> row_space_;
};

}  // namespace pipewright::standin::osd
