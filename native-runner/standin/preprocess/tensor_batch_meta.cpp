// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/tensor_batch_meta.hpp"

#include <utility>

namespace pipewright::standin::preprocess {
namespace {

/// A batch meta and what its pointers lead to.
struct OwnedMeta {
  GstNvDsPreProcessBatchMeta meta = {};
  NvDsPreProcessTensorMeta tensor = {};
  std::shared_ptr<std::byte[]> memory;

  OwnedMeta() = default;
  /// A copy shares the values; its regions have no results until they are copied, too.
  OwnedMeta(const OwnedMeta& other) : meta(other.meta), tensor(other.tensor), memory(other.memory) {
    for (NvDsRoiMeta& region : meta.roi_vector) {
      region.classifier_meta_list = nullptr;
      region.roi_user_meta_list = nullptr;
    }
    point_to_own_members();
  }
  OwnedMeta& operator=(const OwnedMeta&) = delete;
  /// The regions only borrow what their lists hold.
  ~OwnedMeta() {
    for (NvDsRoiMeta& region : meta.roi_vector) {
      g_list_free(region.classifier_meta_list);
      g_list_free(region.roi_user_meta_list);
    }
  }

  void point_to_own_members() {
    tensor.raw_tensor_buffer = memory.get();
    tensor.private_data = this;
    meta.tensor_meta = &tensor;
    meta.private_data = this;
  }
};

OwnedMeta* owner_of(gpointer user_meta) {
  const auto* meta = static_cast<GstNvDsPreProcessBatchMeta*>(
      static_cast<NvDsUserMeta*>(user_meta)->user_meta_data);
  return static_cast<OwnedMeta*>(meta->private_data);
}

gpointer copy_meta(gpointer data, gpointer) {
  return &(new OwnedMeta(*owner_of(data)))->meta;
}

void release_meta(gpointer data, gpointer) {
  delete owner_of(data);
  static_cast<NvDsUserMeta*>(data)->user_meta_data = nullptr;
}

}  // namespace

void attach_tensor(NvDsBatchMeta& batch, FilledTensor filled, const PreprocessConfig& config,
                   const std::vector<guint64>& target_unique_ids) {
  auto owned = std::make_unique<OwnedMeta>();
  owned->memory = std::move(filled.memory);
  owned->meta.target_unique_ids = target_unique_ids;
  owned->meta.roi_vector = std::move(filled.regions);
  NvDsPreProcessTensorMeta& tensor = owned->tensor;
  tensor.buffer_size = filled.num_bytes;
  tensor.tensor_shape = config.network_input_shape;
  tensor.tensor_shape[0] = static_cast<int>(owned->meta.roi_vector.size());
  tensor.data_type = config.data_type;
  tensor.tensor_name = config.tensor_name;
  tensor.meta_id = filled.meta_id;
  tensor.maintain_aspect_ratio = config.tensor.maintain_aspect_ratio;
  owned->point_to_own_members();

  NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(&batch);
  user_meta->user_meta_data = &owned.release()->meta;
  user_meta->base_meta.meta_type = NVDS_PREPROCESS_BATCH_META;
  user_meta->base_meta.copy_func = copy_meta;
  user_meta->base_meta.release_func = release_meta;
  nvds_add_user_meta_to_batch(&batch, user_meta);
}

}  // namespace pipewright::standin::preprocess
