// SPDX-License-Identifier: Apache-2.0
// Forms batches out of what several sources deliver, each on its own thread.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "common/gst_ptr.hpp"
#include "surface/picture.hpp"

namespace pipewright::standin {

/// One frame that waits for its batch; the picture has the mux's size and format already.
struct MuxFrame {
  unsigned source_id = 0;
  PictureRef picture;
  GstClockTime pts = GST_CLOCK_TIME_NONE;           ///< in the source's segment
  GstClockTime running_time = GST_CLOCK_TIME_NONE;  ///< of pts
  GstClockTime duration = GST_CLOCK_TIME_NONE;
  guint64 ntp_timestamp = 0;  ///< ns since 1970, 0 when unknown
  int source_width = 0;       ///< pixels before scaling
  int source_height = 0;
  BufferPtr origin;  ///< the source's buffer, only if it has NvDs metadata to take over
};

/// What comes out: events to send first, then frames, then whether the stream is over.
struct MuxBatch {
  std::vector<GstPtr<GstEvent>> events;
  std::vector<unsigned> ended_sources;  ///< sources whose end is among the events
  std::vector<MuxFrame> frames;
  bool is_eos = false;

  void clear();
};

/// How batches are formed.
struct BatchRules {
  unsigned batch_size = 1;
  /// Longest wait for a full batch, from its first frame on; no value waits for ever.
  std::optional<std::chrono::microseconds> timeout;
  /// Live sources: a batch takes whatever arrives. Otherwise sources take strict turns, so that a
  /// fast one waits for a slow one until the time-out.
  bool is_live = false;
  /// A batch is full with one frame of each source that has not ended.
  bool is_adaptive = false;
};

/// Thread-safe. Sources push from their threads and wait while their queue is full; one thread
/// collects.
class BatchCollector {
 public:
  void set_rules(const BatchRules& rules);

  void add_source(unsigned source_id);
  /// Its queued frames are gone; a waiting push returns.
  void remove_source(unsigned source_id);

  /// Queues a frame; waits for room. FLUSHING, EOS (after the source's end) or what fail() said.
  GstFlowReturn push_frame(MuxFrame frame);
  /// Queues an event behind the source's frames; does not wait.
  void push_event(unsigned source_id, GstPtr<GstEvent> event);
  /// The source ends behind its queued frames; `event` announces it.
  void push_eos(unsigned source_id, GstPtr<GstEvent> event);
  /// The source starts again after its end.
  void restart_source(unsigned source_id);
  /// Queues an event ahead of the next batch.
  void push_global_event(GstPtr<GstEvent> event);

  /// Waits for the next batch; false when flushing. `batch` is emptied first.
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
  /// A frame, an event, or (event and is_eos) the end.
  struct Item {
    MuxFrame frame;
    GstPtr<GstEvent> event;
    bool is_eos = false;
  };
  struct Source {
    std::deque<Item> queue;
    unsigned num_queued_frames = 0;
    unsigned num_in_batch = 0;  // frames taken into the batch that is being formed
    bool has_ended = false;     // its end was collected
    bool got_eos = false;       // its end was pushed
    bool is_flushing = false;
  };

  void fill(MuxBatch& batch);
  bool take_events(unsigned source_id, Source& source, MuxBatch& batch);
  Source* next_source(unsigned& source_id);
  [[nodiscard]] bool can_still_give(const Source& source) const;
  [[nodiscard]] unsigned num_wanted() const;
  [[nodiscard]] bool is_complete(const MuxBatch& batch) const;
  [[nodiscard]] bool have_all_ended() const;

  std::mutex mutex_;
  std::condition_variable changed_;   // wakes the collector
  std::condition_variable has_room_;  // wakes pushing sources
  BatchRules rules_;
  std::map<unsigned, Source> sources_;
  std::vector<GstPtr<GstEvent>> global_events_;
  unsigned next_turn_ = 0;  // the source id whose turn it is, or the next higher one
  bool is_stopped_ = true;
  bool is_paused_ = false;
  bool sent_eos_ = false;
  GstFlowReturn flow_ = GST_FLOW_OK;
};

}  // namespace pipewright::standin
