// SPDX-License-Identifier: Apache-2.0
// What a mux was told, whichever of the two kinds of nvstreammux it is.
#pragma once

#include <gst/gst.h>

#include <algorithm>

#include "batch_rules.hpp"
#include "surface/surface_converter.hpp"

namespace pipewright::standin {

/// The sum of two valid times; sums that 64 bits do not hold are the longest time there is.
constexpr GstClockTime add_times(GstClockTime a, GstClockTime b) {
  constexpr GstClockTime kLongest = GST_CLOCK_TIME_NONE - 1;
  return a > kLongest - std::min(b, kLongest) ? kLongest : a + b;
}

struct MuxSettings {
  BatchRules rules;
  unsigned width = 0;  ///< pixels of every frame behind the mux; 0 when frames keep their own sizes
  unsigned height = 0;
  bool keeps_shape = false;  ///< black bars instead of stretching
  Interpolation interpolation = Interpolation::kBilinear;
  bool sorts_by_source = false;
  unsigned num_batches = 0;  ///< that may be under way at once; 0 for any number
  bool stamps_system_time = true;
  /// Length of a frame for mending times of senders: 0 is measured, NONE mends nothing.
  GstClockTime frame_duration = GST_CLOCK_TIME_NONE;
  GstClockTime max_latency = 0;  ///< ns that frames may be late before they are dropped
  bool keeps_eos = false;        ///< the end of all sources is not passed on
  bool resets_numbers_on_eos = false;
  bool resets_numbers_on_reset = false;

  [[nodiscard]] bool keeps_sizes() const { return width == 0; }
};

}  // namespace pipewright::standin
