// SPDX-License-Identifier: Apache-2.0
#include "stream_splitter.hpp"

namespace pipewright::standin {

GstBuffer* single_frame_buffer(const SurfaceMap& map, NvDsFrameMeta* frame, GstClockTime duration) {
  if (frame->batch_id >= map.size()) return nullptr;
  const PictureRef picture = map.picture(frame->batch_id);
  GstBuffer* buffer = surface_buffer_new({&picture, 1});
  NvDsBatchMeta* batch_meta = nvds_create_batch_meta(1);
  NvDsFrameMeta* copy = nvds_acquire_frame_meta_from_pool(batch_meta);
  nvds_copy_frame_meta(frame, copy);
  copy->batch_id = 0;
  nvds_add_frame_meta_to_batch(batch_meta, copy);
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch_meta, nullptr, &nvds_batch_meta_copy_func,
                                            &nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  GST_BUFFER_PTS(buffer) = frame->buf_pts;
  GST_BUFFER_DURATION(buffer) = duration;
  return buffer;
}

}  // namespace pipewright::standin
