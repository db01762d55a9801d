// SPDX-License-Identifier: Apache-2.0
// Forms batches out of what several sources deliver, each on its own thread.
#pragma once

#include <gst/gst.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "batch_policy.hpp"
#include "mux_frame.hpp"
#include "source_queue.hpp"

namespace pipewright::standin {

/// Thread-safe. Sources push from their threads and wait while their queue is full; one thread
/// collects.
class BatchCollector {
 public:
  /// May change while batches are formed.
  void set_rules(const BatchRules& rules);
  /// Where frames learn whether they are due, if the rules line inputs up.
  void set_running_time(BatchPolicy::RunningTime running_time);

  void add_source(unsigned source_id);
  /// A waiting push returns. A source that has ended still gives its last frames, others lose them;
  /// `event` goes out behind them.
  void remove_source(unsigned source_id, GstPtr<GstEvent> event);

  /// Queues a frame; waits for room. FLUSHING, EOS (after the source's end) or what fail() said.
  GstFlowReturn push_frame(MuxFrame frame);
  /// Queues an event behind the source's frames; does not wait.
  void push_event(unsigned source_id, GstPtr<GstEvent> event);
  /// The source ends behind its queued frames; `event` announces it.
  void push_eos(unsigned source_id, GstPtr<GstEvent> event);
  /// All sources end behind their queued frames, and so do the batches, also where there is no
  /// source; `make_event` announces each of them.
  void push_eos_of_all(GstPtr<GstEvent> (*make_event)(unsigned source_id));
  /// The source starts again after its end.
  void restart_source(unsigned source_id);
  /// Queues an event ahead of the next batch.
  void push_global_event(GstPtr<GstEvent> event);

  /// Waits for the next batch; false when flushing, where everything stays with its source for a
  /// later batch. `batch` is emptied first.
  bool collect(MuxBatch& batch);

  /// From now on frames are taken and batches formed; all queues are empty.
  void start();
  /// Pushes and collect return at once until start().
  void stop();
  /// While paused collect returns at once; sources push until their queues are full.
  void set_paused(bool is_paused);
  /// Flushes one source: pushes return FLUSHING until it ends, and its queue is emptied.
  void set_source_flushing(unsigned source_id, bool is_flushing);
  /// Downstream takes no more: later pushes get `flow`. GST_FLOW_OK undoes it.
  void fail(GstFlowReturn flow);

 private:
  /// Where an event of the batch that is being formed came from.
  struct EventOrigin {
    std::optional<unsigned> source_id;  // none for global events
    bool is_eos = false;
  };

  void end_source(SourceQueue& source, GstPtr<GstEvent> event);
  void fill(MuxBatch& batch);
  void put_back(MuxBatch& batch);
  bool take_events(unsigned source_id, SourceQueue& source, MuxBatch& batch);
  [[nodiscard]] bool have_all_ended() const;
  [[nodiscard]] unsigned max_queued_frames() const;
  bool wait_for_interval(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;   // wakes the collector
  std::condition_variable has_room_;  // wakes pushing sources
  BatchPolicy policy_;
  SourceQueues sources_;
  std::vector<GstPtr<GstEvent>> global_events_;
  std::vector<EventOrigin> event_origins_;  // of the batch that is being formed
  bool is_stopped_ = true;
  bool is_paused_ = false;
  bool sent_eos_ = false;
  bool had_sources_ = false;
  bool is_ending_ = false;  // all sources were told to
  GstFlowReturn flow_ = GST_FLOW_OK;
};

}  // namespace pipewright::standin
