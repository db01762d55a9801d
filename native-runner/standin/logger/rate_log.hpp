// SPDX-License-Identifier: Apache-2.0
// Counts the frames of each source that pass a pad and prints their rates.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace pipewright::standin {

/// Frames per source over one interval after the other. Buffers without batch metadata count as
/// source 0.
class RateCounter {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateCounter(std::chrono::seconds interval) : interval_(interval) {}

  /// Counts a buffer. When the interval is over it starts anew, and the rates of the last one come
  /// as DeepStream's applications print them, `**PERF : FPS_0 (29.97)\tFPS_1 (30.02)`.
  std::optional<std::string> count(GstBuffer* buffer, Clock::time_point now);

 private:
  std::chrono::seconds interval_;
  std::optional<Clock::time_point> start_;
  std::map<unsigned, std::uint64_t> num_frames_;  // by source id
};

/// Counts the buffers of a pad while it lives and prints the rates every `interval_seconds` (never
/// when that is 0), behind the element's name.
void watch_rate(GstPad* pad, const char* element_name, unsigned interval_seconds);

}  // namespace pipewright::standin
