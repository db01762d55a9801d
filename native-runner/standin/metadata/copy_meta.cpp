// SPDX-License-Identifier: Apache-2.0
// Deep copies of metas. A copy keeps the base meta of its target (owner batch) and takes over
// everything else.

#include <cstring>

#include "common/batch_lock.hpp"
#include "meta_pool.hpp"
#include "roi_meta.hpp"

using pipewright::BatchLock;
using pipewright::standin::point_regions_to_copy;

namespace {

/// Copies `source` over `target` but for the owner, which stays the target's.
template <typename Meta>
void assign(const Meta& source, Meta& target) {
  NvDsBatchMeta* owner = target.base_meta.batch_meta;
  target = source;
  target.base_meta.batch_meta = owner;
}

/// Copies user metas that can be copied and hands each, with its source, to `add`.
template <typename Add>
void copy_user_metas(GList* list, NvDsBatchMeta* batch_meta, Add add) {
  for (GList* node = list; node != nullptr; node = node->next) {
    auto* source = static_cast<NvDsUserMeta*>(node->data);
    if (source->base_meta.copy_func == nullptr) continue;
    NvDsUserMeta* copy = nvds_acquire_user_meta_from_pool(batch_meta);
    assign(*source, *copy);
    copy->user_meta_data = source->base_meta.copy_func(source, nullptr);
    add(*source, copy);
  }
}

/// The copy of `parent`, by its place in the source list; null when the parent is not in it.
NvDsObjectMeta* copied_parent(const NvDsObjectMeta* parent, GList* sources, GList* copies) {
  for (; sources != nullptr && copies != nullptr; sources = sources->next, copies = copies->next) {
    if (sources->data == parent) return static_cast<NvDsObjectMeta*>(copies->data);
  }
  return nullptr;
}

}  // namespace

extern "C" {

void nvds_copy_label_info_meta(NvDsLabelInfo* src_label_info, NvDsLabelInfo* dst_label_info) {
  assign(*src_label_info, *dst_label_info);
  dst_label_info->pResult_label = g_strdup(src_label_info->pResult_label);
}

void nvds_copy_label_info_list(NvDsLabelInfoList* src_label_info_list,
                               NvDsClassifierMeta* dst_classifier_meta) {
  NvDsBatchMeta* batch_meta = dst_classifier_meta->base_meta.batch_meta;
  for (GList* node = src_label_info_list; node != nullptr; node = node->next) {
    NvDsLabelInfo* copy = nvds_acquire_label_info_meta_from_pool(batch_meta);
    nvds_copy_label_info_meta(static_cast<NvDsLabelInfo*>(node->data), copy);
    nvds_add_label_info_meta_to_classifier(dst_classifier_meta, copy);
  }
}

void nvds_copy_classifier_meta(NvDsClassifierMeta* src_classifier_meta,
                               NvDsClassifierMeta* dst_classifier_meta) {
  assign(*src_classifier_meta, *dst_classifier_meta);
  dst_classifier_meta->num_labels = 0;
  dst_classifier_meta->label_info_list = nullptr;
  nvds_copy_label_info_list(src_classifier_meta->label_info_list, dst_classifier_meta);
}

void nvds_copy_classification_list(NvDsClassifierMetaList* src_classifier_meta_list,
                                   NvDsObjectMeta* dst_object_meta) {
  NvDsBatchMeta* batch_meta = dst_object_meta->base_meta.batch_meta;
  for (GList* node = src_classifier_meta_list; node != nullptr; node = node->next) {
    NvDsClassifierMeta* copy = nvds_acquire_classifier_meta_from_pool(batch_meta);
    nvds_copy_classifier_meta(static_cast<NvDsClassifierMeta*>(node->data), copy);
    nvds_add_classifier_meta_to_object(dst_object_meta, copy);
  }
}

void nvds_copy_display_meta(NvDsDisplayMeta* src_display_meta, NvDsDisplayMeta* dst_display_meta) {
  assign(*src_display_meta, *dst_display_meta);
  for (NvOSD_TextParams& text : dst_display_meta->text_params) {
    text.display_text = g_strdup(text.display_text);
  }
}

void nvds_copy_display_meta_list(NvDisplayMetaList* src_display_meta_list,
                                 NvDsFrameMeta* dst_frame_meta) {
  NvDsBatchMeta* batch_meta = dst_frame_meta->base_meta.batch_meta;
  for (GList* node = src_display_meta_list; node != nullptr; node = node->next) {
    NvDsDisplayMeta* copy = nvds_acquire_display_meta_from_pool(batch_meta);
    nvds_copy_display_meta(static_cast<NvDsDisplayMeta*>(node->data), copy);
    nvds_add_display_meta_to_frame(dst_frame_meta, copy);
  }
}

void nvds_copy_batch_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                    NvDsBatchMeta* dst_batch_meta) {
  copy_user_metas(
      src_user_meta_list, dst_batch_meta, [&](const NvDsUserMeta& source, NvDsUserMeta* copy) {
        point_regions_to_copy(source, *copy, *source.base_meta.batch_meta, *dst_batch_meta);
        nvds_add_user_meta_to_batch(dst_batch_meta, copy);
      });
}

