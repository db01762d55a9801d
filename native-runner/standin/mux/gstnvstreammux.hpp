// SPDX-License-Identifier: Apache-2.0
// The state of nvstreammux and of its sink pads.
#pragma once

#include <gst/gst.h>

#include <mutex>

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

/// One mux.
struct StreamMux {
  /// Takes over the properties; they hold from READY to PAUSED until it is READY again.
  void read_properties();
  /// Forgets what was negotiated.
  void stop();

  PropertyStore* properties = nullptr;
  GstPad* src_pad = nullptr;  // owned by the element

  unsigned batch_size = 0;
  unsigned width = 0;
  unsigned height = 0;
  unsigned num_surfaces_per_frame = 1;
  GstClockTime timeout_nanos = 0;
  GstClockTime max_latency_nanos = 0;
  bool stamps_system_time = true;
  bool keeps_eos = false;
  bool resets_numbers_on_eos = false;
  bool resets_numbers_on_reset = false;

  BatchCollector collector;
  BatchBuilder builder;                          // src thread
  MuxBatch batch;                                // src thread
  std::vector<GstPtr<GstEvent>> pending_events;  // src thread; wait for the stream to begin

  std::mutex mutex;    // guards what follows
  ScaleTarget target;  // fixed once is_negotiated
  CapsPtr caps;
  bool is_negotiated = false;
  bool sent_head = false;
  bool is_seeking = false;
  bool is_flushing_downstream = false;
  unsigned num_flushing = 0;
};

}  // namespace pipewright::standin
