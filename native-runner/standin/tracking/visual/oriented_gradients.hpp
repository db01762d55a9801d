// SPDX-License-Identifier: Apache-2.0
// Histograms of oriented gradients, as images of one orientation each.
#pragma once

#include <span>
#include <vector>

#include "standin/tracking/visual/lanes.hpp"

namespace pipewright::standin::tracking {

/// Directions all round, 20 degrees apart.
inline constexpr unsigned kNumOrientations = 18;

/// The gradient of each value, shared between the two orientations that are nearest.
class OrientedGradients {
 public:
  explicit OrientedGradients(unsigned size);

  /// Of images of size * size values from 0 to 1.
  void compute(std::span<const Lanes> luma);
  /// Writes the strength of the gradients along one orientation.
  void fill(unsigned orientation, std::span<Lanes> image) const;

 private:
  unsigned size_;
  /// The orientation at or before the gradient's direction.
  std::vector<Lanes> orientations_;
  /// What it gets, and what the next one gets.
  std::vector<Lanes> shares_;
  std::vector<Lanes> next_shares_;
};

}  // namespace pipewright::standin::tracking
