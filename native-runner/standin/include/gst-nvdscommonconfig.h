// SPDX-License-Identifier: Apache-2.0
// What messages about single sources carry: names and fields of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVDSCOMMONCONFIG_H
#define PIPEWRIGHT_GST_NVDSCOMMONCONFIG_H

#include <gst/gst.h>

/** A source of nvmultiurisrcbin. */
typedef struct _NvDsSensorInfo {
  guint source_id;           ///< number of its frames
  gchar const* uri;          ///< address
  gchar const* sensor_id;    ///< id text, unique in one bin
  gchar const* sensor_name;  ///< name for people
} NvDsSensorInfo;

/** A source that is given up. */
typedef struct _NvDsRtspAttemptsInfo {
  gboolean attempt_exceeded;
  guint source_id;
} NvDsRtspAttemptsInfo;

#endif
