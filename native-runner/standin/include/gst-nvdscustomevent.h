// SPDX-License-Identifier: Apache-2.0
// Events by which nvmultiurisrcbin's REST API changes settings of elements behind it: names,
// numbers and fields of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVDSCUSTOMEVENT_H
#define PIPEWRIGHT_GST_NVDSCUSTOMEVENT_H

#include <gst/gst.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PIPEWRIGHT_NVCUSTOMEVENT_FLAGS (GST_EVENT_TYPE_DOWNSTREAM | GST_EVENT_TYPE_SERIALIZED)

/** Event types; compare with GST_EVENT_TYPE(event). */
typedef enum {
  GST_NVEVENT_ROI_UPDATE = GST_EVENT_MAKE_TYPE(406, PIPEWRIGHT_NVCUSTOMEVENT_FLAGS),
  GST_NVEVENT_INFER_INTERVAL_UPDATE = GST_EVENT_MAKE_TYPE(407, PIPEWRIGHT_NVCUSTOMEVENT_FLAGS),
  GST_NVEVENT_OSD_PROCESS_MODE_UPDATE = GST_EVENT_MAKE_TYPE(408, PIPEWRIGHT_NVCUSTOMEVENT_FLAGS),
  GST_NVEVENT_ANALYTICS_RELOAD_CONFIG_UPDATE =
      GST_EVENT_MAKE_TYPE(409, PIPEWRIGHT_NVCUSTOMEVENT_FLAGS),
  GST_NVEVENT_NVTRACKER_CONFIG_UPDATE = GST_EVENT_MAKE_TYPE(410, PIPEWRIGHT_NVCUSTOMEVENT_FLAGS)
} GstNvDsCustomEventType;

/** A region of a frame, in pixels. */
typedef struct RoiDimension {
  gchar roi_id[128];
  guint left;
  guint top;
  guint width;
  guint height;
} RoiDimension;

/** The regions of one stream that nvdspreprocess looks at. */
GstEvent* gst_nvevent_new_roi_update(gchar* stream_id, guint roi_count, RoiDimension* roi_dim);
/** `stream_id` and `roi_dim` are copies for the caller to g_free. */
void gst_nvevent_parse_roi_update(GstEvent* event, gchar** stream_id, guint* roi_count,
                                  RoiDimension** roi_dim);

/** Batches that inference leaves out between two; for all streams, though it names one. */
GstEvent* gst_nvevent_infer_interval_update(gchar* stream_id, guint interval);
/** `stream_id` is a copy for the caller to g_free. */
void gst_nvevent_parse_infer_interval_update(GstEvent* event, gchar** stream_id, guint* interval);

/** How nvdsosd draws: 0 on the CPU, 1 on the GPU. */
GstEvent* gst_nvevent_osd_process_mode_update(gchar* stream_id, guint process_mode);
/** `stream_id` is a copy for the caller to g_free. */
void gst_nvevent_parse_osd_process_mode_update(GstEvent* event, gchar** stream_id,
                                               guint* process_mode);

/** nvdsanalytics shall read another file. */
GstEvent* gst_nvevent_analytics_reload_config_update(gchar* config_file_path);
/** `config_file_path` is a copy for the caller to g_free. */
void gst_nvevent_parse_analytics_reload_config_update(GstEvent* event, gchar** config_file_path);

/** nvtracker shall take another low-level configuration file. */
GstEvent* gst_nvevent_nvtracker_config_update(gchar* stream_id, gchar* config_path);
/** Both are copies for the caller to g_free. */
void gst_nvevent_parse_nvtracker_config_update(GstEvent* event, gchar** stream_id,
                                               gchar** config_path);

#ifdef __cplusplus
}
#endif

#endif
