// SPDX-License-Identifier: Apache-2.0
// NvDs metadata as GstMeta on a buffer.

#include "gstnvdsmeta.h"

namespace {

gboolean init_meta(GstMeta* meta, gpointer, GstBuffer*) {
  auto* self = reinterpret_cast<NvDsMeta*>(meta);
  self->meta_data = nullptr;
  self->user_data = nullptr;
  self->meta_type = NVDS_GST_INVALID_META;
  self->copyfunc = nullptr;
  self->freefunc = nullptr;
  self->gst_to_nvds_meta_transform_func = nullptr;
  self->gst_to_nvds_meta_release_func = nullptr;
  return TRUE;
}

void free_meta(GstMeta* meta, GstBuffer*) {
  auto* self = reinterpret_cast<NvDsMeta*>(meta);
  if (self->freefunc != nullptr) self->freefunc(self->meta_data, self->user_data);
}

gboolean transform_meta(GstBuffer* target, GstMeta* meta, GstBuffer*, GQuark, gpointer) {
  // Whatever becomes of the pixels, the metadata is worth keeping: elements that transform pixels
  // and know about NvDs metadata correct it, all others do not ask for a tagged meta.
  auto* self = reinterpret_cast<NvDsMeta*>(meta);
  if (self->copyfunc == nullptr) return TRUE;
  gpointer copied = self->copyfunc(self->meta_data, self->user_data);
  NvDsMeta* copy =
      gst_buffer_add_nvds_meta(target, copied, self->user_data, self->copyfunc, self->freefunc);
  if (copy == nullptr) return FALSE;
  copy->meta_type = self->meta_type;
  copy->gst_to_nvds_meta_transform_func = self->gst_to_nvds_meta_transform_func;
  copy->gst_to_nvds_meta_release_func = self->gst_to_nvds_meta_release_func;
  return TRUE;
}

/// Calls `visit` with each NvDsMeta of a buffer until it returns true; that meta or null.
template <typename Visit>
NvDsMeta* find_meta(GstBuffer* buffer, Visit visit) {
  gpointer state = nullptr;
  while (GstMeta* meta = gst_buffer_iterate_meta_filtered(buffer, &state, NVDS_META_API_TYPE)) {
    auto* nvds_meta = reinterpret_cast<NvDsMeta*>(meta);
    if (visit(*nvds_meta)) return nvds_meta;
  }
  return nullptr;
}

}  // namespace

extern "C" {

GType nvds_meta_api_get_type(void) {
  static const GType type = [] {
    static const gchar* tags[] = {NVDS_META_STRING, nullptr};
    return gst_meta_api_type_register("NvDsMetaAPI", tags);
  }();
  return type;
}

const GstMetaInfo* nvds_meta_get_info(void) {
  static const GstMetaInfo* info = gst_meta_register(
      NVDS_META_API_TYPE, "NvDsMeta", sizeof(NvDsMeta), &init_meta, &free_meta, &transform_meta);
  return info;
}

NvDsMeta* gst_buffer_add_nvds_meta(GstBuffer* buffer, gpointer meta_data, gpointer user_data,
                                   NvDsMetaCopyFunc copy_func, NvDsMetaReleaseFunc release_func) {
  g_return_val_if_fail(GST_IS_BUFFER(buffer) && gst_buffer_is_writable(buffer), nullptr);
  auto* meta = reinterpret_cast<NvDsMeta*>(gst_buffer_add_meta(buffer, NVDS_META_INFO, nullptr));
  meta->meta_data = meta_data;
  meta->user_data = user_data;
  meta->copyfunc = copy_func;
  meta->freefunc = release_func;
  return meta;
}

NvDsMeta* gst_buffer_get_nvds_meta(GstBuffer* buffer) {
  return find_meta(buffer, [](const NvDsMeta&) { return true; });
}

NvDsBatchMeta* gst_buffer_get_nvds_batch_meta(GstBuffer* buffer) {
  NvDsMeta* meta =
      find_meta(buffer, [](const NvDsMeta& each) { return each.meta_type == NVDS_BATCH_GST_META; });
  return meta == nullptr ? nullptr : static_cast<NvDsBatchMeta*>(meta->meta_data);
}

void nvds_copy_gst_meta_to_frame_meta(GstBuffer* src_gst_buffer, NvDsBatchMeta* batch_meta,
                                      NvDsFrameMeta* frame_meta) {
  find_meta(src_gst_buffer, [&](const NvDsMeta& each) {
    if (each.gst_to_nvds_meta_transform_func == nullptr) return false;
    // The function gets a user meta, so that it also serves to copy the new one.
    NvDsUserMeta source = {};
    source.user_meta_data = each.meta_data;
    NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(batch_meta);
    user_meta->user_meta_data = each.gst_to_nvds_meta_transform_func(&source, each.user_data);
    user_meta->base_meta.meta_type = static_cast<NvDsMetaType>(each.meta_type);
    user_meta->base_meta.copy_func = each.gst_to_nvds_meta_transform_func;
    user_meta->base_meta.release_func = each.gst_to_nvds_meta_release_func;
    nvds_add_user_meta_to_frame(frame_meta, user_meta);
    return false;
  });
}

}  // extern "C"
