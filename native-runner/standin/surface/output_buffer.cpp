// SPDX-License-Identifier: Apache-2.0
#include "output_buffer.hpp"

#include "surface_buffer.hpp"

namespace pipewright::standin {

GstBuffer* make_output(GstBaseTransform* transform, GstBuffer* input) {
  GstBuffer* output = gst_buffer_make_writable(input);
  gst_buffer_foreach_meta(
      output,
      [](GstBuffer* buffer, GstMeta** meta, gpointer data) -> gboolean {
        auto* self = GST_BASE_TRANSFORM_CAST(data);
        const auto transform_meta = GST_BASE_TRANSFORM_GET_CLASS(self)->transform_meta;
        const bool is_about_memory =
            gst_meta_api_type_has_tag((*meta)->info->api,
                                      g_quark_from_static_string(GST_META_TAG_MEMORY_STR)) != FALSE;
        const bool survives =
            !is_about_memory && transform_meta(self, buffer, *meta, buffer) != FALSE;
        if (!survives && !GST_META_FLAG_IS_SET(*meta, GST_META_FLAG_LOCKED)) *meta = nullptr;
        return TRUE;
      },
      transform);
  return output;
}

void set_pictures(GstBuffer* buffer, std::span<const PictureRef> pictures) {
  GstBuffer* surface = surface_buffer_new(pictures);
  gst_buffer_replace_all_memory(buffer, gst_buffer_get_memory(surface, 0));
  gst_buffer_unref(surface);
}

}  // namespace pipewright::standin
