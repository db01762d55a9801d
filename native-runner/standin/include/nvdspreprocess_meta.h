// SPDX-License-Identifier: Apache-2.0
// What nvdspreprocess attaches to a batch for nvinfer, as user_meta_data of a user meta of type
// NVDS_PREPROCESS_BATCH_META: names and layout of DeepStream 9.1's public header.
#ifndef PIPEWRIGHT_NVDSPREPROCESS_META_H
#define PIPEWRIGHT_NVDSPREPROCESS_META_H

#include <string>
#include <vector>

#include "nvds_roi_meta.h"

/** A tensor of several regions, one behind the other. */
typedef struct {
  void* raw_tensor_buffer;         ///< the values; system memory here
  guint64 buffer_size;             ///< bytes
  std::vector<int> tensor_shape;   ///< with the number of regions in front
  NvDsDataType data_type;          ///< of the values
  std::string tensor_name;         ///< the model's input that it is for
  guint gpu_id;                    ///< 0 here
  void* private_data;              ///< keeps the values alive
  guint meta_id;                   ///< number among the tensors of a buffer
  gboolean maintain_aspect_ratio;  ///< regions kept their shape
} NvDsPreProcessTensorMeta;

/** A tensor and the regions in it. */
typedef struct {
  std::vector<guint64> target_unique_ids;  ///< of the inference elements it is for
  NvDsPreProcessTensorMeta* tensor_meta;   ///< null when no tensor could be made
  std::vector<NvDsRoiMeta> roi_vector;     ///< one per sample of the tensor
  void* private_data;                      ///< of the element that attached it
} GstNvDsPreProcessBatchMeta;

#endif
