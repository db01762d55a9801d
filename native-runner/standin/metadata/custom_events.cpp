// SPDX-License-Identifier: Apache-2.0
// Events that change settings of elements behind the source.

#include "gst-nvdscustomevent.h"

namespace {

constexpr const char* kStreamId = "stream_id";
constexpr const char* kInterval = "interval";
constexpr const char* kProcessMode = "process_mode";
constexpr const char* kConfigFilePath = "config_file_path";

GstEvent* new_event(GstNvDsCustomEventType type, GstStructure* structure) {
  return gst_event_new_custom(static_cast<GstEventType>(type), structure);
}

bool is_event(GstEvent* event, GstNvDsCustomEventType type) {
  return GST_EVENT_TYPE(event) == static_cast<GstEventType>(type);
}

}  // namespace

extern "C" {

GstEvent* gst_nvevent_infer_interval_update(gchar* stream_id, guint interval) {
  return new_event(GST_NVEVENT_INFER_INTERVAL_UPDATE,
                   gst_structure_new("nv-infer-interval-update", kStreamId, G_TYPE_STRING,
                                     stream_id, kInterval, G_TYPE_UINT, interval, nullptr));
}

void gst_nvevent_parse_infer_interval_update(GstEvent* event, gchar** stream_id, guint* interval) {
  if (!is_event(event, GST_NVEVENT_INFER_INTERVAL_UPDATE)) return;
  gst_structure_get(gst_event_get_structure(event), kStreamId, G_TYPE_STRING, stream_id, kInterval,
                    G_TYPE_UINT, interval, nullptr);
}

GstEvent* gst_nvevent_osd_process_mode_update(gchar* stream_id, guint process_mode) {
  return new_event(GST_NVEVENT_OSD_PROCESS_MODE_UPDATE,
                   gst_structure_new("nv-osd-process-mode-update", kStreamId, G_TYPE_STRING,
                                     stream_id, kProcessMode, G_TYPE_UINT, process_mode, nullptr));
}

void gst_nvevent_parse_osd_process_mode_update(GstEvent* event, gchar** stream_id,
                                               guint* process_mode) {
  if (!is_event(event, GST_NVEVENT_OSD_PROCESS_MODE_UPDATE)) return;
  gst_structure_get(gst_event_get_structure(event), kStreamId, G_TYPE_STRING, stream_id,
                    kProcessMode, G_TYPE_UINT, process_mode, nullptr);
}

GstEvent* gst_nvevent_analytics_reload_config_update(gchar* config_file_path) {
  return new_event(GST_NVEVENT_ANALYTICS_RELOAD_CONFIG_UPDATE,
                   gst_structure_new("nv-analytics-reload_config-update", kConfigFilePath,
                                     G_TYPE_STRING, config_file_path, nullptr));
}

void gst_nvevent_parse_analytics_reload_config_update(GstEvent* event, gchar** config_file_path) {
  if (!is_event(event, GST_NVEVENT_ANALYTICS_RELOAD_CONFIG_UPDATE)) return;
  gst_structure_get(gst_event_get_structure(event), kConfigFilePath, G_TYPE_STRING,
                    config_file_path, nullptr);
}

}  // extern "C"
