// SPDX-License-Identifier: Apache-2.0
// Counts the frames of each source in batches.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

namespace pipewright::standin {

/// Frames a second, by source id.
using FrameRates = std::map<unsigned, double>;

/// Frames per source over one interval after the other. Buffers without batch metadata count as
/// source 0.
class RateCounter {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateCounter(std::chrono::seconds interval) : interval_(interval) {}

  /// The rates of the interval when it is over, and the next one begins. To be asked before what
  /// comes at `now` is counted.
  std::optional<FrameRates> close_interval(Clock::time_point now);
  void count(GstBuffer* buffer);
  /// The source has gone; its number may come again.
  void forget(unsigned source_id) { num_frames_.erase(source_id); }

 private:
  std::chrono::seconds interval_;
  std::optional<Clock::time_point> start_;
  std::map<unsigned, std::uint64_t> num_frames_;  // by source id
};

}  // namespace pipewright::standin
