// SPDX-License-Identifier: Apache-2.0
// What nvinfer attaches besides objects, as user_meta_data of user metas: names and layout of
// DeepStream 9.1's public header.
#ifndef PIPEWRIGHT_GSTNVDSINFER_H
#define PIPEWRIGHT_GSTNVDSINFER_H

#include <glib.h>

#include "nvdsinfer.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Raw outputs for one frame or object; NVDSINFER_TENSOR_OUTPUT_META. */
typedef struct {
  guint unique_id;                         ///< of the element
  guint num_output_layers;                 ///< layers
  NvDsInferLayerInfo* output_layers_info;  ///< one per layer
  void** out_buf_ptrs_host;                ///< values of each layer
  void** out_buf_ptrs_dev;                 ///< the same for devices; system memory here
  gint gpu_id;                             ///< 0 here
  void* priv_data;                         ///< keeps the values alive
  NvDsInferNetworkInfo network_info;       ///< size of the network's input
  gboolean maintain_aspect_ratio;          ///< the picture kept its shape
  gboolean symmetric_padding;              ///< and was padded on both sides
} NvDsInferTensorMeta;

/** Classes of pixels of one frame or object; NVDSINFER_SEGMENTATION_META. */
typedef struct {
  guint classes;                    ///< number of classes
  guint width;                      ///< of the maps
  guint height;                     ///< of the maps
  gint* class_map;                  ///< class of pixel (x, y) at y * width + x; -1 for none
  gfloat* class_probabilities_map;  ///< the model's own values, or null
  void* priv_data;                  ///< keeps the values alive; null for a copy
  gint unique_id;                   ///< of the element
} NvDsInferSegmentationMeta;

#ifdef __cplusplus
}
#endif

#endif
