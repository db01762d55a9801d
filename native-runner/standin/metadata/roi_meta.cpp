// SPDX-License-Identifier: Apache-2.0
// Regions of nvdspreprocess: what is said about them, and what becomes of them when a batch is
// copied.

#include "roi_meta.hpp"

#include "common/batch_lock.hpp"
#include "meta_pool.hpp"
#include "nvdspreprocess_meta.h"

namespace {

/// The meta at the place in `copies` at which `meta` is in `sources`; null when it is not there.
template <typename Meta>
Meta* counterpart(const Meta* meta, GList* sources, GList* copies) {
  if (meta == nullptr) return nullptr;
  for (; sources != nullptr && copies != nullptr; sources = sources->next, copies = copies->next) {
    if (sources->data == meta) return static_cast<Meta*>(copies->data);
  }
  return nullptr;
}

GList* copy_classifier_metas(const GList* sources, NvDsBatchMeta& batch) {
  GList* copies = nullptr;
  for (const GList* item = sources; item != nullptr; item = item->next) {
    NvDsClassifierMeta* copy = nvds_acquire_classifier_meta_from_pool(&batch);
    nvds_copy_classifier_meta(static_cast<NvDsClassifierMeta*>(item->data), copy);
    copies = g_list_append(copies, copy);
  }
  return copies;
}

GList* copy_user_metas(const GList* sources, NvDsBatchMeta& batch) {
  GList* copies = nullptr;
  for (const GList* item = sources; item != nullptr; item = item->next) {
    auto* source = static_cast<NvDsUserMeta*>(item->data);
    if (source->base_meta.copy_func == nullptr) continue;
    NvDsUserMeta* copy = nvds_acquire_user_meta_from_pool(&batch);
    copy->base_meta = source->base_meta;
    copy->base_meta.batch_meta = &batch;
    copy->user_meta_data = source->base_meta.copy_func(source, nullptr);
    copies = g_list_append(copies, copy);
  }
  return copies;
}

}  // namespace

namespace pipewright::standin {

void point_regions_to_copy(const NvDsUserMeta& source, NvDsUserMeta& copy,
                           NvDsBatchMeta& source_batch, NvDsBatchMeta& copied_batch) {
  if (copy.base_meta.meta_type != NVDS_PREPROCESS_BATCH_META) return;
  const auto& source_rois =
      static_cast<GstNvDsPreProcessBatchMeta*>(source.user_meta_data)->roi_vector;
  auto& rois = static_cast<GstNvDsPreProcessBatchMeta*>(copy.user_meta_data)->roi_vector;
  for (std::size_t i = 0; i < rois.size(); ++i) {
    const NvDsRoiMeta& from = source_rois[i];
    NvDsRoiMeta& roi = rois[i];
    roi.frame_meta =
        counterpart(from.frame_meta, source_batch.frame_meta_list, copied_batch.frame_meta_list);
    roi.object_meta = roi.frame_meta == nullptr
                          ? nullptr
                          : counterpart(from.object_meta, from.frame_meta->obj_meta_list,
                                        roi.frame_meta->obj_meta_list);
    roi.classifier_meta_list = copy_classifier_metas(from.classifier_meta_list, copied_batch);
    roi.roi_user_meta_list = copy_user_metas(from.roi_user_meta_list, copied_batch);
  }
}

}  // namespace pipewright::standin

extern "C" {

void nvds_add_classifier_meta_to_roi(NvDsRoiMeta* roi_meta, NvDsClassifierMeta* classifier_meta) {
  const pipewright::BatchLock lock(classifier_meta->base_meta.batch_meta);
  roi_meta->classifier_meta_list = g_list_append(roi_meta->classifier_meta_list, classifier_meta);
}

void nvds_add_user_meta_to_roi(NvDsRoiMeta* roi_meta, NvDsUserMeta* user_meta) {
  const pipewright::BatchLock lock(user_meta->base_meta.batch_meta);
  roi_meta->roi_user_meta_list = g_list_append(roi_meta->roi_user_meta_list, user_meta);
}

}  // extern "C"
