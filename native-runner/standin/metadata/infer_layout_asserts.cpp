// SPDX-License-Identifier: Apache-2.0
// Holds the layout of the headers about inference to that of DeepStream 9.1 (LP64 Linux).

#include "gstnvdsinfer.h"
#include "metadata/layout_assert.hpp"
#include "nvdsinfer.h"

ASSERT_SIZE(NvDsInferDims, 40);
ASSERT_FIELD(NvDsInferDims, numDims, 0, 4);
ASSERT_FIELD(NvDsInferDims, d, 4, 32);
ASSERT_FIELD(NvDsInferDims, numElements, 36, 4);

ASSERT_SIZE(NvDsInferDimsCHW, 12);
ASSERT_FIELD(NvDsInferDimsCHW, c, 0, 4);
ASSERT_FIELD(NvDsInferDimsCHW, h, 4, 4);
ASSERT_FIELD(NvDsInferDimsCHW, w, 8, 4);

ASSERT_SIZE(NvDsInferLayerInfo, 72);
ASSERT_FIELD(NvDsInferLayerInfo, dataType, 0, 4);
ASSERT_FIELD(NvDsInferLayerInfo, inferDims, 4, 40);
ASSERT_FIELD(NvDsInferLayerInfo, bindingIndex, 44, 4);
ASSERT_FIELD(NvDsInferLayerInfo, layerName, 48, 8);
ASSERT_FIELD(NvDsInferLayerInfo, buffer, 56, 8);
ASSERT_FIELD(NvDsInferLayerInfo, isInput, 64, 4);

ASSERT_SIZE(NvDsInferNetworkInfo, 12);
ASSERT_FIELD(NvDsInferNetworkInfo, width, 0, 4);
ASSERT_FIELD(NvDsInferNetworkInfo, height, 4, 4);
ASSERT_FIELD(NvDsInferNetworkInfo, channels, 8, 4);

ASSERT_SIZE(NvDsInferTensorMeta, 72);
ASSERT_FIELD(NvDsInferTensorMeta, unique_id, 0, 4);
ASSERT_FIELD(NvDsInferTensorMeta, num_output_layers, 4, 4);
ASSERT_FIELD(NvDsInferTensorMeta, output_layers_info, 8, 8);
ASSERT_FIELD(NvDsInferTensorMeta, out_buf_ptrs_host, 16, 8);
ASSERT_FIELD(NvDsInferTensorMeta, out_buf_ptrs_dev, 24, 8);
ASSERT_FIELD(NvDsInferTensorMeta, gpu_id, 32, 4);
ASSERT_FIELD(NvDsInferTensorMeta, priv_data, 40, 8);
ASSERT_FIELD(NvDsInferTensorMeta, network_info, 48, 12);
ASSERT_FIELD(NvDsInferTensorMeta, maintain_aspect_ratio, 60, 4);
ASSERT_FIELD(NvDsInferTensorMeta, symmetric_padding, 64, 4);

ASSERT_SIZE(NvDsInferSegmentationMeta, 48);
ASSERT_FIELD(NvDsInferSegmentationMeta, classes, 0, 4);
ASSERT_FIELD(NvDsInferSegmentationMeta, width, 4, 4);
ASSERT_FIELD(NvDsInferSegmentationMeta, height, 8, 4);
ASSERT_FIELD(NvDsInferSegmentationMeta, class_map, 16, 8);
ASSERT_FIELD(NvDsInferSegmentationMeta, class_probabilities_map, 24, 8);
ASSERT_FIELD(NvDsInferSegmentationMeta, priv_data, 32, 8);
ASSERT_FIELD(NvDsInferSegmentationMeta, unique_id, 40, 4);
