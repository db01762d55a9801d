// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/fourier_transform.hpp"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

#include "common/simd_clones.hpp"
#include "standin/tracking/visual/small_dft.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Calls `work` with the constants 0 to kCount - 1.
template <unsigned kCount, typename Work>
PIPEWRIGHT_INLINE inline void unrolled(const Work& work) {
  [&]<unsigned... kIndex>(std::integer_sequence<unsigned, kIndex...>) PIPEWRIGHT_INLINE {
    (work(std::integral_constant<unsigned, kIndex>()), ...);
  }
  (std::make_integer_sequence<unsigned, kCount>());
}

/// Complex numbers in memory; `step` is the number of floats from one to the next.
struct Line {
  float* re;
  float* im;
  std::size_t step;

  static Line of(ComplexLanes* numbers, std::size_t distance = 1) {
    return {numbers->re.values, numbers->im.values, 2 * kNumLanes * distance};
  }
  /// The inverse transform is the forward one with real and imaginary parts swapped.
  Line swapped() const { return {im, re, step}; }
};

struct ConstLine {
  const float* re;
  const float* im;
  std::size_t step;

  static ConstLine of(const ComplexLanes* numbers, std::size_t distance = 1) {
    return {numbers->re.values, numbers->im.values, 2 * kNumLanes * distance};
  }
  ConstLine swapped() const { return {im, re, step}; }
};

struct Roots {
  const float* cosines;
  const float* sines;
};

/// First pass over kFirst * kSecond numbers: transforms of kFirst numbers that are kSecond apart.
template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void first_pass(const float* __restrict re, const float* __restrict im,
                                         std::size_t step, float* __restrict passed,
                                         const Roots& roots) {
  for (unsigned j = 0; j < kSecond; ++j) {
    float cosines[kFirst];
    float sines[kFirst];
    unrolled<kFirst>([&](auto k) PIPEWRIGHT_INLINE {
      cosines[k] = roots.cosines[j * k];
      sines[k] = roots.sines[j * k];
    });
    const float* __restrict from_re = re + j * step;
    const float* __restrict from_im = im + j * step;
    float* __restrict to = passed + std::size_t{j} * kFirst * 2 * kNumLanes;
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      Complex x[kFirst];
      unrolled<kFirst>([&](auto i) PIPEWRIGHT_INLINE {
        x[i].re = from_re[i * kSecond * step + lane];
        x[i].im = from_im[i * kSecond * step + lane];
      });
      small_dft(x);
      // The first one's root is 1.
      to[lane] = x[0].re;
      to[kNumLanes + lane] = x[0].im;
      unrolled<kFirst - 1>([&](auto index) PIPEWRIGHT_INLINE {
        constexpr unsigned k = index + 1;
        to[k * 2 * kNumLanes + lane] = cosines[k] * x[k].re - sines[k] * x[k].im;
        to[(k * 2 + 1) * kNumLanes + lane] = cosines[k] * x[k].im + sines[k] * x[k].re;
      });
    }
  }
}

template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void second_pass(const float* __restrict passed, float* __restrict re,
                                          float* __restrict im, std::size_t step) {
  for (unsigned k = 0; k < kFirst; ++k) {
    const float* __restrict from = passed + std::size_t{k} * 2 * kNumLanes;
    float* __restrict to_re = re + k * step;
    float* __restrict to_im = im + k * step;
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      Complex x[kSecond];
      unrolled<kSecond>([&](auto j) PIPEWRIGHT_INLINE {
        x[j].re = from[j * kFirst * 2 * kNumLanes + lane];
        x[j].im = from[(j * kFirst * 2 + 1) * kNumLanes + lane];
      });
      small_dft(x);
      unrolled<kSecond>([&](auto l) PIPEWRIGHT_INLINE {
        to_re[l * kFirst * step + lane] = x[l].re;
        to_im[l * kFirst * step + lane] = x[l].im;
      });
    }
  }
}

template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void transform(const ConstLine& from, const Line& to, ComplexLanes* passed,
                                        const Roots& roots) {
  first_pass<kFirst, kSecond>(from.re, from.im, from.step, passed->re.values, roots);
  second_pass<kFirst, kSecond>(passed->re.values, to.re, to.im, to.step);
}

/// The spectra of two real rows out of that of one complex row, whose real and imaginary part they
/// were.
PIPEWRIGHT_INLINE inline void split(const ComplexLanes* __restrict both, unsigned size,
                                    ComplexLanes* __restrict first,
                                    ComplexLanes* __restrict second) {
  for (unsigned k = 0; k <= size / 2; ++k) {
    const ComplexLanes& at = both[k];
    const ComplexLanes& mirror = both[k == 0 ? 0 : size - k];
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      first[k].re[lane] = 0.5f * (at.re[lane] + mirror.re[lane]);
      first[k].im[lane] = 0.5f * (at.im[lane] - mirror.im[lane]);
      second[k].re[lane] = 0.5f * (at.im[lane] + mirror.im[lane]);
      second[k].im[lane] = 0.5f * (mirror.re[lane] - at.re[lane]);
    }
  }
}

