// SPDX-License-Identifier: Apache-2.0
#include "stream_splitter.hpp"

#include <algorithm>

namespace pipewright::standin {

GList* take_frame(GList* node, unsigned num_surfaces, FrameSurfaces& frame) {
  frame.clear();
  for (; node != nullptr && frame.size() < std::max(num_surfaces, 1U); node = node->next) {
    auto* meta = static_cast<NvDsFrameMeta*>(node->data);
    const bool is_of_frame = frame.empty() || (meta->pad_index == frame.front()->pad_index &&
                                               meta->buf_pts == frame.front()->buf_pts);
    if (!is_of_frame) break;
    frame.push_back(meta);
  }
  return node;
}

GstBuffer* single_frame_buffer(const SurfaceMap& map, const FrameSurfaces& frame,
                               GstClockTime duration) {
  std::vector<PictureRef> pictures;
  pictures.reserve(frame.size());
  for (const NvDsFrameMeta* meta : frame) {
    if (meta->batch_id >= map.size()) return nullptr;
    pictures.push_back(map.picture(meta->batch_id));
  }
  GstBuffer* buffer = surface_buffer_new(pictures);
  NvDsBatchMeta* batch_meta = nvds_create_batch_meta(static_cast<guint>(frame.size()));
  for (guint i = 0; i < frame.size(); ++i) {
    NvDsFrameMeta* copy = nvds_acquire_frame_meta_from_pool(batch_meta);
    nvds_copy_frame_meta(frame[i], copy);
    copy->batch_id = i;
    nvds_add_frame_meta_to_batch(batch_meta, copy);
  }
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch_meta, nullptr, &nvds_batch_meta_copy_func,
                                            &nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  GST_BUFFER_PTS(buffer) = frame.front()->buf_pts;
  GST_BUFFER_DURATION(buffer) = duration;
  return buffer;
}

}  // namespace pipewright::standin
