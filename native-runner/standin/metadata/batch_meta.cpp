// SPDX-License-Identifier: Apache-2.0
// Life of a batch's metadata: creating, acquiring, adding, removing, clearing. Copying is in
// copy_meta.cpp.

#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/batch_lock.hpp"
#include "meta_pool.hpp"

using pipewright::BatchLock;
using pipewright::standin::meta_pool_acquire;
using pipewright::standin::meta_pool_free;
using pipewright::standin::meta_pool_new;
using pipewright::standin::meta_pool_release;

namespace {

void free_batch(NvDsBatchMeta* batch_meta) {
  meta_pool_free(batch_meta->frame_meta_pool);
  meta_pool_free(batch_meta->obj_meta_pool);
  meta_pool_free(batch_meta->classifier_meta_pool);
  meta_pool_free(batch_meta->display_meta_pool);
  meta_pool_free(batch_meta->user_meta_pool);
  meta_pool_free(batch_meta->label_info_meta_pool);
  g_rec_mutex_clear(&batch_meta->meta_mutex);
  g_free(batch_meta);
}

/// Batches that wait for reuse with their filled pools, so that a running pipeline allocates no
/// metas. When no batch lives any more, all but one go: a pipeline that has ended leaves no heap of
/// pools behind, and one that has a single batch under way still finds its pools.
class SpareBatches {
 public:
  static SpareBatches& instance() {
    // Leaked on purpose: buffers may outlive static destructors at exit.
    static auto* spare = new SpareBatches;
    return *spare;
  }

  /// A spare batch, or null where a new one has to be made; it lives until it is given back.
  NvDsBatchMeta* take() {
    const std::lock_guard lock(mutex_);
    ++num_live_;
    if (spares_.empty()) return nullptr;
    NvDsBatchMeta* batch_meta = spares_.back();
    spares_.pop_back();
    return batch_meta;
  }

  /// Ends the life of a batch, which has been emptied.
  void give_back(NvDsBatchMeta* batch_meta) {
    std::vector<NvDsBatchMeta*> surplus;
    {
      const std::lock_guard lock(mutex_);
      --num_live_;
      spares_.push_back(batch_meta);
      const std::size_t num_kept = num_live_ == 0 ? 1 : kMaxSpareBatches;
      if (spares_.size() > num_kept) {
        const auto first = spares_.begin() + static_cast<std::ptrdiff_t>(num_kept);
        surplus.assign(first, spares_.end());
        spares_.erase(first, spares_.end());
      }
    }
    for (NvDsBatchMeta* spare : surplus) free_batch(spare);
  }

 private:
  static constexpr std::size_t kMaxSpareBatches = 32;

  std::mutex mutex_;
  std::vector<NvDsBatchMeta*> spares_;
  std::size_t num_live_ = 0;
};

// The release functions give one meta back; the caller has taken it out of its list.

void release_user_meta(NvDsUserMeta* meta) {
  // Without a release function the data is only borrowed.
  if (meta->base_meta.release_func != nullptr) meta->base_meta.release_func(meta, nullptr);
  meta_pool_release(meta->base_meta.batch_meta->user_meta_pool, meta);
}

void release_label_info(NvDsLabelInfo* meta) {
  g_free(meta->pResult_label);
  meta_pool_release(meta->base_meta.batch_meta->label_info_meta_pool, meta);
}

void release_display_meta(NvDsDisplayMeta* meta) {
  for (NvOSD_TextParams& text : meta->text_params) g_free(text.display_text);
  meta_pool_release(meta->base_meta.batch_meta->display_meta_pool, meta);
}

/// Gives all metas of a list back and empties it.
template <typename Meta>
void release_list(GList*& list, void (*release)(Meta*)) {
  for (GList* node = list; node != nullptr; node = node->next) {
    release(static_cast<Meta*>(node->data));
  }
  g_list_free(list);
  list = nullptr;
}

/// Takes one meta out of a list and gives it back; FALSE when it is not there.
template <typename Meta>
bool remove_from_list(GList*& list, Meta* meta, void (*release)(Meta*)) {
  GList* node = g_list_find(list, meta);
  if (node == nullptr) return false;
  list = g_list_delete_link(list, node);
  release(meta);
  return true;
}

void release_classifier_meta(NvDsClassifierMeta* meta) {
  release_list(meta->label_info_list, &release_label_info);
  meta_pool_release(meta->base_meta.batch_meta->classifier_meta_pool, meta);
}

void release_obj_meta(NvDsObjectMeta* meta) {
  release_list(meta->classifier_meta_list, &release_classifier_meta);
  release_list(meta->obj_user_meta_list, &release_user_meta);
  g_free(meta->text_params.display_text);
  g_free(meta->mask_params.data);
  meta_pool_release(meta->base_meta.batch_meta->obj_meta_pool, meta);
}

void release_frame_meta(NvDsFrameMeta* meta) {
  release_list(meta->obj_meta_list, &release_obj_meta);
  release_list(meta->display_meta_list, &release_display_meta);
  release_list(meta->frame_user_meta_list, &release_user_meta);
  meta_pool_release(meta->base_meta.batch_meta->frame_meta_pool, meta);
}

/// Gives back what was acquired and never added to anything.
template <typename Meta>
void reclaim(NvDsMetaPool* pool, void (*release)(Meta*)) {
  while (pool->full_list != nullptr) release(static_cast<Meta*>(pool->full_list->data));
}

}  // namespace

