// SPDX-License-Identifier: Apache-2.0
#include "batch_buffer.hpp"

#include <algorithm>

#include "gstnvdsmeta.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {

void BatchBuilder::reset() {
  frame_numbers_.clear();
  last_pts_ = GST_CLOCK_TIME_NONE;
}

GstBuffer* BatchBuilder::build(MuxBatch& batch) {
  std::vector<MuxFrame>& frames = batch.frames;
  if (format_.sorts_by_source) {
    std::stable_sort(frames.begin(), frames.end(), [](const MuxFrame& a, const MuxFrame& b) {
      return a.source_id < b.source_id;
    });
  }
  NvDsBatchMeta* batch_meta = nvds_create_batch_meta(format_.batch_size);
  pictures_.clear();
  for (MuxFrame& frame : frames) {
    NvDsFrameMeta* meta = nvds_acquire_frame_meta_from_pool(batch_meta);
    meta->pad_index = frame.source_id;
    meta->source_id = frame.source_id;
    meta->batch_id = static_cast<guint>(pictures_.size());
    meta->frame_num = frame_numbers_[frame.source_id]++;
    meta->buf_pts = frame.pts;
    meta->ntp_timestamp = frame.ntp_timestamp;
    meta->num_surfaces_per_frame = static_cast<gint>(format_.num_surfaces_per_frame);
    meta->source_frame_width = static_cast<guint>(frame.source_width);
    meta->source_frame_height = static_cast<guint>(frame.source_height);
    meta->pipeline_width = format_.width;
    meta->pipeline_height = format_.height;
    if (frame.origin) nvds_copy_gst_meta_to_frame_meta(frame.origin.get(), batch_meta, meta);
    nvds_add_frame_meta_to_batch(batch_meta, meta);
    pictures_.push_back(std::move(frame.picture));
  }
  GstBuffer* buffer = surface_buffer_new(pictures_, format_.batch_size);
  pictures_.clear();
  GST_BUFFER_PTS(buffer) = frames.front().running_time;
  GST_BUFFER_DURATION(buffer) = frames.front().duration;
  if (GST_CLOCK_TIME_IS_VALID(GST_BUFFER_PTS(buffer))) {
    // Sources need not be in step: a batch that starts with an older frame is not shown before its
    // predecessor.
    if (GST_CLOCK_TIME_IS_VALID(last_pts_)) {
      GST_BUFFER_PTS(buffer) = std::max(GST_BUFFER_PTS(buffer), last_pts_);
    }
    last_pts_ = GST_BUFFER_PTS(buffer);
  }
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch_meta, nullptr, &nvds_batch_meta_copy_func,
                                            &nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  return buffer;
}

}  // namespace pipewright::standin
