// SPDX-License-Identifier: Apache-2.0
// Life of the mux and what it pushes. What it takes is in stream_mux_input.cpp.

#include "stream_mux.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/text.hpp"
#include "gst-nvevent.h"
#include "gst-nvmessage.h"

GST_DEBUG_CATEGORY_EXTERN(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

namespace pipewright::standin {

StreamMux::StreamMux(GstElement* element) : element_(element) {
  collector_.set_running_time([this] { return running_time(); });
}

void StreamMux::start(const MuxSettings& settings) {
  settings_ = settings;
  target_.keeps_shape = settings.keeps_shape;
  target_.interpolation = settings.interpolation;
  builder_.set_format({settings.rules.batch_size, settings.width, settings.height,
                       settings.rules.num_surfaces_per_frame, settings.sorts_by_source,
                       settings.rules.syncs_inputs});
  pool_.set_size(settings.num_batches);
  apply(settings);
}

void StreamMux::change(const MuxSettings& settings) {
  MuxSettings kept = settings;
  kept.rules.batch_size = settings_.rules.batch_size;
  kept.rules.num_surfaces_per_frame = settings_.rules.num_surfaces_per_frame;
  apply(kept);
}

void StreamMux::apply(const MuxSettings& settings) {
  const GstClockTime timeout =
      settings.rules.timeout ? static_cast<GstClockTime>(settings.rules.timeout->count()) : 0;
  wait_nanos_ = timeout;
  max_latency_ = settings.max_latency;
  frame_duration_ = settings.frame_duration;
  syncs_inputs_ = settings.rules.syncs_inputs;
  stamps_system_time_ = settings.stamps_system_time;
  keeps_eos_ = settings.keeps_eos;
  resets_numbers_on_eos_ = settings.resets_numbers_on_eos;
  resets_numbers_on_reset_ = settings.resets_numbers_on_reset;
  collector_.set_rules(settings.rules);
}

/// NONE while the pipeline has no clock yet or does not play.
GstClockTime StreamMux::running_time() const {
  const GstPtr<GstClock> clock(gst_element_get_clock(element_));
  if (!clock || GST_STATE(element_) != GST_STATE_PLAYING) return GST_CLOCK_TIME_NONE;
  const GstClockTime now = gst_clock_get_time(clock.get());
  const GstClockTime base = gst_element_get_base_time(element_);
  return now < base ? GST_CLOCK_TIME_NONE : now - base;
}

void StreamMux::stop() {
  builder_.reset();
  batch_.clear();
  pending_events_.clear();
  has_pushed_eos_ = false;
  upstream_latency_ = 0;
  const std::lock_guard lock(mutex_);
  caps_.reset();
  is_negotiated_ = false;
  sent_head_ = false;
  flushing_sources_.clear();
  flush_stop_.reset();
  is_flushing_downstream_ = false;
}

bool StreamMux::activate(bool is_active) {
  if (is_active) {
    collector_.start();
    pool_.open();
    return gst_pad_start_task(src_pad_, &StreamMux::loop, this, nullptr) != FALSE;
  }
  collector_.stop();
  pool_.close();
  return gst_pad_stop_task(src_pad_) != FALSE;
}

void StreamMux::add_source(unsigned source_id) {
  collector_.add_source(source_id);
  collector_.push_global_event(GstPtr<GstEvent>(gst_nvevent_new_pad_added(source_id)));
}

void StreamMux::remove_source(unsigned source_id) {
  collector_.remove_source(source_id, GstPtr<GstEvent>(gst_nvevent_new_pad_deleted(source_id)));
  {
    const std::lock_guard lock(mutex_);
    flushing_sources_.erase(source_id);
  }
  end_seek();
}

void StreamMux::end() {
  collector_.push_eos_of_all(
      [](unsigned source_id) { return GstPtr<GstEvent>(gst_nvevent_new_stream_eos(source_id)); });
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
    upstream_latency_ = sum.min;
    // A frame may wait for its batch that long.
    const GstClockTime own = add_times(wait_nanos_, max_latency_);
    sum.min = add_times(sum.min, own);
    if (GST_CLOCK_TIME_IS_VALID(sum.max)) sum.max = std::max(add_times(sum.max, own), sum.min);
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
  for (const unsigned source_id : batch_.ended_sources) {
    GST_INFO_OBJECT(element_, "source %u has ended", source_id);
    if (resets_numbers_on_eos_) builder_.reset_frame_number(source_id);
    gst_element_post_message(element_,
                             gst_nvmessage_new_stream_eos(GST_OBJECT_CAST(element_), source_id));
  }
  if (!push_stream_head()) return;
  push_source_events();
  if (!batch_.frames.empty()) {
    const GstFlowReturn flow = push_frames();
    if (flow != GST_FLOW_OK) {
      stop_pushing(flow);
      return;
    }
  }
  if (!batch_.is_eos || keeps_eos_) return;
  gst_pad_push_event(src_pad_, gst_event_new_eos());
  has_pushed_eos_ = true;
}

GstFlowReturn StreamMux::push_frames() {
  if (!pool_.wait_for_room()) return GST_FLOW_FLUSHING;
  GstBuffer* batch = builder_.build(batch_);
  pool_.count(batch);
  return gst_pad_push(src_pad_, batch);
}

/// Stream-start, caps and segment, before anything else, and again when sources go on after the
/// end. False as long as the caps are not known. An end that is passed on without any caps before
/// it still needs a stream to end.
bool StreamMux::push_stream_head() {
  CapsPtr caps;
  {
    const std::lock_guard lock(mutex_);
    const bool is_eos = batch_.is_eos;
    if (has_pushed_eos_) {
      if (batch_.frames.empty() && !is_eos) return false;
      has_pushed_eos_ = false;
      sent_head_ = false;
    }
    if (sent_head_) return true;
    if (!is_negotiated_ && (!is_eos || keeps_eos_)) return false;
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
