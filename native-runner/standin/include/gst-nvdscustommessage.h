// SPDX-License-Identifier: Apache-2.0
// Element messages about sources that come and go: names of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVDSCUSTOMMESSAGE_H
#define PIPEWRIGHT_GST_NVDSCUSTOMMESSAGE_H

#include <gst/gst.h>

#include "gst-nvdscommonconfig.h"

#ifdef __cplusplus
extern "C" {
#endif

/** "stream-add" and "stream-remove": a source joined nvmultiurisrcbin, or left it. */
GstMessage* gst_nvmessage_new_stream_add(GstObject* obj, NvDsSensorInfo* sensor_info);
GstMessage* gst_nvmessage_new_stream_remove(GstObject* obj, NvDsSensorInfo* sensor_info);
gboolean gst_nvmessage_is_stream_add(GstMessage* message);
gboolean gst_nvmessage_is_stream_remove(GstMessage* message);
/** FALSE, with nothing written, for other messages. The texts belong to the message. */
gboolean gst_nvmessage_parse_stream_add(GstMessage* message, NvDsSensorInfo* sensor_info);
gboolean gst_nvmessage_parse_stream_remove(GstMessage* message, NvDsSensorInfo* sensor_info);

/** "force-pipeline-eos": the application is asked to end the pipeline. */
GstMessage* gst_nvmessage_force_pipeline_eos(GstObject* obj, gboolean force_eos);
gboolean gst_nvmessage_is_force_pipeline_eos(GstMessage* message);
/** FALSE, with nothing written, for other messages. */
gboolean gst_nvmessage_parse_force_pipeline_eos(GstMessage* message, gboolean* force_eos);

/** "attempt-exceeded": an RTSP source has used up its reconnections. */
GstMessage* gst_nvmessage_reconnect_attempt_exceeded(GstObject* obj,
                                                     NvDsRtspAttemptsInfo* rtsp_info);
gboolean gst_nvmessage_is_reconnect_attempt_exceeded(GstMessage* message);
/** FALSE, with nothing written, for other messages. */
gboolean gst_nvmessage_parse_reconnect_attempt_exceeded(GstMessage* message,
                                                        NvDsRtspAttemptsInfo* rtsp_info);

#ifdef __cplusplus
}
#endif

#endif
