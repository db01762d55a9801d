// SPDX-License-Identifier: Apache-2.0
// Life of the mux and what it pushes. What it takes is in stream_mux_input.cpp.

#include "stream_mux.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>

#include "common/text.hpp"
#include "gst-nvevent.h"
#include "gst-nvmessage.h"

GST_DEBUG_CATEGORY_EXTERN(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

namespace pipewright::standin {

bool StreamMux::start() {
  const char* name = GST_OBJECT_NAME(element_);
  batch_size_ = properties_->uint_value(mux_props::kBatchSize);
  width_ = properties_->uint_value(mux_props::kWidth);
  height_ = properties_->uint_value(mux_props::kHeight);
  if (batch_size_ == 0) {
    GST_ELEMENT_ERROR(element_, LIBRARY, SETTINGS,
                      ("Property batch-size of %s is 0: set it to the number of sources.", name),
                      (nullptr));
    return false;
  }
  constexpr unsigned kLargest = 32768;
  if (width_ == 0 || height_ == 0 || width_ > kLargest || height_ > kLargest) {
    GST_ELEMENT_ERROR(element_, LIBRARY, SETTINGS,
                      ("Properties width and height of %s are %u and %u: set both to the size that "
                       "the batch's frames shall have, e.g. 1280 and 720, at most %u.",
                       name, width_, height_, kLargest),
                      (nullptr));
    return false;
  }
  num_surfaces_per_frame_ = properties_->uint_value(mux_props::kNumSurfacesPerFrame);
  stamps_system_time_ = properties_->boolean_value(mux_props::kAttachSysTs);
  keeps_eos_ = properties_->boolean_value(mux_props::kDropPipelineEos);
  resets_numbers_on_eos_ = properties_->boolean_value(mux_props::kFrameNumResetOnEos);
  resets_numbers_on_reset_ = properties_->boolean_value(mux_props::kFrameNumResetOnStreamReset);
  target_.keeps_shape = properties_->boolean_value(mux_props::kEnablePadding);
  target_.interpolation =
      interpolation_from_number(properties_->enum_value(mux_props::kInterpolationMethod));
  builder_.set_format({batch_size_, width_, height_, num_surfaces_per_frame_,
                       properties_->boolean_value(mux_props::kSortBatch)});
  BatchRules rules;
  rules.batch_size = batch_size_;
  rules.is_live = properties_->boolean_value(mux_props::kLiveSource);
  const char* adaptive = std::getenv("NVSTREAMMUX_ADAPTIVE_BATCHING");
  rules.is_adaptive = adaptive != nullptr && std::strcmp(adaptive, "yes") == 0;
  wait_nanos_ = properties_->uint_value(mux_props::kMaxLatency);
  if (const int micros = properties_->int_value(mux_props::kBatchedPushTimeout); micros >= 0) {
    rules.timeout = std::chrono::microseconds(micros);
    wait_nanos_ += static_cast<GstClockTime>(micros) * GST_USECOND;
  }
  collector_.set_rules(rules);
  return true;
}

void StreamMux::stop() {
  builder_.reset();
  batch_.clear();
  pending_events_.clear();
  const std::lock_guard lock(mutex_);
  caps_.reset();
  is_negotiated_ = false;
  sent_head_ = false;
  is_seeking_ = false;
  is_flushing_downstream_ = false;
}

bool StreamMux::activate(bool is_active) {
  if (is_active) {
    collector_.start();
    return gst_pad_start_task(src_pad_, &StreamMux::loop, this, nullptr) != FALSE;
  }
  collector_.stop();
  return gst_pad_stop_task(src_pad_) != FALSE;
}

void StreamMux::add_source(unsigned source_id) {
  collector_.add_source(source_id);
  collector_.push_global_event(GstPtr<GstEvent>(gst_nvevent_new_pad_added(source_id)));
}

void StreamMux::remove_source(unsigned source_id) {
  collector_.remove_source(source_id);
  collector_.push_global_event(GstPtr<GstEvent>(gst_nvevent_new_pad_deleted(source_id)));
}

void StreamMux::answer_latency(GstQuery* query) {
  struct Latency {
    bool is_live = false;
    GstClockTime min = 0;
    GstClockTime max = GST_CLOCK_TIME_NONE;
  } sum;
  gst_element_foreach_sink_pad(
      element_,
      [](GstElement*, GstPad* pad, gpointer data) -> gboolean {
        auto& total = *static_cast<Latency*>(data);
        GstQuery* peer_query = gst_query_new_latency();
        if (gst_pad_peer_query(pad, peer_query) != FALSE) {
          gboolean is_live = FALSE;
          GstClockTime min = 0;
          GstClockTime max = GST_CLOCK_TIME_NONE;
          gst_query_parse_latency(peer_query, &is_live, &min, &max);
          if (is_live != FALSE) {
            total.is_live = true;
            total.min = std::max(total.min, min);
            total.max = std::min(total.max, max);
          }
        }
        gst_query_unref(peer_query);
        return TRUE;
      },
      &sum);
  if (sum.is_live) {
    // A frame may wait for its batch that long.
    sum.min += wait_nanos_;
    if (GST_CLOCK_TIME_IS_VALID(sum.max)) sum.max = std::max(sum.max + wait_nanos_, sum.min);
  }
  gst_query_set_latency(query, sum.is_live ? TRUE : FALSE, sum.min, sum.max);
}

void StreamMux::loop(gpointer mux) {
  static_cast<StreamMux*>(mux)->push_batch();
}

void StreamMux::push_batch() {
  if (!collector_.collect(batch_)) {
    gst_pad_pause_task(src_pad_);
    return;
  }
  std::move(batch_.events.begin(), batch_.events.end(), std::back_inserter(pending_events_));
  if (!push_stream_head(batch_.is_eos)) return;
  push_source_events();
  for (const unsigned source_id : batch_.ended_sources) {
    GST_INFO_OBJECT(element_, "source %u has ended", source_id);
    if (resets_numbers_on_eos_) builder_.reset_frame_number(source_id);
    gst_element_post_message(element_,
                             gst_nvmessage_new_stream_eos(GST_OBJECT_CAST(element_), source_id));
  }
  if (!batch_.frames.empty()) {
    const GstFlowReturn flow = gst_pad_push(src_pad_, builder_.build(batch_));
    if (flow != GST_FLOW_OK) {
      stop_pushing(flow);
      return;
    }
  }
  if (batch_.is_eos && !keeps_eos_) gst_pad_push_event(src_pad_, gst_event_new_eos());
}

/// Stream-start, caps and segment, before anything else. False as long as the caps are not known.
/// An end without any caps before it still needs a stream to end.
bool StreamMux::push_stream_head(bool is_eos) {
  CapsPtr caps;
  {
    const std::lock_guard lock(mutex_);
    if (sent_head_) return true;
    if (!is_negotiated_ && !is_eos) return false;
    sent_head_ = true;
    caps = share_caps(caps_.get());
  }
  // GStreamer makes ids for elements with one input only.
  const std::string stream_id =
      concat(std::string_view(GST_OBJECT_NAME(element_)), "/", g_random_int());
  GstEvent* start = gst_event_new_stream_start(stream_id.c_str());
  gst_event_set_group_id(start, gst_util_group_id_next());
  gst_pad_push_event(src_pad_, start);
  if (!caps) return true;
  gst_pad_push_event(src_pad_, gst_event_new_caps(caps.get()));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_pad_push_event(src_pad_, gst_event_new_segment(&segment));
  return true;
}

void StreamMux::push_source_events() {
  for (auto& event : pending_events_) {
    if (GST_EVENT_TYPE(event.get()) == static_cast<GstEventType>(GST_NVEVENT_STREAM_RESET)) {
      unsigned source_id = 0;
      gst_nvevent_parse_stream_reset(event.get(), &source_id);
      if (resets_numbers_on_reset_) builder_.reset_frame_number(source_id);
    }
    gst_pad_push_event(src_pad_, event.release());
  }
  pending_events_.clear();
}

/// Stops the thread. Flushing is a pause, after which the sources go on; everything else is the
/// end, which the sources learn of and, if it is an error, the user too.
void StreamMux::stop_pushing(GstFlowReturn flow) {
  GST_DEBUG_OBJECT(element_, "pausing: %s", gst_flow_get_name(flow));
  gst_pad_pause_task(src_pad_);
  if (flow == GST_FLOW_FLUSHING) return;
  collector_.fail(flow);
  if (flow == GST_FLOW_NOT_LINKED || flow < GST_FLOW_EOS) GST_ELEMENT_FLOW_ERROR(element_, flow);
  gst_pad_push_event(src_pad_, gst_event_new_eos());
}

}  // namespace pipewright::standin