extern "C" {

void nvds_acquire_meta_lock(NvDsBatchMeta* batch_meta) {
  g_rec_mutex_lock(&batch_meta->meta_mutex);
}

void nvds_release_meta_lock(NvDsBatchMeta* batch_meta) {
  g_rec_mutex_unlock(&batch_meta->meta_mutex);
}

NvDsBatchMeta* nvds_create_batch_meta(guint max_batch_size) {
  if (max_batch_size == 0) return nullptr;
  NvDsBatchMeta* batch_meta = SpareBatches::instance().take();
  if (batch_meta == nullptr) {
    batch_meta = g_new0(NvDsBatchMeta, 1);
    g_rec_mutex_init(&batch_meta->meta_mutex);
    batch_meta->frame_meta_pool = meta_pool_new(NVDS_FRAME_META, sizeof(NvDsFrameMeta));
    batch_meta->obj_meta_pool = meta_pool_new(NVDS_OBJ_META, sizeof(NvDsObjectMeta));
    batch_meta->classifier_meta_pool =
        meta_pool_new(NVDS_CLASSIFIER_META, sizeof(NvDsClassifierMeta));
    batch_meta->display_meta_pool = meta_pool_new(NVDS_DISPLAY_META, sizeof(NvDsDisplayMeta));
    batch_meta->user_meta_pool = meta_pool_new(NVDS_USER_META, sizeof(NvDsUserMeta));
    batch_meta->label_info_meta_pool = meta_pool_new(NVDS_LABEL_INFO_META, sizeof(NvDsLabelInfo));
  }
  batch_meta->base_meta = {};
  batch_meta->base_meta.batch_meta = batch_meta;
  batch_meta->base_meta.meta_type = NVDS_BATCH_META;
  batch_meta->base_meta.copy_func = &nvds_batch_meta_copy_func;
  batch_meta->base_meta.release_func = &nvds_batch_meta_release_func;
  batch_meta->max_frames_in_batch = max_batch_size;
  for (gint64& field : batch_meta->misc_batch_info) field = 0;
  for (gint64& field : batch_meta->reserved) field = 0;
  return batch_meta;
}

gboolean nvds_destroy_batch_meta(NvDsBatchMeta* batch_meta) {
  if (batch_meta == nullptr) return FALSE;
  {
    const BatchLock lock(batch_meta);
    release_list(batch_meta->frame_meta_list, &release_frame_meta);
    release_list(batch_meta->batch_user_meta_list, &release_user_meta);
    batch_meta->num_frames_in_batch = 0;
    reclaim(batch_meta->frame_meta_pool, &release_frame_meta);
    reclaim(batch_meta->obj_meta_pool, &release_obj_meta);
    reclaim(batch_meta->classifier_meta_pool, &release_classifier_meta);
    reclaim(batch_meta->label_info_meta_pool, &release_label_info);
    reclaim(batch_meta->display_meta_pool, &release_display_meta);
    reclaim(batch_meta->user_meta_pool, &release_user_meta);
  }
  SpareBatches::instance().give_back(batch_meta);
  return TRUE;
}

void nvds_batch_meta_release_func(gpointer data, gpointer) {
  nvds_destroy_batch_meta(static_cast<NvDsBatchMeta*>(data));
}

NvDsFrameMeta* nvds_acquire_frame_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  return static_cast<NvDsFrameMeta*>(meta_pool_acquire(batch_meta->frame_meta_pool, batch_meta));
}

