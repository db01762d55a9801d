// SPDX-License-Identifier: Apache-2.0
// Fourier transforms of 3 to 6 complex numbers, written out.
#pragma once

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {

/// As std::complex, without its special cases for infinities.
struct Complex {
  float re;
  float im;
};

/// a and b become their sum and their difference.
PIPEWRIGHT_INLINE inline void dft2(Complex& a, Complex& b) {
  const Complex difference{a.re - b.re, a.im - b.im};
  a.re += b.re;
  a.im += b.im;
  b = difference;
}

/// first = middle - i * side and second = middle + i * side.
PIPEWRIGHT_INLINE inline void turn(const Complex& middle, const Complex& side, Complex& first,
                                   Complex& second) {
  const Complex turned{middle.re - side.im, middle.im + side.re};
  first = {middle.re + side.im, middle.im - side.re};
  second = turned;
}

PIPEWRIGHT_INLINE inline void dft3(Complex& a, Complex& b, Complex& c) {
  constexpr float kSine = 0.866025403784438647f;  // of 2 pi / 3
  const Complex sum{b.re + c.re, b.im + c.im};
  const Complex side{kSine * (b.re - c.re), kSine * (b.im - c.im)};
  const Complex middle{a.re - 0.5f * sum.re, a.im - 0.5f * sum.im};
  a.re += sum.re;
  a.im += sum.im;
  turn(middle, side, b, c);
}

/// In place, numbers and frequencies in their natural order.
PIPEWRIGHT_INLINE inline void small_dft(Complex (&x)[3]) {
  dft3(x[0], x[1], x[2]);
}

PIPEWRIGHT_INLINE inline void small_dft(Complex (&x)[4]) {
  dft2(x[0], x[2]);
  dft2(x[1], x[3]);
  const Complex middle = x[2];
  const Complex side = x[3];
  dft2(x[0], x[1]);
  x[2] = x[1];
  turn(middle, side, x[1], x[3]);
}

PIPEWRIGHT_INLINE inline void small_dft(Complex (&x)[5]) {
  constexpr float kCosine1 = 0.309016994374947424f;  // of 2 pi / 5
  constexpr float kCosine2 = -0.809016994374947424f;
  constexpr float kSine1 = 0.951056516295153572f;
  constexpr float kSine2 = 0.587785252292473129f;
  dft2(x[1], x[4]);
  dft2(x[2], x[3]);
  const Complex outer{x[0].re + kCosine1 * x[1].re + kCosine2 * x[2].re,
                      x[0].im + kCosine1 * x[1].im + kCosine2 * x[2].im};
  const Complex inner{x[0].re + kCosine2 * x[1].re + kCosine1 * x[2].re,
                      x[0].im + kCosine2 * x[1].im + kCosine1 * x[2].im};
  const Complex outer_side{kSine1 * x[4].re + kSine2 * x[3].re,
                           kSine1 * x[4].im + kSine2 * x[3].im};
  const Complex inner_side{kSine2 * x[4].re - kSine1 * x[3].re,
                           kSine2 * x[4].im - kSine1 * x[3].im};
  x[0].re += x[1].re + x[2].re;
  x[0].im += x[1].im + x[2].im;
  turn(outer, outer_side, x[1], x[4]);
  turn(inner, inner_side, x[2], x[3]);
}

PIPEWRIGHT_INLINE inline void small_dft(Complex (&x)[6]) {
  // 2 and 3 have no common factor: numbers (3 i + 2 j) % 6 and frequencies (3 k + 4 l) % 6 need no
  // factors between the two steps.
  Complex even[3] = {x[0], x[2], x[4]};
  Complex odd[3] = {x[3], x[5], x[1]};
  small_dft(even);
  small_dft(odd);
  dft2(even[0], odd[0]);
  dft2(even[1], odd[1]);
  dft2(even[2], odd[2]);
  x[0] = even[0];
  x[1] = odd[1];
  x[2] = even[2];
  x[3] = odd[0];
  x[4] = even[1];
  x[5] = odd[2];
}

}  // namespace pipewright::standin::tracking
