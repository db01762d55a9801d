// SPDX-License-Identifier: Apache-2.0
// Holds the layout of the tracker's metadata to that of DeepStream 9.1 (LP64 Linux).

#include "metadata/layout_assert.hpp"
#include "nvds_tracker_meta.h"

ASSERT_SIZE(NvDsTargetMiscDataFrame, 144);
ASSERT_FIELD(NvDsTargetMiscDataFrame, frameNum, 0, 4);
ASSERT_FIELD(NvDsTargetMiscDataFrame, tBbox, 8, 112);
ASSERT_FIELD(NvDsTargetMiscDataFrame, confidence, 120, 4);
ASSERT_FIELD(NvDsTargetMiscDataFrame, age, 124, 4);
ASSERT_FIELD(NvDsTargetMiscDataFrame, trackerState, 128, 4);
ASSERT_FIELD(NvDsTargetMiscDataFrame, visibility, 132, 4);
ASSERT_FIELD(NvDsTargetMiscDataFrame, ptWorldFeet, 136, 8);

ASSERT_SIZE(NvDsTargetMiscDataObject, 160);
ASSERT_FIELD(NvDsTargetMiscDataObject, list, 0, 8);
ASSERT_FIELD(NvDsTargetMiscDataObject, numObj, 8, 4);
ASSERT_FIELD(NvDsTargetMiscDataObject, numAllocated, 12, 4);
ASSERT_FIELD(NvDsTargetMiscDataObject, uniqueId, 16, 8);
ASSERT_FIELD(NvDsTargetMiscDataObject, classId, 24, 2);
ASSERT_FIELD(NvDsTargetMiscDataObject, objLabel, 26, 128);

ASSERT_SIZE(NvDsTargetMiscDataStream, 32);
ASSERT_FIELD(NvDsTargetMiscDataStream, list, 0, 8);
ASSERT_FIELD(NvDsTargetMiscDataStream, streamID, 8, 4);
ASSERT_FIELD(NvDsTargetMiscDataStream, surfaceStreamID, 16, 8);
ASSERT_FIELD(NvDsTargetMiscDataStream, numAllocated, 24, 4);
ASSERT_FIELD(NvDsTargetMiscDataStream, numFilled, 28, 4);

ASSERT_SIZE(NvDsTargetMiscDataBatch, 24);
ASSERT_FIELD(NvDsTargetMiscDataBatch, list, 0, 8);
ASSERT_FIELD(NvDsTargetMiscDataBatch, numAllocated, 8, 4);
ASSERT_FIELD(NvDsTargetMiscDataBatch, numFilled, 12, 4);
ASSERT_FIELD(NvDsTargetMiscDataBatch, priv_data, 16, 8);

ASSERT_SIZE(NvDsReidTensorBatch, 32);
ASSERT_FIELD(NvDsReidTensorBatch, featureSize, 0, 4);
ASSERT_FIELD(NvDsReidTensorBatch, numFilled, 4, 4);
ASSERT_FIELD(NvDsReidTensorBatch, ptr_host, 8, 8);
ASSERT_FIELD(NvDsReidTensorBatch, ptr_dev, 16, 8);
ASSERT_FIELD(NvDsReidTensorBatch, priv_data, 24, 8);

ASSERT_SIZE(NvDsObjReid, 24);
ASSERT_FIELD(NvDsObjReid, featureSize, 0, 4);
ASSERT_FIELD(NvDsObjReid, ptr_host, 8, 8);
ASSERT_FIELD(NvDsObjReid, ptr_dev, 16, 8);
