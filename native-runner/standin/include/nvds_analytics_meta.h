// SPDX-License-Identifier: Apache-2.0
// What nvdsanalytics tells of a frame and of its objects: names and layout of DeepStream 9.1's
// public header. Both hang on user metas, as user_meta_data.
#ifndef PIPEWRIGHT_NVDS_ANALYTICS_META_H
#define PIPEWRIGHT_NVDS_ANALYTICS_META_H

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "nvdsmeta.h"

/** meta_type of the user meta on a frame. */
#define NVDS_USER_FRAME_META_NVDSANALYTICS NVDS_FRAME_META_NVDSANALYTICS
/** meta_type of the user meta on an object. */
#define NVDS_USER_OBJ_META_NVDSANALYTICS NVDS_OBJ_META_NVDSANALYTICS

/** Of one object: the labels of the rules that it fulfils in this frame. */
typedef struct {
  std::vector<std::string> roiStatus;  ///< regions it is in
  std::vector<std::string> ocStatus;   ///< crowd regions it is in
  std::vector<std::string> lcStatus;   ///< lines it crosses
  std::string dirStatus;               ///< " DIR:label " for each direction it goes
  guint unique_id;                     ///< of the element
  std::string objStatus;               ///< all of it, as drawn
} NvDsAnalyticsObjInfo;

/** Of one frame, by the labels of the rules. */
typedef struct {
  std::unordered_map<std::string, bool> ocStatus;          ///< whether a region is crowded
  std::unordered_map<std::string, uint32_t> objInROIcnt;   ///< objects in a region
  std::unordered_map<std::string, uint64_t> objLCCurrCnt;  ///< crossings in this frame
  std::unordered_map<std::string, uint64_t> objLCCumCnt;   ///< crossings so far
  guint unique_id;                                         ///< of the element
  std::unordered_map<int, uint32_t> objCnt;                ///< class id -> objects
} NvDsAnalyticsFrameMeta;

#endif
