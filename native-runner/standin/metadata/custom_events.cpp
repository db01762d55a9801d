// SPDX-License-Identifier: Apache-2.0
// Events that change settings of elements behind the source.

#include "gst-nvdscustomevent.h"

#include <string>

namespace {

constexpr const char* kStreamId = "stream_id";
constexpr const char* kRoiCount = "roi-count";
constexpr const char* kInterval = "interval";
constexpr const char* kProcessMode = "process_mode";
constexpr const char* kConfigFilePath = "config_file_path";
constexpr const char* kConfigPath = "config_path";

GstEvent* new_event(GstNvDsCustomEventType type, GstStructure* structure) {
  return gst_event_new_custom(static_cast<GstEventType>(type), structure);
}

bool is_event(GstEvent* event, GstNvDsCustomEventType type) {
  return GST_EVENT_TYPE(event) == static_cast<GstEventType>(type);
}

/// The name of a region's field.
std::string roi_field(const char* name, guint index) {
  return std::string(name) + "_" + std::to_string(index);
}

/// The numbers of a region, by name.
struct RoiNumber {
  const char* name;
  guint RoiDimension::*member;
};
constexpr RoiNumber kRoiNumbers[] = {{"left", &RoiDimension::left},
                                     {"top", &RoiDimension::top},
                                     {"width", &RoiDimension::width},
                                     {"height", &RoiDimension::height}};

}  // namespace

extern "C" {

GstEvent* gst_nvevent_new_roi_update(gchar* stream_id, guint roi_count, RoiDimension* roi_dim) {
  GstStructure* structure = gst_structure_new("nv-roi-update", kStreamId, G_TYPE_STRING, stream_id,
                                              kRoiCount, G_TYPE_UINT, roi_count, nullptr);
  for (guint index = 0; index < roi_count; ++index) {
    const RoiDimension& roi = roi_dim[index];
    gst_structure_set(structure, roi_field("roi_id", index).c_str(), G_TYPE_STRING, roi.roi_id,
                      nullptr);
    for (const auto& [name, member] : kRoiNumbers) {
      gst_structure_set(structure, roi_field(name, index).c_str(), G_TYPE_UINT, roi.*member,
                        nullptr);
    }
  }
  return new_event(GST_NVEVENT_ROI_UPDATE, structure);
}

void gst_nvevent_parse_roi_update(GstEvent* event, gchar** stream_id, guint* roi_count,
                                  RoiDimension** roi_dim) {
  if (!is_event(event, GST_NVEVENT_ROI_UPDATE)) return;
  const GstStructure* structure = gst_event_get_structure(event);
  gst_structure_get(structure, kStreamId, G_TYPE_STRING, stream_id, kRoiCount, G_TYPE_UINT,
                    roi_count, nullptr);
  *roi_dim = g_new0(RoiDimension, *roi_count);
  for (guint index = 0; index < *roi_count; ++index) {
    RoiDimension& roi = (*roi_dim)[index];
    const gchar* id = gst_structure_get_string(structure, roi_field("roi_id", index).c_str());
    if (id != nullptr) g_strlcpy(roi.roi_id, id, sizeof roi.roi_id);
    for (const auto& [name, member] : kRoiNumbers) {
      gst_structure_get_uint(structure, roi_field(name, index).c_str(), &(roi.*member));
    }
  }
}

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

GstEvent* gst_nvevent_nvtracker_config_update(gchar* stream_id, gchar* config_path) {
  return new_event(GST_NVEVENT_NVTRACKER_CONFIG_UPDATE,
                   gst_structure_new("nv-tracker-config-update", kStreamId, G_TYPE_STRING,
                                     stream_id, kConfigPath, G_TYPE_STRING, config_path, nullptr));
}

void gst_nvevent_parse_nvtracker_config_update(GstEvent* event, gchar** stream_id,
                                               gchar** config_path) {
  if (!is_event(event, GST_NVEVENT_NVTRACKER_CONFIG_UPDATE)) return;
  gst_structure_get(gst_event_get_structure(event), kStreamId, G_TYPE_STRING, stream_id,
                    kConfigPath, G_TYPE_STRING, config_path, nullptr);
}

}  // extern "C"
