// SPDX-License-Identifier: Apache-2.0
// The pictures of nvvideotestsrc.
#pragma once

#include <cstdint>

#include "frame_view.hpp"

namespace pipewright::standin {

/// DeepStream's numbers of `pattern`.
enum class TestPattern { kSmpte = 0, kMandelbrot = 1, kGradient = 2 };

/// Paints SMPTE colour bars, shifted to the left by `offset` pixels (wrapped round), into an RGBA
/// picture.
void paint_smpte(const FrameView& target, std::int64_t offset);

/// Paints red over x, green over y, and their mean as blue.
void paint_gradient(const FrameView& target);

/// Paints the Mandelbrot set; `zoom` 0 shows half of a millionth of the plane around a point of the
/// border, 1 all of it.
void paint_mandelbrot(const FrameView& target, double zoom);

/// The zoom at a place of an endless run in and out, whose half takes `period` of the same unit.
double zoom_at(std::uint64_t place, std::uint64_t period);

}  // namespace pipewright::standin
