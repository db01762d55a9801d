// SPDX-License-Identifier: Apache-2.0
// The work of nvstreammux: takes buffers and events of its sources, pushes batches.
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

#include <mutex>
#include <vector>

#include "batch_buffer.hpp"
#include "batch_collector.hpp"
#include "frame_scaler.hpp"
#include "properties/nvstreammux.gen.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

namespace mux_props = properties::nvstreammux;

/// One sink pad; used from that pad's streaming thread.
struct MuxSource {
  MuxSource() { gst_segment_init(&segment, GST_FORMAT_TIME); }
  unsigned id = 0;
  GstSegment segment;
  FrameScaler scaler;
};

/// One mux. Sources call take_* from their threads; the source pad's task calls push_batch.
class StreamMux {
 public:
  StreamMux(GstElement* element, PropertyStore* properties)
      : element_(element), properties_(properties) {}
  StreamMux(const StreamMux&) = delete;
  StreamMux& operator=(const StreamMux&) = delete;

  /// The pad that batches leave by; owned by the element.
  void set_src_pad(GstPad* pad) { src_pad_ = pad; }

  /// READY to PAUSED: takes over the properties. Posts an error and is false when one is missing.
  bool start();
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
  /// Called before a seek goes to the sources.
  void expect_flush();
  /// Answers a latency query: that of the slowest live source and the wait for a batch.
  void answer_latency(GstQuery* query);

 private:
  static void loop(gpointer mux);
  bool take_caps(GstPad* pad, GstCaps* caps);
  bool take_segment(GstPad* pad, MuxSource& source, GstEvent* event);
  bool take_flush_start(MuxSource& source);
  bool take_flush_stop(MuxSource& source, GstPtr<GstEvent> event);
  bool negotiate(const GstVideoInfo& first);

  void push_batch();
  bool push_stream_head(bool is_eos);
  void push_source_events();
  void stop_pushing(GstFlowReturn flow);

  GstElement* element_;
  PropertyStore* properties_;
  GstPad* src_pad_ = nullptr;

  // From the properties, fixed while it runs.
  unsigned batch_size_ = 0;
  unsigned width_ = 0;
  unsigned height_ = 0;
  unsigned num_surfaces_per_frame_ = 1;
  GstClockTime wait_nanos_ = 0;
  bool stamps_system_time_ = true;
  bool keeps_eos_ = false;
  bool resets_numbers_on_eos_ = false;
  bool resets_numbers_on_reset_ = false;

  BatchCollector collector_;
  // Of the pushing thread.
  BatchBuilder builder_;
  MuxBatch batch_;
  std::vector<GstPtr<GstEvent>> pending_events_;  // wait for the stream to begin

  std::mutex mutex_;    // guards what follows
  ScaleTarget target_;  // fixed once is_negotiated_
  CapsPtr caps_;
  bool is_negotiated_ = false;
  bool sent_head_ = false;
  bool is_seeking_ = false;
  bool is_flushing_downstream_ = false;
  unsigned num_flushing_ = 0;
};

}  // namespace pipewright::standin
