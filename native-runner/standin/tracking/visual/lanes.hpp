// SPDX-License-Identifier: Apache-2.0
// Numbers of several targets side by side, so that one instruction works on all of them.
#pragma once

#include <cstdint>

/// Before a loop over lanes within another loop: GCC would unroll it and then make vector
/// instructions of the loop around it, which move numbers from lane to lane.
#if defined(__GNUC__) && !defined(__clang__)
#define PIPEWRIGHT_LANE_LOOP _Pragma("GCC unroll 1")
#else
#define PIPEWRIGHT_LANE_LOOP
#endif

namespace pipewright::standin::tracking {

/// Targets that are worked on at once: as many as a cache line holds floats.
inline constexpr unsigned kNumLanes = 16;

/// The same number of each target.
template <typename T>
struct alignas(kNumLanes * sizeof(T)) LanesOf {
  T values[kNumLanes];

  T& operator[](unsigned lane) { return values[lane]; }
  const T& operator[](unsigned lane) const { return values[lane]; }
};

using Lanes = LanesOf<float>;

struct ComplexLanes {
  Lanes re;
  Lanes im;
};

/// In steps of a size that is kept elsewhere.
struct alignas(2 * kNumLanes * sizeof(std::int16_t)) FixedComplexLanes {
  /// The real ones, then the imaginary ones.
  std::int16_t parts[2 * kNumLanes];
};

}  // namespace pipewright::standin::tracking
