// SPDX-License-Identifier: Apache-2.0
// What nvdewarper attaches to its buffers (NVDS_DEWARPER_GST_META): names and layout of DeepStream
// 9.1's public header.
#ifndef PIPEWRIGHT_NVDS_DEWARPER_META_H
#define PIPEWRIGHT_NVDS_DEWARPER_META_H

#include <glib.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAX_DEWARPED_VIEWS 4

/** From which projection a view was made, and into which. */
typedef enum {
  NVDS_META_SURFACE_NONE = 0,
  NVDS_META_SURFACE_FISH_PUSHBROOM = 1,
  NVDS_META_SURFACE_FISH_VERTCYL = 2,
  NVDS_META_SURFACE_PERSPECTIVE_PERSPECTIVE = 3,
  NVDS_META_SURFACE_FISH_PERSPECTIVE = 4,
  NVDS_META_SURFACE_FISH_FISH = 5,
  NVDS_META_SURFACE_FISH_CYL = 6,
  NVDS_META_SURFACE_FISH_EQUIRECT = 7,
  NVDS_META_SURFACE_FISH_PANINI = 8,
  NVDS_META_SURFACE_PERSPECTIVE_EQUIRECT = 9,
  NVDS_META_SURFACE_PERSPECTIVE_PANINI = 10,
  NVDS_META_SURFACE_EQUIRECT_CYLINDER = 11,
  NVDS_META_SURFACE_EQUIRECT_EQUIRECT = 12,
  NVDS_META_SURFACE_EQUIRECT_FISHEYE = 13,
  NVDS_META_SURFACE_EQUIRECT_PANINI = 14,
  NVDS_META_SURFACE_EQUIRECT_PERSPECTIVE = 15,
  NVDS_META_SURFACE_EQUIRECT_PUSHBROOM = 16,
  NVDS_META_SURFACE_EQUIRECT_STEREOGRAPHIC = 17,
  NVDS_META_SURFACE_EQUIRECT_VERTCYLINDER = 18
} NvDsSurfaceType;

/** The views in a buffer. */
typedef struct _NvDewarperSurfaceMeta {
  guint type[MAX_DEWARPED_VIEWS];   ///< NvDsSurfaceType of each
  guint index[MAX_DEWARPED_VIEWS];  ///< surface-index of each
  guint source_id;                  ///< number of the camera
  guint num_filled_surfaces;        ///< views
} NvDewarperSurfaceMeta;

#ifdef __cplusplus
}
#endif

#endif
