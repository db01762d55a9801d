// SPDX-License-Identifier: Apache-2.0
// Messages about sources that come and go.

#include "gst-nvdscustommessage.h"

namespace {

constexpr const char* kStreamAdd = "stream-add";
constexpr const char* kStreamRemove = "stream-remove";
constexpr const char* kForceEos = "force-pipeline-eos";
constexpr const char* kForceEosField = "force_eos";
constexpr const char* kAttemptExceeded = "attempt-exceeded";
constexpr const char* kAttemptExceededField = "attempt_exceeded";
constexpr const char* kSourceId = "source-id";

gboolean is_message(GstMessage* message, const char* name) {
  return GST_MESSAGE_TYPE(message) == GST_MESSAGE_ELEMENT && gst_message_has_name(message, name);
}

GstMessage* new_sensor_message(GstObject* object, const char* name, const NvDsSensorInfo& sensor) {
  return gst_message_new_element(
      object, gst_structure_new(name, kSourceId, G_TYPE_UINT, sensor.source_id, "sensor-id",
                                G_TYPE_STRING, sensor.sensor_id, "sensor-name", G_TYPE_STRING,
                                sensor.sensor_name, "uri", G_TYPE_STRING, sensor.uri, nullptr));
}

gboolean parse_sensor_message(GstMessage* message, const char* name, NvDsSensorInfo* sensor) {
  if (is_message(message, name) == FALSE || sensor == nullptr) return FALSE;
  const GstStructure* structure = gst_message_get_structure(message);
  gst_structure_get_uint(structure, kSourceId, &sensor->source_id);
  sensor->sensor_id = gst_structure_get_string(structure, "sensor-id");
  sensor->sensor_name = gst_structure_get_string(structure, "sensor-name");
  sensor->uri = gst_structure_get_string(structure, "uri");
  return TRUE;
}

}  // namespace

extern "C" {

GstMessage* gst_nvmessage_new_stream_add(GstObject* obj, NvDsSensorInfo* sensor_info) {
  return new_sensor_message(obj, kStreamAdd, *sensor_info);
}

GstMessage* gst_nvmessage_new_stream_remove(GstObject* obj, NvDsSensorInfo* sensor_info) {
  return new_sensor_message(obj, kStreamRemove, *sensor_info);
}

gboolean gst_nvmessage_is_stream_add(GstMessage* message) {
  return is_message(message, kStreamAdd);
}

gboolean gst_nvmessage_is_stream_remove(GstMessage* message) {
  return is_message(message, kStreamRemove);
}

gboolean gst_nvmessage_parse_stream_add(GstMessage* message, NvDsSensorInfo* sensor_info) {
  return parse_sensor_message(message, kStreamAdd, sensor_info);
}

gboolean gst_nvmessage_parse_stream_remove(GstMessage* message, NvDsSensorInfo* sensor_info) {
  return parse_sensor_message(message, kStreamRemove, sensor_info);
}

GstMessage* gst_nvmessage_force_pipeline_eos(GstObject* obj, gboolean force_eos) {
  return gst_message_new_element(
      obj, gst_structure_new(kForceEos, kForceEosField, G_TYPE_BOOLEAN, force_eos, nullptr));
}

gboolean gst_nvmessage_is_force_pipeline_eos(GstMessage* message) {
  return is_message(message, kForceEos);
}

gboolean gst_nvmessage_parse_force_pipeline_eos(GstMessage* message, gboolean* force_eos) {
  if (is_message(message, kForceEos) == FALSE) return FALSE;
  return gst_structure_get_boolean(gst_message_get_structure(message), kForceEosField, force_eos);
}

GstMessage* gst_nvmessage_reconnect_attempt_exceeded(GstObject* obj,
                                                     NvDsRtspAttemptsInfo* rtsp_info) {
  return gst_message_new_element(
      obj, gst_structure_new(kAttemptExceeded, kSourceId, G_TYPE_UINT, rtsp_info->source_id,
                             kAttemptExceededField, G_TYPE_BOOLEAN, rtsp_info->attempt_exceeded,
                             nullptr));
}

gboolean gst_nvmessage_is_reconnect_attempt_exceeded(GstMessage* message) {
  return is_message(message, kAttemptExceeded);
}

gboolean gst_nvmessage_parse_reconnect_attempt_exceeded(GstMessage* message,
                                                        NvDsRtspAttemptsInfo* rtsp_info) {
  if (is_message(message, kAttemptExceeded) == FALSE) return FALSE;
  const GstStructure* structure = gst_message_get_structure(message);
  gst_structure_get_uint(structure, kSourceId, &rtsp_info->source_id);
  return gst_structure_get_boolean(structure, kAttemptExceededField, &rtsp_info->attempt_exceeded);
}

}  // extern "C"
