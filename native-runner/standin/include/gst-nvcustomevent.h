// SPDX-License-Identifier: Apache-2.0
// Events that change settings of decoders and encoders while they play: names, numbers and fields
// of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVCUSTOMEVENT_H
#define PIPEWRIGHT_GST_NVCUSTOMEVENT_H

#include <gst/gst.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PIPEWRIGHT_NVCODECEVENT_FLAGS (GST_EVENT_TYPE_DOWNSTREAM | GST_EVENT_TYPE_SERIALIZED)

/** Event types; compare with GST_EVENT_TYPE(event). */
typedef enum {
  GST_NVEVENT_DEC_DROP_FRAME_INTERVAL_UPDATE =
      GST_EVENT_MAKE_TYPE(500, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_DEC_SKIP_FRAME_UPDATE = GST_EVENT_MAKE_TYPE(501, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_DEC_ENABLE_LOW_LATENCY_MODE = GST_EVENT_MAKE_TYPE(502, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_ENC_BITRATE_UPDATE = GST_EVENT_MAKE_TYPE(503, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_ENC_FORCE_IDR = GST_EVENT_MAKE_TYPE(504, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_ENC_FORCE_INTRA = GST_EVENT_MAKE_TYPE(505, PIPEWRIGHT_NVCODECEVENT_FLAGS),
  GST_NVEVENT_ENC_IFRAME_INTERVAL_UPDATE = GST_EVENT_MAKE_TYPE(506, PIPEWRIGHT_NVCODECEVENT_FLAGS)
} GstNvCustomEventType;

// Of all functions that parse, `stream_id` is a copy for the caller to g_free.

/** A decoder gives every so many-th frame. */
GstEvent* gst_nvevent_dec_drop_frame_interval_update(gchar* stream_id, guint interval);
void gst_nvevent_parse_dec_drop_frame_interval_update(GstEvent* event, gchar** stream_id,
                                                      guint* interval);

/** Which frames a decoder leaves out: numbers of its property skip-frames. */
GstEvent* gst_nvevent_dec_skip_frame_update(gchar* stream_id, guint frame_type);
void gst_nvevent_parse_dec_skip_frame_update(GstEvent* event, gchar** stream_id, guint* frame_type);

/** Whether a decoder holds no frame back. */
GstEvent* gst_nvevent_dec_enable_low_latency_mode(gchar* stream_id, gint enable);
void gst_nvevent_parse_dec_enable_low_latency_mode(GstEvent* event, gchar** stream_id,
                                                   gint* enable);

/** An encoder's bit rate, in bit/s. */
GstEvent* gst_nvevent_enc_bitrate_update(gchar* stream_id, guint bitrate);
void gst_nvevent_parse_enc_bitrate_update(GstEvent* event, gchar** stream_id, guint* bitrate);

/** The next frame becomes an IDR frame, unless `force` is 0. */
GstEvent* gst_nvevent_enc_force_idr(gchar* stream_id, gint force);
void gst_nvevent_parse_enc_force_idr(GstEvent* event, gchar** stream_id, gint* force);

/** The next frame becomes an I frame, unless `force` is 0. */
GstEvent* gst_nvevent_enc_force_intra(gchar* stream_id, gint force);
void gst_nvevent_parse_enc_force_intra(GstEvent* event, gchar** stream_id, gint* force);

/** Frames from an I frame to the next. */
GstEvent* gst_nvevent_enc_iframeinterval_update(gchar* stream_id, guint interval);
void gst_nvevent_parse_enc_iframeinterval_update(GstEvent* event, gchar** stream_id,
                                                 guint* interval);

#ifdef __cplusplus
}
#endif

#endif
