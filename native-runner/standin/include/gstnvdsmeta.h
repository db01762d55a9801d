// SPDX-License-Identifier: Apache-2.0
// How NvDs metadata hangs on a GstBuffer: names, layout and functions of DeepStream 9.1's public
// API.
#ifndef PIPEWRIGHT_GSTNVDSMETA_H
#define PIPEWRIGHT_GSTNVDSMETA_H

#include <gst/gst.h>

#include "nvdsmeta.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The meta's API type; it carries the tag NVDS_META_STRING, so that transforms which do not know
 * it drop it. */
GType nvds_meta_api_get_type(void);
#define NVDS_META_API_TYPE (nvds_meta_api_get_type())
const GstMetaInfo* nvds_meta_get_info(void);
#define NVDS_META_INFO (nvds_meta_get_info())
#define NVDS_META_STRING "nvdsmeta"

/** What an NvDsMeta on a buffer carries. */
typedef enum {
  NVDS_GST_INVALID_META = -1,
  NVDS_BATCH_GST_META = NVDS_GST_CUSTOM_META + 1,
  NVDS_DECODER_GST_META,
  NVDS_DEWARPER_GST_META,
  NVDS_BUFFER_GST_AS_FRAME_USER_META,
  NVDS_RESERVED_GST_META = NVDS_GST_CUSTOM_META + 4096,
  NVDS_GST_META_FORCE32 = 0x7FFFFFFF
} GstNvDsMetaType;

/** NvDs data on a buffer. A copy of the buffer copies the data with copyfunc; without one the copy
 * has none. */
typedef struct _NvDsMeta {
  GstMeta meta;
  gpointer meta_data;  ///< the data, for NVDS_BATCH_GST_META an NvDsBatchMeta
  gpointer user_data;  ///< second argument of the functions below
  gint meta_type;      ///< a GstNvDsMetaType, or a number of the user's own; set after adding
  NvDsMetaCopyFunc copyfunc;
  NvDsMetaReleaseFunc freefunc;
  /** Set on a meta that the mux shall turn into a user meta of the frame. Gets an NvDsUserMeta that points to
   *  meta_data and returns the data of the new user meta, which the release function frees. */
  NvDsMetaCopyFunc gst_to_nvds_meta_transform_func;
  NvDsMetaReleaseFunc gst_to_nvds_meta_release_func;
} NvDsMeta;

/** Attaches data to a writable buffer, which then owns it; null when the buffer is not writable. */
NvDsMeta* gst_buffer_add_nvds_meta(GstBuffer* buffer, gpointer meta_data, gpointer user_data,
                                   NvDsMetaCopyFunc copy_func, NvDsMetaReleaseFunc release_func);
/** The first NvDsMeta on a buffer, or null. */
NvDsMeta* gst_buffer_get_nvds_meta(GstBuffer* buffer);
/** The batch on a buffer, or null. */
NvDsBatchMeta* gst_buffer_get_nvds_batch_meta(GstBuffer* buffer);
/** Adds the buffer's NvDsMetas that have gst_to_nvds_meta_transform_func to a frame, as user metas.
 */
void nvds_copy_gst_meta_to_frame_meta(GstBuffer* src_gst_buffer, NvDsBatchMeta* batch_meta,
                                      NvDsFrameMeta* frame_meta);

#ifdef __cplusplus
}
#endif

#endif
