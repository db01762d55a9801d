// SPDX-License-Identifier: Apache-2.0
// What nvurisrcbin says of a recording (smart record): names and layout of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVDSSR_H
#define PIPEWRIGHT_GST_NVDSSR_H

#include <gst/gst.h>

/** The recorder of one source; nothing to look into here. */
typedef struct NvDsSRContext NvDsSRContext;

/** Number of a recording, for stop-sr. */
typedef guint32 NvDsSRSessionId;

typedef enum { NVDSSR_CONTAINER_MP4, NVDSSR_CONTAINER_MKV } NvDsSRContainerType;

/** First argument of sr-done; valid during the call. */
typedef struct NvDsSRRecordingInfo {
  NvDsSRContext* ctx;                 ///< null
  NvDsSRSessionId sessionId;          ///< what start-sr gave
  gchar* filename;                    ///< without its folder
  gchar* dirpath;                     ///< the folder
  guint64 duration;                   ///< ms
  NvDsSRContainerType containerType;  ///< of the file
  guint width;                        ///< of the video
  guint height;
  gboolean containsVideo;
  guint channels;      ///< of the audio
  guint samplingRate;  ///< Hz
  gboolean containsAudio;
} NvDsSRRecordingInfo;

#endif
