// SPDX-License-Identifier: Apache-2.0
// How full the queues inside an element are.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <optional>

namespace pipewright {

/// The fill of an element that keeps buffers on purpose; a limit of 0 means that there is none.
struct QueueLevels {
  std::uint64_t buffers = 0;
  std::uint64_t bytes = 0;
  std::uint64_t time_nanos = 0;
  std::uint64_t max_buffers = 0;
  std::uint64_t max_bytes = 0;
  std::uint64_t max_time_nanos = 0;
  bool is_leaky = false;

  /// The largest share of a limit, 0 to 1; 0 without limits.
  [[nodiscard]] double fill() const;
};

/// Does it have levels to read: queue, queue2, multiqueue?
bool has_queue_levels(GstElement* element);

/// Reads the properties of queue and queue2, and of the fullest pad of a multiqueue. Empty for
/// other elements. Any thread; takes the queue's lock for a moment.
std::optional<QueueLevels> read_queue_levels(GstElement* element);

}  // namespace pipewright
