// SPDX-License-Identifier: Apache-2.0
// Events by which the mux tells elements behind it about single sources: names and numbers of
// DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVEVENT_H
#define PIPEWRIGHT_GST_NVEVENT_H

#include <gst/gst.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PIPEWRIGHT_NVEVENT_FLAGS                                                   \
  (GST_EVENT_TYPE_DOWNSTREAM | GST_EVENT_TYPE_SERIALIZED | GST_EVENT_TYPE_STICKY | \
   GST_EVENT_TYPE_STICKY_MULTI)

/** Event types; compare with GST_EVENT_TYPE(event). */
typedef enum {
  GST_NVEVENT_PAD_ADDED = GST_EVENT_MAKE_TYPE(400, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_PAD_DELETED = GST_EVENT_MAKE_TYPE(401, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_STREAM_EOS = GST_EVENT_MAKE_TYPE(402, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_STREAM_SEGMENT = GST_EVENT_MAKE_TYPE(403, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_STREAM_RESET = GST_EVENT_MAKE_TYPE(404, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_STREAM_START = GST_EVENT_MAKE_TYPE(405, PIPEWRIGHT_NVEVENT_FLAGS),
  GST_NVEVENT_UPDATE_CAPS = GST_EVENT_MAKE_TYPE(406, PIPEWRIGHT_NVEVENT_FLAGS)
} GstNvEventType;

/** A mux pad appeared, went, its source ended, or its source starts anew (numbers of frames begin
 * again). */
GstEvent* gst_nvevent_new_pad_added(guint source_id);
GstEvent* gst_nvevent_new_pad_deleted(guint source_id);
GstEvent* gst_nvevent_new_stream_eos(guint source_id);
GstEvent* gst_nvevent_new_stream_reset(guint source_id);
/** A source's segment: frame metas' buf_pts are times in it. */
GstEvent* gst_nvevent_new_stream_segment(guint source_id, GstSegment* segment);
/** A source's stream id. */
GstEvent* gst_nvevent_new_stream_start(guint source_id, gchar* stream_id);
/** The caps of a source whose frames keep their size. `caps_str` is the caps' structure, which
 * stays the caller's; the event carries its frame rate. */
GstEvent* gst_nvevent_new_update_caps(guint pad_id, guint width_val, guint height_val,
                                      GstStructure* caps_str, gchar* stream_id_str,
                                      gboolean is_audio);

void gst_nvevent_parse_pad_added(GstEvent* event, guint* source_id);
void gst_nvevent_parse_pad_deleted(GstEvent* event, guint* source_id);
void gst_nvevent_parse_stream_eos(GstEvent* event, guint* source_id);
void gst_nvevent_parse_stream_reset(GstEvent* event, guint* source_id);
/** `segment` points into the event. */
void gst_nvevent_parse_stream_segment(GstEvent* event, guint* source_id, GstSegment** segment);
/** `stream_id` is a copy for the caller to g_free. */
void gst_nvevent_parse_stream_start(GstEvent* event, guint* source_id, gchar** stream_id);

#ifdef __cplusplus
}
#endif

#endif
