// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kissfft/kiss_fftndr.h>

#include <complex>
#include <cstdlib>
#include <memory>
#include <span>
#include <type_traits>

namespace pipewright::standin::tracking {

/// Fourier transforms of small square images of real numbers. One thread at a time.
class FourierTransform {
 public:
  /// `size` is even.
  explicit FourierTransform(unsigned size)
      : size_(size), forward_(plan(size, false)), inverse_(plan(size, true)) {}

  std::size_t num_values() const { return std::size_t{size_} * size_; }
  /// Numbers of a spectrum: the half that tells the other one.
  std::size_t num_bins() const { return std::size_t{size_} * (size_ / 2 + 1); }

  /// `image` has num_values() numbers, `spectrum` num_bins().
  void forward(std::span<const float> image, std::span<std::complex<float>> spectrum) {
    kiss_fftndr(forward_.get(), image.data(), reinterpret_cast<kiss_fft_cpx*>(spectrum.data()));
  }
  /// The image times num_values().
  void inverse(std::span<const std::complex<float>> spectrum, std::span<float> image) {
    kiss_fftndri(inverse_.get(), reinterpret_cast<const kiss_fft_cpx*>(spectrum.data()),
                 image.data());
  }

 private:
  struct PlanDeleter {
    void operator()(kiss_fftndr_cfg plan) const { std::free(plan); }
  };
  using Plan = std::unique_ptr<std::remove_pointer_t<kiss_fftndr_cfg>, PlanDeleter>;
  static_assert(sizeof(std::complex<float>) == sizeof(kiss_fft_cpx));

  static Plan plan(unsigned size, bool is_inverse) {
    const int dims[] = {static_cast<int>(size), static_cast<int>(size)};
    return Plan(kiss_fftndr_alloc(dims, 2, is_inverse ? 1 : 0, nullptr, nullptr));
  }

  unsigned size_;
  Plan forward_;
  Plan inverse_;
};

}  // namespace pipewright::standin::tracking
