// SPDX-License-Identifier: Apache-2.0
#include "standin/metamux/meta_merge.hpp"

#include "common/batch_lock.hpp"
#include "gstnvdsinfer.h"

namespace pipewright::standin::metamux {
namespace {

/// Calls `visit` with each meta of a list; the meta may be removed from the list meanwhile.
template <typename Meta, typename Visit>
void for_each_removable(GList* list, Visit visit) {
  for (GList* next = nullptr; list != nullptr; list = next) {
    next = list->next;
    visit(static_cast<Meta*>(list->data));
  }
}

void remove_from_object(NvDsObjectMeta& object, int source_id, const MetaMuxConfig& config) {
  for_each_removable<NvDsClassifierMeta>(
      object.classifier_meta_list, [&](NvDsClassifierMeta* meta) {
        if (!config.keeps(meta->unique_component_id, source_id)) {
          nvds_remove_classifier_meta_from_obj(&object, meta);
        }
      });
}

bool is_unwanted_tensor(const NvDsUserMeta& meta, int source_id, const MetaMuxConfig& config) {
  if (meta.base_meta.meta_type != static_cast<NvDsMetaType>(NVDSINFER_TENSOR_OUTPUT_META)) {
    return false;
  }
  const auto& tensor = *static_cast<const NvDsInferTensorMeta*>(meta.user_meta_data);
  return !config.keeps(static_cast<int>(tensor.unique_id), source_id);
}

}  // namespace

void merge_frame(const NvDsFrameMeta& from, NvDsFrameMeta& into) {
  nvds_copy_obj_meta_list(from.obj_meta_list, &into);
  nvds_copy_display_meta_list(from.display_meta_list, &into);
  nvds_copy_frame_user_meta_list(from.frame_user_meta_list, &into);
  into.bInferDone = into.bInferDone != FALSE || from.bInferDone != FALSE ? TRUE : FALSE;
}

void remove_unwanted(NvDsBatchMeta& batch, const MetaMuxConfig& config) {
  if (config.sources_of_model.empty()) return;
  const BatchLock lock(&batch);
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
    const auto source_id = static_cast<int>(frame.source_id);
    for_each_removable<NvDsObjectMeta>(frame.obj_meta_list, [&](NvDsObjectMeta* object) {
      remove_from_object(*object, source_id, config);
      if (!config.keeps(object->unique_component_id, source_id)) {
        nvds_remove_obj_meta_from_frame(&frame, object);
      }
    });
    for_each_removable<NvDsUserMeta>(frame.frame_user_meta_list, [&](NvDsUserMeta* meta) {
      if (is_unwanted_tensor(*meta, source_id, config)) {
        nvds_remove_user_meta_from_frame(&frame, meta);
      }
    });
  }
}

}  // namespace pipewright::standin::metamux
