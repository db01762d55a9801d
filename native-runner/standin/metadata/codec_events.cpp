// SPDX-License-Identifier: Apache-2.0
// Events that change settings of decoders and encoders.

#include "gst-nvcustomevent.h"

namespace {

constexpr const char* kStreamId = "stream_id";

/// What one kind of event has beside the stream: a number under this name.
struct EventKind {
  GstNvCustomEventType type;
  const char* name;
  const char* field;
};

constexpr EventKind kDropFrameInterval{GST_NVEVENT_DEC_DROP_FRAME_INTERVAL_UPDATE,
                                       "nv-dec-drop-frame-interval-update", "interval"};
constexpr EventKind kSkipFrame{GST_NVEVENT_DEC_SKIP_FRAME_UPDATE, "nv-dec-skip-frame-update",
                               "frame_type"};
constexpr EventKind kLowLatencyMode{GST_NVEVENT_DEC_ENABLE_LOW_LATENCY_MODE,
                                    "nv-dec-enable-low-latency-mode", "enable"};
constexpr EventKind kBitrate{GST_NVEVENT_ENC_BITRATE_UPDATE, "nv-enc-bitrate-update", "bitrate"};
constexpr EventKind kForceIdr{GST_NVEVENT_ENC_FORCE_IDR, "nv-enc-force-idr", "force"};
constexpr EventKind kForceIntra{GST_NVEVENT_ENC_FORCE_INTRA, "nv-enc-force-intra", "force"};
constexpr EventKind kIframeInterval{GST_NVEVENT_ENC_IFRAME_INTERVAL_UPDATE,
                                    "nv-enc-iframeinterval-update", "interval"};

template <class Number>
constexpr GType kNumberType = G_TYPE_UINT;
template <>
constexpr GType kNumberType<gint> = G_TYPE_INT;

template <class Number>
GstEvent* new_event(const EventKind& kind, const gchar* stream_id, Number number) {
  return gst_event_new_custom(static_cast<GstEventType>(kind.type),
                              gst_structure_new(kind.name, kStreamId, G_TYPE_STRING, stream_id,
                                                kind.field, kNumberType<Number>, number, nullptr));
}

template <class Number>
void parse_event(const EventKind& kind, GstEvent* event, gchar** stream_id, Number* number) {
  if (GST_EVENT_TYPE(event) != static_cast<GstEventType>(kind.type)) return;
  gst_structure_get(gst_event_get_structure(event), kStreamId, G_TYPE_STRING, stream_id, kind.field,
                    kNumberType<Number>, number, nullptr);
}

}  // namespace

extern "C" {

GstEvent* gst_nvevent_dec_drop_frame_interval_update(gchar* stream_id, guint interval) {
  return new_event(kDropFrameInterval, stream_id, interval);
}

void gst_nvevent_parse_dec_drop_frame_interval_update(GstEvent* event, gchar** stream_id,
                                                      guint* interval) {
  parse_event(kDropFrameInterval, event, stream_id, interval);
}

GstEvent* gst_nvevent_dec_skip_frame_update(gchar* stream_id, guint frame_type) {
  return new_event(kSkipFrame, stream_id, frame_type);
}

void gst_nvevent_parse_dec_skip_frame_update(GstEvent* event, gchar** stream_id,
                                             guint* frame_type) {
  parse_event(kSkipFrame, event, stream_id, frame_type);
}

GstEvent* gst_nvevent_dec_enable_low_latency_mode(gchar* stream_id, gint enable) {
  return new_event(kLowLatencyMode, stream_id, enable);
}

void gst_nvevent_parse_dec_enable_low_latency_mode(GstEvent* event, gchar** stream_id,
                                                   gint* enable) {
  parse_event(kLowLatencyMode, event, stream_id, enable);
}

GstEvent* gst_nvevent_enc_bitrate_update(gchar* stream_id, guint bitrate) {
  return new_event(kBitrate, stream_id, bitrate);
}

void gst_nvevent_parse_enc_bitrate_update(GstEvent* event, gchar** stream_id, guint* bitrate) {
  parse_event(kBitrate, event, stream_id, bitrate);
}

GstEvent* gst_nvevent_enc_force_idr(gchar* stream_id, gint force) {
  return new_event(kForceIdr, stream_id, force);
}

void gst_nvevent_parse_enc_force_idr(GstEvent* event, gchar** stream_id, gint* force) {
  parse_event(kForceIdr, event, stream_id, force);
}

GstEvent* gst_nvevent_enc_force_intra(gchar* stream_id, gint force) {
  return new_event(kForceIntra, stream_id, force);
}

void gst_nvevent_parse_enc_force_intra(GstEvent* event, gchar** stream_id, gint* force) {
  parse_event(kForceIntra, event, stream_id, force);
}

GstEvent* gst_nvevent_enc_iframeinterval_update(gchar* stream_id, guint interval) {
  return new_event(kIframeInterval, stream_id, interval);
}

void gst_nvevent_parse_enc_iframeinterval_update(GstEvent* event, gchar** stream_id,
                                                 guint* interval) {
  parse_event(kIframeInterval, event, stream_id, interval);
}

}  // extern "C"
