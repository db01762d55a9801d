// SPDX-License-Identifier: Apache-2.0
// Holds the layout of the headers about pre-processed tensors to that of DeepStream 9.1 (LP64
// Linux, libstdc++).

#include "metadata/layout_assert.hpp"
#include "nvdspreprocess_meta.h"

// Members of C++ make offsetof conditional; every compiler that builds this supports it.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

ASSERT_SIZE(NvDsRoiMeta, 248);
ASSERT_FIELD(NvDsRoiMeta, roi, 0, 112);
ASSERT_FIELD(NvDsRoiMeta, roi_polygon, 112, 64);
ASSERT_FIELD(NvDsRoiMeta, converted_buffer, 176, 8);
ASSERT_FIELD(NvDsRoiMeta, frame_meta, 184, 8);
ASSERT_FIELD(NvDsRoiMeta, scale_ratio_x, 192, 8);
ASSERT_FIELD(NvDsRoiMeta, scale_ratio_y, 200, 8);
ASSERT_FIELD(NvDsRoiMeta, offset_left, 208, 8);
ASSERT_FIELD(NvDsRoiMeta, offset_top, 216, 8);
ASSERT_FIELD(NvDsRoiMeta, classifier_meta_list, 224, 8);
ASSERT_FIELD(NvDsRoiMeta, roi_user_meta_list, 232, 8);
ASSERT_FIELD(NvDsRoiMeta, object_meta, 240, 8);

ASSERT_SIZE(NvDsPreProcessTensorMeta, 104);
ASSERT_FIELD(NvDsPreProcessTensorMeta, raw_tensor_buffer, 0, 8);
ASSERT_FIELD(NvDsPreProcessTensorMeta, buffer_size, 8, 8);
ASSERT_FIELD(NvDsPreProcessTensorMeta, tensor_shape, 16, 24);
ASSERT_FIELD(NvDsPreProcessTensorMeta, data_type, 40, 4);
ASSERT_FIELD(NvDsPreProcessTensorMeta, tensor_name, 48, 32);
ASSERT_FIELD(NvDsPreProcessTensorMeta, gpu_id, 80, 4);
ASSERT_FIELD(NvDsPreProcessTensorMeta, private_data, 88, 8);
ASSERT_FIELD(NvDsPreProcessTensorMeta, meta_id, 96, 4);
ASSERT_FIELD(NvDsPreProcessTensorMeta, maintain_aspect_ratio, 100, 4);

ASSERT_SIZE(GstNvDsPreProcessBatchMeta, 64);
ASSERT_FIELD(GstNvDsPreProcessBatchMeta, target_unique_ids, 0, 24);
ASSERT_FIELD(GstNvDsPreProcessBatchMeta, tensor_meta, 24, 8);
ASSERT_FIELD(GstNvDsPreProcessBatchMeta, roi_vector, 32, 24);
ASSERT_FIELD(GstNvDsPreProcessBatchMeta, private_data, 56, 8);
