// SPDX-License-Identifier: Apache-2.0
// Events and messages about single sources of a batch.

#include "gst-nvevent.h"
#include "gst-nvmessage.h"

namespace {

constexpr const char* kSourceId = "source-id";
constexpr const char* kStreamId = "stream-id";
constexpr const char* kSegment = "segment";
constexpr const char* kStreamEos = "stream-eos";

/// Sticky events of one type are told apart by their structure's name, so the name carries the
/// source: a pad keeps the latest event of each source.
GstEvent* new_event(GstNvEventType type, const char* what, guint source_id) {
  gchar* name = g_strdup_printf("nv-%s-%u", what, source_id);
  GstStructure* structure = gst_structure_new(name, kSourceId, G_TYPE_UINT, source_id, nullptr);
  g_free(name);
  return gst_event_new_custom(static_cast<GstEventType>(type), structure);
}

void parse_source_id(GstEvent* event, guint* source_id) {
  if (source_id == nullptr) return;
  gst_structure_get_uint(gst_event_get_structure(event), kSourceId, source_id);
}

}  // namespace

extern "C" {

GstEvent* gst_nvevent_new_pad_added(guint source_id) {
  return new_event(GST_NVEVENT_PAD_ADDED, "pad-added", source_id);
}

GstEvent* gst_nvevent_new_pad_deleted(guint source_id) {
  return new_event(GST_NVEVENT_PAD_DELETED, "pad-deleted", source_id);
}

GstEvent* gst_nvevent_new_stream_eos(guint source_id) {
  return new_event(GST_NVEVENT_STREAM_EOS, kStreamEos, source_id);
}

GstEvent* gst_nvevent_new_stream_reset(guint source_id) {
  return new_event(GST_NVEVENT_STREAM_RESET, "stream-reset", source_id);
}

GstEvent* gst_nvevent_new_stream_segment(guint source_id, GstSegment* segment) {
  GstEvent* event = new_event(GST_NVEVENT_STREAM_SEGMENT, "stream-segment", source_id);
  gst_structure_set(gst_event_writable_structure(event), kSegment, GST_TYPE_SEGMENT, segment,
                    nullptr);
  return event;
}

GstEvent* gst_nvevent_new_stream_start(guint source_id, gchar* stream_id) {
  GstEvent* event = new_event(GST_NVEVENT_STREAM_START, "stream-start", source_id);
  gst_structure_set(gst_event_writable_structure(event), kStreamId, G_TYPE_STRING, stream_id,
                    nullptr);
  return event;
}

GstEvent* gst_nvevent_new_update_caps(guint pad_id, guint width_val, guint height_val,
                                      GstStructure* caps_str, gchar* stream_id_str,
                                      gboolean is_audio) {
  GstEvent* event = new_event(GST_NVEVENT_UPDATE_CAPS, "update-caps", pad_id);
  GstStructure* structure = gst_event_writable_structure(event);
  gst_structure_set(structure, kStreamId, G_TYPE_UINT, pad_id, "stream-id-str", G_TYPE_STRING,
                    stream_id_str, nullptr);
  if (is_audio != FALSE) return event;
  gst_structure_set(structure, "width-val", G_TYPE_UINT, width_val, "height-val", G_TYPE_UINT,
                    height_val, nullptr);
  const GValue* rate = gst_structure_get_value(caps_str, "framerate");
  if (rate != nullptr) gst_structure_set_value(structure, "frame-rate", rate);
  return event;
}

void gst_nvevent_parse_pad_added(GstEvent* event, guint* source_id) {
  parse_source_id(event, source_id);
}

void gst_nvevent_parse_pad_deleted(GstEvent* event, guint* source_id) {
  parse_source_id(event, source_id);
}

void gst_nvevent_parse_stream_eos(GstEvent* event, guint* source_id) {
  parse_source_id(event, source_id);
}

void gst_nvevent_parse_stream_reset(GstEvent* event, guint* source_id) {
  parse_source_id(event, source_id);
}

void gst_nvevent_parse_stream_segment(GstEvent* event, guint* source_id, GstSegment** segment) {
  parse_source_id(event, source_id);
  if (segment == nullptr) return;
  const GValue* value = gst_structure_get_value(gst_event_get_structure(event), kSegment);
  *segment = static_cast<GstSegment*>(g_value_get_boxed(value));
}

void gst_nvevent_parse_stream_start(GstEvent* event, guint* source_id, gchar** stream_id) {
  parse_source_id(event, source_id);
  if (stream_id == nullptr) return;
  *stream_id = g_strdup(gst_structure_get_string(gst_event_get_structure(event), kStreamId));
}

GstMessage* gst_nvmessage_new_stream_eos(GstObject* obj, guint eos_stream_id) {
  return gst_message_new_element(
      obj, gst_structure_new(kStreamEos, kStreamId, G_TYPE_UINT, eos_stream_id, nullptr));
}

gboolean gst_nvmessage_is_stream_eos(GstMessage* message) {
  return GST_MESSAGE_TYPE(message) == GST_MESSAGE_ELEMENT &&
         gst_message_has_name(message, kStreamEos);
}

gboolean gst_nvmessage_parse_stream_eos(GstMessage* message, guint* eos_stream_id) {
  if (gst_nvmessage_is_stream_eos(message) == FALSE) return FALSE;
  return gst_structure_get_uint(gst_message_get_structure(message), kStreamId, eos_stream_id);
}

}  // extern "C"
