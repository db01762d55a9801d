// SPDX-License-Identifier: Apache-2.0
// How a mux forms its batches: the rules of both kinds of nvstreammux, as data.
#pragma once

#include <chrono>
#include <limits>
#include <map>
#include <optional>

namespace pipewright::standin {

/// How many surfaces make a batch full.
enum class BatchSizing {
  kFixed,           ///< batch_size
  kActiveUpToSize,  ///< one per source that has not ended, at most batch_size
  kActive,          ///< one per source that has not ended, whatever batch_size says
};

/// Whose frame is next.
enum class TurnOrder {
  kStrictTurns,  ///< in turns; a fast source waits for a slow one, until the time-out
  kArrival,      ///< in turns among the sources that have a frame
  kRoundRobin,   ///< a source gives what it may, then the next; goes on where the last batch ended
  kPriority,     ///< the same, but every batch begins with the most urgent source
};

/// What a `[source-config-N]` group says about one source.
struct SourceRules {
  unsigned priority = 0;  ///< lower ones go first
  unsigned max_frames_per_batch = 1;
  double max_fps = 60;
};

struct BatchRules {
  unsigned batch_size = 1;  ///< surfaces
  unsigned num_surfaces_per_frame = 1;
  BatchSizing sizing = BatchSizing::kFixed;
  TurnOrder order = TurnOrder::kStrictTurns;
  /// Longest wait for a full batch; no value waits for ever.
  std::optional<std::chrono::nanoseconds> timeout;
  /// The wait counts from the last batch instead of from the first frame of this one.
  bool waits_from_last_batch = false;
  /// Shortest time from one batch to the next.
  std::chrono::nanoseconds min_interval{0};
  /// Frames of one source in a batch (kRoundRobin, kPriority).
  unsigned max_same_source_frames = std::numeric_limits<unsigned>::max();
  /// Sources give no more than their max_fps (kRoundRobin, kPriority).
  bool limits_source_rates = false;
  std::map<unsigned, SourceRules> sources;  ///< by source id; others have the defaults
  /// Frames wait until they are `timeout` old, so that those of one time come together.
  bool syncs_inputs = false;
  /// The stream ends when the last source is removed.
  bool ends_without_sources = false;
};

}  // namespace pipewright::standin
