// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "standin/tracking/visual/lanes.hpp"

namespace pipewright::standin::tracking {

/// Fourier transforms of small square images of real numbers, those of kNumLanes targets at once.
/// Libraries transform one image at a time and are not made for so small ones. May be used by
/// several threads, each with a scratch of its own.
class FourierTransform {
 public:
  /// Numbers of one row or column on their way.
  struct Scratch {
    std::vector<ComplexLanes> line;
    std::vector<ComplexLanes> first_pass;
    std::vector<ComplexLanes> rows;
  };

  /// `size` is one of 12, 18, 24, 30 and 36.
  explicit FourierTransform(unsigned size);

  static bool handles(unsigned size);
  Scratch make_scratch() const;

  std::size_t num_values() const { return std::size_t{size_} * size_; }
  /// Numbers of a spectrum: the half that tells the other one, size / 2 + 1 for each row.
  std::size_t num_bins() const { return std::size_t{size_} * (size_ / 2 + 1); }

  /// `image` has num_values() numbers, `spectrum` num_bins().
  void forward(std::span<Lanes> image, std::span<ComplexLanes> spectrum, Scratch& scratch) const;
  /// The image times num_values().
  void inverse(std::span<ComplexLanes> spectrum, std::span<Lanes> image, Scratch& scratch) const;

 private:
  void run(bool is_inverse, std::span<Lanes> image, std::span<ComplexLanes> spectrum,
           Scratch& scratch) const;

  unsigned size_;
  /// Powers of the root of unity: cosines and sines of -2 pi i / size.
  std::vector<float> cosines_;
  std::vector<float> sines_;
};

}  // namespace pipewright::standin::tracking