/// The other way round.
PIPEWRIGHT_INLINE inline void join(const ComplexLanes* __restrict first,
                                   const ComplexLanes* __restrict second, unsigned size,
                                   ComplexLanes* __restrict both) {
  for (unsigned k = 0; k <= size / 2; ++k) {
    ComplexLanes& at = both[k];
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      at.re[lane] = first[k].re[lane] - second[k].im[lane];
      at.im[lane] = first[k].im[lane] + second[k].re[lane];
    }
    if (k == 0 || k == size / 2) continue;
    ComplexLanes& mirror = both[size - k];
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      mirror.re[lane] = first[k].re[lane] + second[k].im[lane];
      mirror.im[lane] = second[k].re[lane] - first[k].im[lane];
    }
  }
}

/// A transform of one size.
struct Job {
  unsigned size;
  bool is_inverse;
  Lanes* image;
  ComplexLanes* spectrum;
  FourierTransform::Scratch& scratch;
  Roots roots;
};

template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void forward_image(const Job& job) {
  constexpr unsigned kSize = kFirst * kSecond;
  constexpr unsigned kNumColumns = kSize / 2 + 1;
  ComplexLanes* line = job.scratch.line.data();
  ComplexLanes* passed = job.scratch.first_pass.data();
  for (unsigned row = 0; row < kSize; row += 2) {
    const ConstLine rows{job.image[row * kSize].values, job.image[(row + 1) * kSize].values,
                         kNumLanes};
    transform<kFirst, kSecond>(rows, Line::of(line), passed, job.roots);
    split(line, kSize, job.spectrum + row * kNumColumns, job.spectrum + (row + 1) * kNumColumns);
  }
  for (unsigned column = 0; column < kNumColumns; ++column) {
    const ConstLine from = ConstLine::of(job.spectrum + column, kNumColumns);
    const Line to = Line::of(job.spectrum + column, kNumColumns);
    transform<kFirst, kSecond>(from, to, passed, job.roots);
  }
}

template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void inverse_image(const Job& job) {
  constexpr unsigned kSize = kFirst * kSecond;
  constexpr unsigned kNumColumns = kSize / 2 + 1;
  ComplexLanes* line = job.scratch.line.data();
  ComplexLanes* passed = job.scratch.first_pass.data();
  ComplexLanes* rows = job.scratch.rows.data();
  for (unsigned column = 0; column < kNumColumns; ++column) {
    const ConstLine from = ConstLine::of(job.spectrum + column, kNumColumns);
    const Line to = Line::of(rows + column, kNumColumns);
    transform<kFirst, kSecond>(from.swapped(), to.swapped(), passed, job.roots);
  }
  for (unsigned row = 0; row < kSize; row += 2) {
    join(rows + row * kNumColumns, rows + (row + 1) * kNumColumns, kSize, line);
    const Line to{job.image[row * kSize].values, job.image[(row + 1) * kSize].values, kNumLanes};
    transform<kFirst, kSecond>(ConstLine::of(line).swapped(), to.swapped(), passed, job.roots);
  }
}

template <unsigned kFirst, unsigned kSecond>
PIPEWRIGHT_INLINE inline void run_size(const Job& job) {
  if (job.is_inverse) {
    inverse_image<kFirst, kSecond>(job);
  } else {
    forward_image<kFirst, kSecond>(job);
  }
}

PIPEWRIGHT_SIMD_CLONES
void run_job(const Job& job) {
  switch (job.size) {
    case 12:
      return run_size<3, 4>(job);
    case 18:
      return run_size<3, 6>(job);
    case 24:
      return run_size<4, 6>(job);
    case 30:
      return run_size<5, 6>(job);
    default:
      return run_size<6, 6>(job);
  }
}

}  // namespace

FourierTransform::FourierTransform(unsigned size) : size_(size), cosines_(size), sines_(size) {
  assert(handles(size));
  for (unsigned i = 0; i < size; ++i) {
    const double angle = -2 * std::numbers::pi * i / size;
    cosines_[i] = static_cast<float>(std::cos(angle));
    sines_[i] = static_cast<float>(std::sin(angle));
  }
}

bool FourierTransform::handles(unsigned size) {
  return size >= 12 && size <= 36 && size % 6 == 0;
}

FourierTransform::Scratch FourierTransform::make_scratch() const {
  Scratch scratch;
  scratch.line.resize(size_);
  scratch.first_pass.resize(size_);
  scratch.rows.resize(num_bins());
  return scratch;
}

void FourierTransform::forward(std::span<Lanes> image, std::span<ComplexLanes> spectrum,
                               Scratch& scratch) const {
  run(false, image, spectrum, scratch);
}

void FourierTransform::inverse(std::span<ComplexLanes> spectrum, std::span<Lanes> image,
                               Scratch& scratch) const {
  run(true, image, spectrum, scratch);
}

void FourierTransform::run(bool is_inverse, std::span<Lanes> image,
                           std::span<ComplexLanes> spectrum, Scratch& scratch) const {
  run_job({size_,
           is_inverse,
           image.data(),
           spectrum.data(),
           scratch,
           {cosines_.data(), sines_.data()}});
}

}  // namespace pipewright::standin::tracking
