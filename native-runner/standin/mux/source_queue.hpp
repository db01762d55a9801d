// SPDX-License-Identifier: Apache-2.0
// What one source of a mux has delivered and nobody has collected yet.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>

#include "mux_frame.hpp"

namespace pipewright::standin {

/// A frame, an event, or (event and is_eos) the end.
struct SourceItem {
  MuxFrame frame;
  GstPtr<GstEvent> event;
  bool is_eos = false;
};

struct SourceQueue {
  std::deque<SourceItem> items;
  unsigned num_queued_frames = 0;
  unsigned num_in_batch = 0;  ///< frames taken into the batch that is being formed
  /// When its latest frames left in a batch.
  std::optional<std::chrono::steady_clock::time_point> last_given;
  bool has_ended = false;  ///< its end was collected
  bool got_eos = false;    ///< its end was pushed
  bool is_flushing = false;
  bool was_emptied = false;  ///< since the batch that is being formed was begun
  bool is_leaving = false;   ///< its pad is gone; what it delivered before its end still goes out

  /// Whether the next item is a frame.
  [[nodiscard]] bool has_frame() const { return !items.empty() && !items.front().event; }
};

/// By source id.
using SourceQueues = std::map<unsigned, SourceQueue>;

}  // namespace pipewright::standin