NvDsObjectMeta* nvds_acquire_obj_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  auto* meta =
      static_cast<NvDsObjectMeta*>(meta_pool_acquire(batch_meta->obj_meta_pool, batch_meta));
  meta->object_id = UNTRACKED_OBJECT_ID;
  return meta;
}

NvDsClassifierMeta* nvds_acquire_classifier_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  return static_cast<NvDsClassifierMeta*>(
      meta_pool_acquire(batch_meta->classifier_meta_pool, batch_meta));
}

NvDsLabelInfo* nvds_acquire_label_info_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  return static_cast<NvDsLabelInfo*>(
      meta_pool_acquire(batch_meta->label_info_meta_pool, batch_meta));
}

NvDsDisplayMeta* nvds_acquire_display_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  return static_cast<NvDsDisplayMeta*>(
      meta_pool_acquire(batch_meta->display_meta_pool, batch_meta));
}

NvDsUserMeta* nvds_acquire_user_meta_from_pool(NvDsBatchMeta* batch_meta) {
  const BatchLock lock(batch_meta);
  return static_cast<NvDsUserMeta*>(meta_pool_acquire(batch_meta->user_meta_pool, batch_meta));
}

void nvds_add_frame_meta_to_batch(NvDsBatchMeta* batch_meta, NvDsFrameMeta* frame_meta) {
  const BatchLock lock(batch_meta);
  frame_meta->base_meta.batch_meta = batch_meta;
  batch_meta->frame_meta_list = g_list_append(batch_meta->frame_meta_list, frame_meta);
  ++batch_meta->num_frames_in_batch;
}

void nvds_add_obj_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsObjectMeta* obj_meta,
                                NvDsObjectMeta* obj_parent) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  obj_meta->parent = obj_parent;
  frame_meta->obj_meta_list = g_list_append(frame_meta->obj_meta_list, obj_meta);
  ++frame_meta->num_obj_meta;
}

void nvds_add_classifier_meta_to_object(NvDsObjectMeta* obj_meta,
                                        NvDsClassifierMeta* classifier_meta) {
  const BatchLock lock(obj_meta->base_meta.batch_meta);
  obj_meta->classifier_meta_list = g_list_append(obj_meta->classifier_meta_list, classifier_meta);
}

void nvds_add_label_info_meta_to_classifier(NvDsClassifierMeta* classifier_meta,
                                            NvDsLabelInfo* label_info_meta) {
  const BatchLock lock(classifier_meta->base_meta.batch_meta);
  classifier_meta->label_info_list =
      g_list_append(classifier_meta->label_info_list, label_info_meta);
  ++classifier_meta->num_labels;
}

void nvds_add_display_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsDisplayMeta* display_meta) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  frame_meta->display_meta_list = g_list_append(frame_meta->display_meta_list, display_meta);
}

void nvds_add_user_meta_to_batch(NvDsBatchMeta* batch_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(batch_meta);
  batch_meta->batch_user_meta_list = g_list_append(batch_meta->batch_user_meta_list, user_meta);
}

void nvds_add_user_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  frame_meta->frame_user_meta_list = g_list_append(frame_meta->frame_user_meta_list, user_meta);
}

void nvds_add_user_meta_to_obj(NvDsObjectMeta* obj_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(obj_meta->base_meta.batch_meta);
  obj_meta->obj_user_meta_list = g_list_append(obj_meta->obj_user_meta_list, user_meta);
}

void nvds_remove_frame_meta_from_batch(NvDsBatchMeta* batch_meta, NvDsFrameMeta* frame_meta) {
  const BatchLock lock(batch_meta);
  if (remove_from_list(batch_meta->frame_meta_list, frame_meta, &release_frame_meta)) {
    --batch_meta->num_frames_in_batch;
  }
}

void nvds_remove_obj_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsObjectMeta* obj_meta) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  if (!remove_from_list(frame_meta->obj_meta_list, obj_meta, &release_obj_meta)) return;
  --frame_meta->num_obj_meta;
  for (GList* node = frame_meta->obj_meta_list; node != nullptr; node = node->next) {
    auto* other = static_cast<NvDsObjectMeta*>(node->data);
    if (other->parent == obj_meta) other->parent = nullptr;
  }
}

