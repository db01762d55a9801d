// SPDX-License-Identifier: Apache-2.0
#include "loop_gate.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin {

LoopGate::LoopGate(GstElement* bin, std::string uri) : bin_(bin), uri_(std::move(uri)) {}

void LoopGate::add_pad(GstPad* pad) {
  Gate* gate = nullptr;
  {
    const std::lock_guard lock(mutex_);
    gate = gates_.emplace_back(std::make_unique<Gate>()).get();
    gate->pad = share_object(pad);
  }
  const gulong probe_id = gst_pad_add_probe(
      pad,
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM |
                                   GST_PAD_PROBE_TYPE_EVENT_FLUSH),
      &LoopGate::on_data, new Probe{shared_from_this(), gate},
      [](gpointer probe) { delete static_cast<Probe*>(probe); });
  const std::lock_guard lock(mutex_);
  gate->probe_id = probe_id;
}

void LoopGate::close() {
  std::vector<std::pair<GstPad*, gulong>> probes;
  {
    const std::lock_guard lock(mutex_);
    is_looping_ = false;
    for (const auto& gate : gates_) probes.emplace_back(gate->pad.get(), gate->probe_id);
  }
  // A probe that is running keeps its data, and with it this, until it returns.
  for (const auto& [pad, probe_id] : probes) gst_pad_remove_probe(pad, probe_id);
}

void LoopGate::stop_looping() {
  const std::lock_guard lock(mutex_);
  is_looping_ = false;
}

GstPadProbeReturn LoopGate::on_data(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const Probe& probe = *static_cast<Probe*>(data);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    probe.owner->shift(*probe.gate, info);
    return GST_PAD_PROBE_OK;
  }
  return probe.owner->on_event(*probe.gate, info);
}

GstPadProbeReturn LoopGate::on_event(Gate& gate, GstPadProbeInfo* info) {
  GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_SEGMENT:
      return on_segment(gate, info);
    case GST_EVENT_EOS: {
      bool have_all_ended = false;
      {
        const std::lock_guard lock(mutex_);
        if (!is_looping_) return GST_PAD_PROBE_OK;
        gate.is_at_end = true;
        have_all_ended = std::all_of(gates_.begin(), gates_.end(),
                                     [](const auto& each) { return each->is_at_end; });
      }
      if (have_all_ended) rewind_later(gate.pad.get());
      return GST_PAD_PROBE_DROP;
    }
    case GST_EVENT_FLUSH_START:
    case GST_EVENT_FLUSH_STOP: {
      // Those of the own seek stop here; those of a user's seek go on.
      const std::lock_guard lock(mutex_);
      const bool is_own = gate.is_at_end || gst_event_get_seqnum(event) == rewind_seqnum_;
      return is_own ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
    }
    default:
      return GST_PAD_PROBE_OK;
  }
}

GstPadProbeReturn LoopGate::on_segment(Gate& gate, GstPadProbeInfo* info) {
  GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
  GstSegment segment;
  gst_event_copy_segment(event, &segment);
  const std::lock_guard lock(mutex_);
  // Parsers may send the segment of one seek more than once.
  const bool is_own = gate.is_at_end || gst_event_get_seqnum(event) == rewind_seqnum_;
  if (gate.has_segment && is_own) {
    if (!gate.is_at_end) return GST_PAD_PROBE_DROP;
    gate.is_at_end = false;
    gate.shifts = true;
    gate.origin = segment.start;
    gate.round_base = end_;
    return GST_PAD_PROBE_DROP;
  }
  // The first round, or a seek of the user's. The stop of the file is not the stop of the endless
  // stream.
  gate.has_segment = true;
  gate.is_at_end = false;
  gate.shifts = false;
  segment.stop = GST_CLOCK_TIME_NONE;
  segment.duration = GST_CLOCK_TIME_NONE;
  GstEvent* open = gst_event_new_segment(&segment);
  gst_event_set_seqnum(open, gst_event_get_seqnum(event));
  gst_event_unref(event);
  GST_PAD_PROBE_INFO_DATA(info) = open;
  return GST_PAD_PROBE_OK;
}

void LoopGate::shift(Gate& gate, GstPadProbeInfo* info) {
  const std::lock_guard lock(mutex_);
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  if (gate.shifts) {
    buffer = gst_buffer_make_writable(buffer);
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    const auto moved = [&](GstClockTime time) {
      if (!GST_CLOCK_TIME_IS_VALID(time)) return time;
      // Decoding times may lie before the segment.
      const GstClockTime later = time + gate.round_base;
      return later > gate.origin ? later - gate.origin : 0;
    };
    GST_BUFFER_PTS(buffer) = moved(GST_BUFFER_PTS(buffer));
    GST_BUFFER_DTS(buffer) = moved(GST_BUFFER_DTS(buffer));
  }
  if (!GST_BUFFER_PTS_IS_VALID(buffer)) return;
  const GstClockTime duration =
      GST_BUFFER_DURATION_IS_VALID(buffer) ? GST_BUFFER_DURATION(buffer) : 0;
  end_ = std::max(end_, GST_BUFFER_PTS(buffer) + duration);
}

/// Seeks from another thread: this one is the demuxer's, which a flushing seek has to wait for.
void LoopGate::rewind_later(GstPad* pad) {
  struct Job {
    PadPtr pad;
    std::string uri;
    GstPtr<GstEvent> seek;
  };
  GstPtr<GstEvent> seek(gst_event_new_seek(
      1.0, GST_FORMAT_TIME, static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT),
      GST_SEEK_TYPE_SET, 0, GST_SEEK_TYPE_NONE, GST_CLOCK_TIME_NONE));
  {
    const std::lock_guard lock(mutex_);
    rewind_seqnum_ = gst_event_get_seqnum(seek.get());
  }
  gst_element_call_async(
      bin_,
      [](GstElement* bin, gpointer data) {
        auto& job = *static_cast<Job*>(data);
        if (gst_pad_send_event(job.pad.get(), job.seek.release()) != FALSE) return;
        if (GST_STATE_TARGET(bin) < GST_STATE_PAUSED) return;
        GST_ELEMENT_ERROR(bin, RESOURCE, SEEK,
                          ("%s cannot play %s in a loop: it cannot be rewound.",
                           GST_OBJECT_NAME(bin), job.uri.c_str()),
                          ("set file-loop to false"));
      },
      new Job{share_object(pad), uri_, std::move(seek)},
      [](gpointer data) { delete static_cast<Job*>(data); });
}

}  // namespace pipewright::standin
