// SPDX-License-Identifier: Apache-2.0
#include "drained_restart.hpp"

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

GstPadProbeReturn hide_end(GstPad*, GstPadProbeInfo* info, gpointer) {
  const bool is_end = GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_EOS;
  return is_end ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

/// Whether what follows has got such an event already.
bool is_known(GstPad* pad, GstEvent* event) {
  const PadPtr peer(gst_pad_get_peer(pad));
  const GstPtr<GstEvent> known(peer ? gst_pad_get_sticky_event(peer.get(), GST_EVENT_TYPE(event), 0)
                                    : nullptr);
  if (!known) return false;
  if (GST_EVENT_TYPE(event) == GST_EVENT_STREAM_START) return true;
  if (GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
    GstCaps* caps = nullptr;
    GstCaps* known_caps = nullptr;
    gst_event_parse_caps(event, &caps);
    gst_event_parse_caps(known.get(), &known_caps);
    return gst_caps_is_equal(caps, known_caps) != FALSE;
  }
  if (GST_EVENT_TYPE(event) == GST_EVENT_SEGMENT) {
    const GstSegment* segment = nullptr;
    const GstSegment* known_segment = nullptr;
    gst_event_parse_segment(event, &segment);
    gst_event_parse_segment(known.get(), &known_segment);
    return gst_segment_is_equal(segment, known_segment) != FALSE;
  }
  return false;
}

/// Up to the first frame of the new start.
GstPadProbeReturn hide_start(GstPad* pad, GstPadProbeInfo* info, gpointer) {
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) == 0) {
    return GST_PAD_PROBE_REMOVE;
  }
  return is_known(pad, GST_PAD_PROBE_INFO_EVENT(info)) ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

gboolean send_again(GstPad*, GstEvent** event, gpointer target) {
  gst_pad_send_event(GST_PAD_CAST(target), gst_event_ref(*event));
  return TRUE;
}

/// The state that a bin has, or is on its way to.
GstState goal_of(GstElement* bin) {
  GST_OBJECT_LOCK(bin);
  const GstState pending = GST_STATE_PENDING(bin);
  const GstState goal = pending == GST_STATE_VOID_PENDING ? GST_STATE(bin) : pending;
  GST_OBJECT_UNLOCK(bin);
  return goal;
}

}  // namespace

void restart_drained(GstElement* element, const std::function<void()>& configure) {
  const PadPtr sink(gst_element_get_static_pad(element, "sink"));
  const PadPtr source(gst_element_get_static_pad(element, "src"));
  const PadPtr before(gst_pad_get_peer(sink.get()));
  const ElementPtr bin(GST_ELEMENT_CAST(gst_object_get_parent(GST_OBJECT_CAST(element))));
  if (!before || !bin) return;

  const gulong ending = gst_pad_add_probe(source.get(), GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                                          &hide_end, nullptr, nullptr);
  gst_pad_send_event(sink.get(), gst_event_new_eos());
  gst_pad_remove_probe(source.get(), ending);

  // The bin's own changes of state leave the element alone for so long.
  gst_element_set_locked_state(element, TRUE);
  gst_element_set_state(element, GST_STATE_READY);
  configure();
  gst_pad_add_probe(
      source.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST |
                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &hide_start, nullptr, nullptr);
  gst_element_set_state(element, goal_of(bin.get()));
  gst_element_set_locked_state(element, FALSE);
  // The bin may have been stopped meanwhile, and have passed the locked element by.
  if (const GstState goal = goal_of(bin.get()); goal < GST_STATE(element)) {
    gst_element_set_state(element, goal);
  }
  gst_pad_sticky_events_foreach(before.get(), &send_again, sink.get());
}

}  // namespace pipewright::standin
