// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/mask.hpp"

#include <algorithm>
#include <cstring>

namespace pipewright::standin::osd {
namespace {

using Values = std::span<const std::uint8_t>;

/// Empty pixels come in long runs: eight are looked at in one go.
std::uint64_t eight_at(const std::uint8_t* values) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, values, sizeof eight);
  return eight;
}

std::size_t first_covered(Values values) {
  std::size_t index = 0;
  while (index + 8 <= values.size() && eight_at(values.data() + index) == 0) index += 8;
  while (index < values.size() && values[index] == 0) ++index;
  return index;
}

/// Behind the last covered pixel; there is one.
std::size_t end_of_covered(Values values) {
  std::size_t end = values.size();
  while (end >= 8 && eight_at(values.data() + end - 8) == 0) end -= 8;
  while (values[end - 1] == 0) --end;
  return end;
}

}  // namespace

Mask::Mask(int width, int height, Values coverage) {
  reset(width, height);
  const auto row_size = static_cast<std::size_t>(width);
  for (int y = 0; y < height; ++y) {
    add_row(coverage.subspan(static_cast<std::size_t>(y) * row_size, row_size));
  }
}

void Mask::reset(int width, int height) {
  width_ = width;
  height_ = height;
  rows_.clear();
  coverage_.clear();
}

std::span<std::uint8_t> Mask::row_space() {
  row_space_.resize(static_cast<std::size_t>(width_));
  return row_space_;
}

void Mask::add_row(Values values) {
  const std::size_t first = first_covered(values);
  if (first == values.size()) {
    rows_.push_back({0, 0, coverage_.size()});
    return;
  }
  const std::size_t end = end_of_covered(values);
  rows_.push_back({static_cast<int>(first), static_cast<int>(end - first), coverage_.size()});
  const auto covered = values.subspan(first, end - first);
  coverage_.insert(coverage_.end(), covered.begin(), covered.end());
}

Mask::Row Mask::row(int y) const {
  const Span& span = rows_[static_cast<std::size_t>(y)];
  return {span.first, Values(coverage_).subspan(span.offset, static_cast<std::size_t>(span.count))};
}

bool Mask::operator==(const Mask& other) const {
  return width_ == other.width_ && height_ == other.height_ && rows_ == other.rows_ &&
         coverage_ == other.coverage_;
}

}  // namespace pipewright::standin::osd
