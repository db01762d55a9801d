// SPDX-License-Identifier: Apache-2.0
// The work of both kinds of nvstreammux: takes buffers and events of its sources, pushes batches.
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

#include <atomic>
#include <mutex>
#include <set>
#include <vector>

#include "batch_buffer.hpp"
#include "batch_collector.hpp"
#include "batch_pool.hpp"
#include "frame_scaler.hpp"
#include "mux_settings.hpp"
#include "ntp_time.hpp"

namespace pipewright::standin {

/// One sink pad; used from that pad's streaming thread.
struct MuxSource {
  MuxSource() { gst_segment_init(&segment, GST_FORMAT_TIME); }
  unsigned id = 0;
  GstSegment segment;
  FrameScaler scaler;
  NtpTime ntp;
};

/// One mux. Sources call take_* from their threads; the source pad's task calls push_batch.
class StreamMux {
 public:
  explicit StreamMux(GstElement* element);
  StreamMux(const StreamMux&) = delete;
  StreamMux& operator=(const StreamMux&) = delete;

  /// The pad that batches leave by; owned by the element.
  void set_src_pad(GstPad* pad) { src_pad_ = pad; }

  /// READY to PAUSED: begins with checked settings.
  void start(const MuxSettings& settings);
  /// New settings while it runs. Sizes and the batch size are those of the start.
  void change(const MuxSettings& settings);
  /// PAUSED to READY: forgets the stream.
  void stop();
  /// Starts and stops the thread that pushes batches.
  bool activate(bool is_active);

  void add_source(unsigned source_id);
  void remove_source(unsigned source_id);

  /// A frame of a source; waits while the source is too far ahead. Takes the buffer over.
  GstFlowReturn take_buffer(GstPad* pad, MuxSource& source, BufferPtr buffer);
  /// An event of a source; takes it over.
  bool take_event(GstPad* pad, MuxSource& source, GstPtr<GstEvent> event);
  /// Ends all sources behind the frames that they have delivered.
  void end();
  /// Passes a flushing seek to every source; false when none takes it.
  bool seek(GstPtr<GstEvent> event);
  /// Answers a latency query: that of the slowest live source and the wait for a batch.
  void answer_latency(GstQuery* query);

 private:
  static void loop(gpointer mux);
  void apply(const MuxSettings& settings);
  [[nodiscard]] GstClockTime running_time() const;
  [[nodiscard]] bool is_late(const MuxFrame& frame) const;
  bool take_pictures(GstPad* pad, MuxSource& source, GstBuffer* buffer, MuxFrame& frame);
  bool take_caps(GstPad* pad, MuxSource& source, GstCaps* caps);
  bool take_segment(GstPad* pad, MuxSource& source, GstEvent* event);
  bool take_flush_start(const MuxSource& source, GstPtr<GstEvent> event);
  bool take_flush_stop(MuxSource& source, GstPtr<GstEvent> event);
  void end_seek();
  bool negotiate(const GstVideoInfo& first);

  void push_batch();
  GstFlowReturn push_frames();
  bool push_stream_head();
  void push_source_events();
  void stop_pushing(GstFlowReturn flow);

  GstElement* element_;
  GstPad* src_pad_ = nullptr;
  MuxSettings settings_;  // of the start

  // May change while it runs.
  std::atomic<GstClockTime> wait_nanos_ = 0;  // longest wait of a frame for its batch
  std::atomic<GstClockTime> max_latency_ = 0;
  std::atomic<GstClockTime> upstream_latency_ = 0;  // of the slowest live source
  std::atomic<GstClockTime> frame_duration_ = GST_CLOCK_TIME_NONE;
  std::atomic<bool> syncs_inputs_ = false;
  std::atomic<bool> stamps_system_time_ = true;
  std::atomic<bool> keeps_eos_ = false;
  std::atomic<bool> resets_numbers_on_eos_ = false;
  std::atomic<bool> resets_numbers_on_reset_ = false;

  BatchCollector collector_;
  BatchPool pool_;
  // Of the pushing thread.
  BatchBuilder builder_;
  MuxBatch batch_;
  std::vector<GstPtr<GstEvent>> pending_events_;  // wait for the stream to begin
  bool has_pushed_eos_ = false;

  std::mutex mutex_;    // guards what follows
  ScaleTarget target_;  // fixed once is_negotiated_
  CapsPtr caps_;
  bool is_negotiated_ = false;
  bool sent_head_ = false;
  unsigned num_seeks_ = 0;               // that are being passed to the sources
  std::set<unsigned> flushing_sources_;  // of a seek
  GstPtr<GstEvent> flush_stop_;          // the latest one of theirs
  bool is_flushing_downstream_ = false;
};

}  // namespace pipewright::standin
