// SPDX-License-Identifier: Apache-2.0
// What nvtracker attaches beside the objects: names and layout of DeepStream 9.1's public API.
//
// A batch carries, as user metas with an NvDsTargetMiscDataBatch:
//   NVDS_TRACKER_PAST_FRAME_META       of targets that are reported now, the frames in which they
//                                      were followed without being reported
//   NVDS_TRACKER_TERMINATED_LIST_META  targets that ended, with their tracks
//   NVDS_TRACKER_SHADOW_LIST_META      targets that are followed without being reported
// and, as NVDS_TRACKER_BATCH_REID_META, an NvDsReidTensorBatch; an object's own vector is an
// NvDsObjReid (NVDS_TRACKER_OBJ_REID_META).
#ifndef PIPEWRIGHT_NVDS_TRACKER_META_H
#define PIPEWRIGHT_NVDS_TRACKER_META_H

#include <stdint.h>

#include "nvll_osd_struct.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef MAX_LABEL_SIZE
#define MAX_LABEL_SIZE 128
#endif

/** State of a target. */
typedef enum {
  EMPTY = 0,       ///< not in use
  ACTIVE = 1,      ///< seen and reported
  INACTIVE = 2,    ///< followed without being reported
  TENTATIVE = 3,   ///< on probation
  PROJECTED = 4,   ///< ended; its further way is guessed
  QUASIACTIVE = 5  ///< seen by another camera only
} TRACKER_STATE;

/** A target in one frame. */
typedef struct _NvDsTargetMiscDataFrame {
  uint32_t frameNum;           ///< frame number of the source
  NvOSD_RectParams tBbox;      ///< box, in pixels of the frame
  float confidence;            ///< of the tracker
  uint32_t age;                ///< frames since the target started
  TRACKER_STATE trackerState;  ///< state in this frame
  float visibility;            ///< share of the box within the frame
  float ptWorldFeet[2];        ///< where it stands, with a camera model
} NvDsTargetMiscDataFrame;

/** A target with its frames. */
typedef struct _NvDsTargetMiscDataObject {
  NvDsTargetMiscDataFrame* list;  ///< frames
  uint32_t numObj;                ///< frames in the list
  uint32_t numAllocated;          ///< room of the list
  uint64_t uniqueId;              ///< tracking id
  uint16_t classId;               ///< class number
  char objLabel[MAX_LABEL_SIZE];  ///< class text
} NvDsTargetMiscDataObject;

/** The targets of a stream. */
typedef struct _NvDsTargetMiscDataStream {
  NvDsTargetMiscDataObject* list;  ///< targets
  uint32_t streamID;               ///< pad_index of the frame
  uint64_t surfaceStreamID;        ///< pad_index and surface_index
  uint32_t numAllocated;           ///< room of the list
  uint32_t numFilled;              ///< targets in the list
} NvDsTargetMiscDataStream;

/** The streams of a batch. */
typedef struct _NvDsTargetMiscDataBatch {
  NvDsTargetMiscDataStream* list;  ///< streams
  uint32_t numAllocated;           ///< room of the list
  uint32_t numFilled;              ///< streams in the list
  void* priv_data;                 ///< of the tracker
} NvDsTargetMiscDataBatch;

/** ReID vectors of a batch. */
typedef struct _NvDsReidTensorBatch {
  uint32_t featureSize;  ///< numbers of a vector
  uint32_t numFilled;    ///< vectors
  float* ptr_host;       ///< all vectors, one behind the other
  float* ptr_dev;        ///< the same on the GPU; null without one
  void* priv_data;       ///< of the tracker
} NvDsReidTensorBatch;

/** Tracks of all streams. */
typedef NvDsTargetMiscDataBatch NvDsTrajectoryBatch;

/** ReID vector of an object. */
typedef struct _NvDsObjReid {
  uint32_t featureSize;  ///< numbers of the vector
  float* ptr_host;       ///< the vector
  float* ptr_dev;        ///< the same on the GPU; null without one
} NvDsObjReid;

#ifdef __cplusplus
}
#endif

#endif
