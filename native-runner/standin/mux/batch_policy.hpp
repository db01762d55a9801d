// SPDX-License-Identifier: Apache-2.0
// Decides whose frame goes into a batch next, and when the batch is full.
#pragma once

#include <functional>
#include <vector>

#include "batch_rules.hpp"
#include "source_queue.hpp"

namespace pipewright::standin {

/// Not thread-safe; the collector's lock guards it.
class BatchPolicy {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  /// Running time of the pipeline, or NONE while there is none.
  using RunningTime = std::function<GstClockTime()>;

  void set_rules(const BatchRules& rules) { rules_ = rules; }
  [[nodiscard]] const BatchRules& rules() const { return rules_; }
  void set_running_time(RunningTime running_time) { running_time_ = std::move(running_time); }

  /// Forgets turns and times.
  void reset();
  void begin_batch(SourceQueues& sources);
  /// The source whose front frame is taken next; null when none may give now.
  SourceQueue* next_source(SourceQueues& sources, unsigned num_surfaces, unsigned& source_id);
  /// A frame of the source was taken.
  void took_frame(SourceQueue& source, unsigned source_id);
  void end_batch(SourceQueues& sources, TimePoint now);

  /// Surfaces of a full batch.
  [[nodiscard]] unsigned num_wanted(const SourceQueues& sources) const;
  /// Whether a batch of `num_surfaces` is not to wait any longer for more.
  [[nodiscard]] bool is_complete(const SourceQueues& sources, unsigned num_surfaces) const;
  /// When the batch goes out as it is; no value for never. `first_frame` is when its first frame
  /// was taken.
  [[nodiscard]] std::optional<TimePoint> deadline(std::optional<TimePoint> first_frame) const;
  /// When a frame that was held back for its time or its source's rate may be taken; no value when
  /// none is held back.
  [[nodiscard]] std::optional<TimePoint> next_release() const { return next_release_; }
  /// The earliest time for the next batch.
  [[nodiscard]] TimePoint earliest_push() const { return last_batch_ + rules_.min_interval; }

 private:
  SourceQueue* next_in_turns(SourceQueues& sources, unsigned& source_id);
  SourceQueue* next_in_order(SourceQueues& sources, unsigned& source_id);
  [[nodiscard]] SourceRules rules_of(unsigned source_id) const;
  [[nodiscard]] unsigned max_frames(unsigned source_id, unsigned num_wanted) const;
  [[nodiscard]] bool can_still_give(const SourceQueue& source) const;
  bool is_held_back(const SourceQueue& source, unsigned source_id);
  void release_at(TimePoint time);

  BatchRules rules_;
  RunningTime running_time_;
  unsigned next_turn_ = 0;              // the source id whose turn it is, or the next higher one
  std::optional<unsigned> last_giver_;  // of this batch
  std::optional<unsigned> previous_giver_;  // of the batch before it
  std::vector<unsigned> order_;             // source ids; kept for its capacity
  std::optional<TimePoint> next_release_;
  TimePoint last_batch_;
};

}  // namespace pipewright::standin