void nvds_remove_classifier_meta_from_obj(NvDsObjectMeta* obj_meta,
                                          NvDsClassifierMeta* classifier_meta) {
  const BatchLock lock(obj_meta->base_meta.batch_meta);
  remove_from_list(obj_meta->classifier_meta_list, classifier_meta, &release_classifier_meta);
}

void nvds_remove_label_info_meta_from_classifier(NvDsClassifierMeta* classifier_meta,
                                                 NvDsLabelInfo* label_info_meta) {
  const BatchLock lock(classifier_meta->base_meta.batch_meta);
  if (remove_from_list(classifier_meta->label_info_list, label_info_meta, &release_label_info)) {
    --classifier_meta->num_labels;
  }
}

void nvds_remove_display_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsDisplayMeta* display_meta) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  remove_from_list(frame_meta->display_meta_list, display_meta, &release_display_meta);
}

void nvds_remove_user_meta_from_batch(NvDsBatchMeta* batch_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(batch_meta);
  remove_from_list(batch_meta->batch_user_meta_list, user_meta, &release_user_meta);
}

void nvds_remove_user_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  remove_from_list(frame_meta->frame_user_meta_list, user_meta, &release_user_meta);
}

void nvds_remove_user_meta_from_object(NvDsObjectMeta* obj_meta, NvDsUserMeta* user_meta) {
  const BatchLock lock(obj_meta->base_meta.batch_meta);
  remove_from_list(obj_meta->obj_user_meta_list, user_meta, &release_user_meta);
}

void nvds_clear_frame_meta_list(NvDsBatchMeta* batch_meta, NvDsFrameMetaList*) {
  const BatchLock lock(batch_meta);
  release_list(batch_meta->frame_meta_list, &release_frame_meta);
  batch_meta->num_frames_in_batch = 0;
}

void nvds_clear_obj_meta_list(NvDsFrameMeta* frame_meta, NvDsObjectMetaList*) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  release_list(frame_meta->obj_meta_list, &release_obj_meta);
  frame_meta->num_obj_meta = 0;
}

void nvds_clear_classifier_meta_list(NvDsObjectMeta* obj_meta, NvDsClassifierMetaList*) {
  const BatchLock lock(obj_meta->base_meta.batch_meta);
  release_list(obj_meta->classifier_meta_list, &release_classifier_meta);
}

void nvds_clear_label_info_meta_list(NvDsClassifierMeta* classifier_meta, NvDsLabelInfoList*) {
  const BatchLock lock(classifier_meta->base_meta.batch_meta);
  release_list(classifier_meta->label_info_list, &release_label_info);
  classifier_meta->num_labels = 0;
}

void nvds_clear_display_meta_list(NvDsFrameMeta* frame_meta, NvDisplayMetaList*) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  release_list(frame_meta->display_meta_list, &release_display_meta);
}

void nvds_clear_batch_user_meta_list(NvDsBatchMeta* batch_meta, NvDsUserMetaList*) {
  const BatchLock lock(batch_meta);
  release_list(batch_meta->batch_user_meta_list, &release_user_meta);
}

void nvds_clear_frame_user_meta_list(NvDsFrameMeta* frame_meta, NvDsUserMetaList*) {
  const BatchLock lock(frame_meta->base_meta.batch_meta);
  release_list(frame_meta->frame_user_meta_list, &release_user_meta);
}

void nvds_clear_obj_user_meta_list(NvDsObjectMeta* object_meta, NvDsUserMetaList*) {
  const BatchLock lock(object_meta->base_meta.batch_meta);
  release_list(object_meta->obj_user_meta_list, &release_user_meta);
}

NvDsFrameMeta* nvds_get_nth_frame_meta(NvDsFrameMetaList* frame_meta_list, guint index) {
  return static_cast<NvDsFrameMeta*>(g_list_nth_data(frame_meta_list, index));
}

NvDsMetaType nvds_get_user_meta_type(gchar* meta_descriptor) {
  static std::mutex mutex;
  static auto* numbers = new std::unordered_map<std::string, int>;
  const std::lock_guard lock(mutex);
  const int next = NVDS_START_USER_META + static_cast<int>(numbers->size());
  return static_cast<NvDsMetaType>(numbers->try_emplace(meta_descriptor, next).first->second);
}

}  // extern "C"