void nvds_copy_frame_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                    NvDsFrameMeta* dst_frame_meta) {
  copy_user_metas(src_user_meta_list, dst_frame_meta->base_meta.batch_meta,
                  [&](const NvDsUserMeta&, NvDsUserMeta* copy) {
                    if (copy->base_meta.meta_type == NVDS_ROI_META) {
                      static_cast<NvDsRoiMeta*>(copy->user_meta_data)->frame_meta = dst_frame_meta;
                    }
                    nvds_add_user_meta_to_frame(dst_frame_meta, copy);
                  });
}

void nvds_copy_obj_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                  NvDsObjectMeta* dst_object_meta) {
  copy_user_metas(src_user_meta_list, dst_object_meta->base_meta.batch_meta,
                  [&](const NvDsUserMeta&, NvDsUserMeta* copy) {
                    nvds_add_user_meta_to_obj(dst_object_meta, copy);
                  });
}

void nvds_copy_obj_meta(NvDsObjectMeta* src_object_meta, NvDsObjectMeta* dst_object_meta) {
  assign(*src_object_meta, *dst_object_meta);
  dst_object_meta->parent = nullptr;
  dst_object_meta->classifier_meta_list = nullptr;
  dst_object_meta->obj_user_meta_list = nullptr;
  dst_object_meta->text_params.display_text = g_strdup(src_object_meta->text_params.display_text);
  if (src_object_meta->mask_params.data != nullptr) {
    dst_object_meta->mask_params.data = static_cast<float*>(
        g_memdup2(src_object_meta->mask_params.data, src_object_meta->mask_params.size));
  }
  nvds_copy_classification_list(src_object_meta->classifier_meta_list, dst_object_meta);
  nvds_copy_obj_user_meta_list(src_object_meta->obj_user_meta_list, dst_object_meta);
}

void nvds_copy_obj_meta_list(NvDsObjectMetaList* src_obj_meta_list, NvDsFrameMeta* dst_frame_meta) {
  NvDsBatchMeta* batch_meta = dst_frame_meta->base_meta.batch_meta;
  GList* last_before = g_list_last(dst_frame_meta->obj_meta_list);
  for (GList* node = src_obj_meta_list; node != nullptr; node = node->next) {
    NvDsObjectMeta* copy = nvds_acquire_obj_meta_from_pool(batch_meta);
    nvds_copy_obj_meta(static_cast<NvDsObjectMeta*>(node->data), copy);
    nvds_add_obj_meta_to_frame(dst_frame_meta, copy, nullptr);
  }
  GList* copies = last_before == nullptr ? dst_frame_meta->obj_meta_list : last_before->next;
  GList* copy = copies;
  for (GList* node = src_obj_meta_list; node != nullptr; node = node->next, copy = copy->next) {
    const NvDsObjectMeta* parent = static_cast<NvDsObjectMeta*>(node->data)->parent;
    if (parent == nullptr) continue;
    static_cast<NvDsObjectMeta*>(copy->data)->parent =
        copied_parent(parent, src_obj_meta_list, copies);
  }
}

void nvds_copy_frame_meta(NvDsFrameMeta* src_frame_meta, NvDsFrameMeta* dst_frame_meta) {
  assign(*src_frame_meta, *dst_frame_meta);
  dst_frame_meta->num_obj_meta = 0;
  dst_frame_meta->obj_meta_list = nullptr;
  dst_frame_meta->display_meta_list = nullptr;
  dst_frame_meta->frame_user_meta_list = nullptr;
  nvds_copy_obj_meta_list(src_frame_meta->obj_meta_list, dst_frame_meta);
  nvds_copy_display_meta_list(src_frame_meta->display_meta_list, dst_frame_meta);
  nvds_copy_frame_user_meta_list(src_frame_meta->frame_user_meta_list, dst_frame_meta);
}

void nvds_copy_frame_meta_list(NvDsFrameMetaList* src_frame_meta_list,
                               NvDsBatchMeta* dst_batch_meta) {
  for (GList* node = src_frame_meta_list; node != nullptr; node = node->next) {
    NvDsFrameMeta* copy = nvds_acquire_frame_meta_from_pool(dst_batch_meta);
    nvds_copy_frame_meta(static_cast<NvDsFrameMeta*>(node->data), copy);
    nvds_add_frame_meta_to_batch(dst_batch_meta, copy);
  }
}

gpointer nvds_batch_meta_copy_func(gpointer data, gpointer) {
  auto* source = static_cast<NvDsBatchMeta*>(data);
  const BatchLock lock(source);
  NvDsBatchMeta* copy = nvds_create_batch_meta(source->max_frames_in_batch);
  std::memcpy(copy->misc_batch_info, source->misc_batch_info, sizeof(copy->misc_batch_info));
  std::memcpy(copy->reserved, source->reserved, sizeof(copy->reserved));
  nvds_copy_frame_meta_list(source->frame_meta_list, copy);
  nvds_copy_batch_user_meta_list(source->batch_user_meta_list, copy);
  return copy;
}

}  // extern "C"
