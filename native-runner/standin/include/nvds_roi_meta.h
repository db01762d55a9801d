// SPDX-License-Identifier: Apache-2.0
// Regions that nvdspreprocess cut out of frames: names and layout of DeepStream 9.1's public
// header.
#ifndef PIPEWRIGHT_NVDS_ROI_META_H
#define PIPEWRIGHT_NVDS_ROI_META_H

#include "nvbufsurface.h"
#include "nvdsmeta.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DS_MAX_POLYGON_POINTS 8

/** Type of a tensor's values. */
typedef enum {
  NvDsDataType_FP32 = 0,
  NvDsDataType_UINT8 = 1,
  NvDsDataType_INT8 = 2,
  NvDsDataType_UINT32 = 3,
  NvDsDataType_INT32 = 4,
  NvDsDataType_INT64 = 5,
  NvDsDataType_UINT64 = 6,
  NvDsDataType_FP16 = 7,
} NvDsDataType;

/** What a unit of a tensor was cut from. */
typedef enum {
  NvDsUnitType_FullFrame = 0,
  NvDsUnitType_ROI = 1,
  NvDsUnitType_Object = 2,
} NvDsUnitType;

/** One region, and where it lies in its tensor: x' = (x - roi.left) * scale_ratio_x + offset_left.
 * Its lists only borrow the metas, as in the SDK. */
typedef struct NvDsRoiMeta {
  NvOSD_RectParams roi;                          ///< left, top, width, height in frame pixels
  guint roi_polygon[DS_MAX_POLYGON_POINTS][2];   ///< not used
  NvBufSurfaceParams* converted_buffer;          ///< scaled surface; null here
  NvDsFrameMeta* frame_meta;                     ///< the frame
  gdouble scale_ratio_x;                         ///< tensor pixels per frame pixel
  gdouble scale_ratio_y;                         ///< tensor rows per frame row
  gdouble offset_left;                           ///< padding left of the region in the tensor
  gdouble offset_top;                            ///< padding above it
  NvDsClassifierMetaList* classifier_meta_list;  ///< what classifiers said about the region
  NvDsUserMetaList* roi_user_meta_list;          ///< raw outputs, class maps
  NvDsObjectMeta* object_meta;                   ///< the object, where objects are cut out
} NvDsRoiMeta;

#ifdef __cplusplus
}
#endif

#endif
