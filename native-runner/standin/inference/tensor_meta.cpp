// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/tensor_meta.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gstnvdsinfer.h"

namespace pipewright::standin::inference {
namespace {

struct ValueType {
  NvDsInferDataType type;
  std::size_t num_bytes;
};

std::optional<ValueType> value_type(ort::ElementType type) {
  switch (type) {
    case ort::kElementFloat:
      return ValueType{FLOAT, 4};
    case ort::kElementFloat16:
      return ValueType{HALF, 2};
    case ort::kElementInt8:
      return ValueType{INT8, 1};
    case ort::kElementUint8:
    case ort::kElementBool:
      return ValueType{UINT8, 1};
    case ort::kElementInt32:
      return ValueType{INT32, 4};
    case ort::kElementInt64:
      return ValueType{INT64, 8};
    case ort::kElementUndefined:
      break;
  }
  return std::nullopt;
}

/// A tensor meta and what its pointers lead to.
struct OwnedTensorMeta {
  NvDsInferTensorMeta meta = {};
  std::shared_ptr<const ModelOutputs> outputs;
  std::vector<NvDsInferLayerInfo> layers;
  std::vector<void*> buffers;

  void point_to_own_members() {
    meta.num_output_layers = static_cast<guint>(layers.size());
    meta.output_layers_info = layers.data();
    meta.out_buf_ptrs_host = buffers.data();
    meta.out_buf_ptrs_dev = buffers.data();
    meta.priv_data = this;
  }
};

OwnedTensorMeta* owner_of(gpointer user_meta) {
  const auto* meta =
      static_cast<NvDsInferTensorMeta*>(static_cast<NvDsUserMeta*>(user_meta)->user_meta_data);
  return static_cast<OwnedTensorMeta*>(meta->priv_data);
}

gpointer copy_tensor_meta(gpointer data, gpointer) {
  auto* copy = new OwnedTensorMeta(*owner_of(data));
  copy->point_to_own_members();
  return &copy->meta;
}

void release_tensor_meta(gpointer data, gpointer) {
  delete owner_of(data);
  static_cast<NvDsUserMeta*>(data)->user_meta_data = nullptr;
}

void add_layer(OwnedTensorMeta& owned, const ModelRunner& runner, std::size_t output,
               const SampleOutputs& sample) {
  const std::vector<std::int64_t>& dims = owned.outputs->dims(output);
  const bool has_batch =
      !dims.empty() && dims[0] == static_cast<std::int64_t>(sample.run().batch());
  const ValueType value = *value_type(owned.outputs->type(output));
  NvDsInferLayerInfo& layer = owned.layers.emplace_back();
  layer = {};
  layer.dataType = value.type;
  layer.inferDims.numElements = 1;
  for (std::size_t i = has_batch ? 1 : 0; i < dims.size(); ++i) {
    if (layer.inferDims.numDims == NVDSINFER_MAX_DIMS) break;
    layer.inferDims.d[layer.inferDims.numDims++] = static_cast<unsigned>(dims[i]);
    layer.inferDims.numElements *= static_cast<unsigned>(dims[i]);
  }
  // Layers count from the model's input.
  layer.bindingIndex = static_cast<int>(output) + 1;
  // Metas may outlive the model.
  layer.layerName = g_intern_string(runner.outputs()[output].name.c_str());
  const std::size_t offset =
      has_batch ? sample.index() * layer.inferDims.numElements * value.num_bytes : 0;
  // The SDK's structures know no const.
  auto* bytes = static_cast<std::byte*>(const_cast<void*>(owned.outputs->raw(output)));
  layer.buffer = bytes + offset;
  owned.buffers.push_back(layer.buffer);
}

gpointer copy_region_meta(gpointer data, gpointer) {
  auto* copy =
      new NvDsRoiMeta(*static_cast<NvDsRoiMeta*>(static_cast<NvDsUserMeta*>(data)->user_meta_data));
  copy->frame_meta = nullptr;
  return copy;
}

void release_region_meta(gpointer data, gpointer) {
  auto* user_meta = static_cast<NvDsUserMeta*>(data);
  delete static_cast<NvDsRoiMeta*>(user_meta->user_meta_data);
  user_meta->user_meta_data = nullptr;
}

NvDsUserMeta* new_region_meta(const NvDsRoiMeta& region, NvDsBatchMeta& batch) {
  auto* copy = new NvDsRoiMeta(region);
  copy->object_meta = nullptr;
  copy->classifier_meta_list = nullptr;
  copy->roi_user_meta_list = nullptr;
  NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(&batch);
  user_meta->user_meta_data = copy;
  user_meta->base_meta.meta_type = static_cast<NvDsMetaType>(NVDS_ROI_META);
  user_meta->base_meta.copy_func = copy_region_meta;
  user_meta->base_meta.release_func = release_region_meta;
  return user_meta;
}

/// As in the SDK the frame, and the object, of a region with raw outputs tell where it lies.
void attach_region_meta(const Subject& subject) {
  NvDsBatchMeta& batch = *subject.frame->base_meta.batch_meta;
  nvds_add_user_meta_to_frame(subject.frame, new_region_meta(*subject.region, batch));
  if (subject.object != nullptr) {
    nvds_add_user_meta_to_obj(subject.object, new_region_meta(*subject.region, batch));
  }
}

}  // namespace

Result<void> check_tensor_types(const ModelRunner& runner) {
  const auto outputs = runner.hold_outputs();
  for (std::size_t i = 0; i < outputs->size(); ++i) {
    if (!value_type(outputs->type(i))) {
      return Error{"output '" + runner.outputs()[i].name +
                   "' of the model has a type that NvDsInferTensorMeta cannot tell; export it as "
                   "FP32, FP16, INT8, UINT8, INT32 or INT64"};
    }
    if (outputs->dims(i).size() > NVDSINFER_MAX_DIMS) {
      return Error{"output '" + runner.outputs()[i].name + "' of the model has more than " +
                   std::to_string(NVDSINFER_MAX_DIMS) +
                   " axes, which NvDsInferTensorMeta cannot tell"};
    }
  }
  return {};
}

NvDsUserMeta* new_tensor_meta(NvDsBatchMeta& batch, const NvinferConfig& config,
                              const ModelRunner& runner, const SampleOutputs& outputs) {
  auto owned = std::make_unique<OwnedTensorMeta>();
  owned->outputs = outputs.run().hold_outputs();
  for (std::size_t i = 0; i < owned->outputs->size(); ++i) add_layer(*owned, runner, i, outputs);
  owned->meta.unique_id = config.unique_id;
  owned->meta.network_info = {runner.dims().width, runner.dims().height, runner.dims().channels};
  owned->meta.maintain_aspect_ratio = config.maintain_aspect_ratio;
  owned->meta.symmetric_padding = config.symmetric_padding;
  owned->point_to_own_members();

  NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(&batch);
  user_meta->user_meta_data = &owned.release()->meta;
  user_meta->base_meta.meta_type = static_cast<NvDsMetaType>(NVDSINFER_TENSOR_OUTPUT_META);
  user_meta->base_meta.copy_func = copy_tensor_meta;
  user_meta->base_meta.release_func = release_tensor_meta;
  return user_meta;
}

void attach_tensor_meta(const Subject& subject, const NvinferConfig& config,
                        const ModelRunner& runner, const SampleOutputs& outputs) {
  NvDsBatchMeta& batch = *subject.frame->base_meta.batch_meta;
  attach_user_meta(subject, new_tensor_meta(batch, config, runner, outputs));
  if (subject.region != nullptr) attach_region_meta(subject);
}

}  // namespace pipewright::standin::inference
