// SPDX-License-Identifier: Apache-2.0
#include "batch_buffer.hpp"

#include <algorithm>

#include "gstnvdsmeta.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

/// Between batches of the same time, as DeepStream's nvstreammux has it: parsers behind an encoder
/// take a time that they see twice for none.
constexpr GstClockTime kSameTimeStep = GST_MSECOND / 4;

}  // namespace

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
  NvDsBatchMeta* batch_meta =
      nvds_create_batch_meta(std::max(format_.batch_size, batch.num_surfaces));
  pictures_.clear();
  for (MuxFrame& frame : frames) {
    if (!add_batched_frame(batch_meta, frame)) add_frame(batch_meta, frame);
    frame.origin.reset();
  }
  GstBuffer* buffer = surface_buffer_new(pictures_, format_.batch_size);
  pictures_.clear();
  set_times(buffer, frames);
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch_meta, nullptr, &nvds_batch_meta_copy_func,
                                            &nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  return buffer;
}

/// One frame meta per surface.
void BatchBuilder::add_frame(NvDsBatchMeta* batch_meta, MuxFrame& frame) {
  int& next_number = frame_numbers_[frame.source_id];
  unsigned surface_index = 0;
  for (PictureRef& picture : frame.own_pictures()) {
    NvDsFrameMeta* meta = nvds_acquire_frame_meta_from_pool(batch_meta);
    meta->pad_index = frame.source_id;
    meta->source_id = frame.source_id;
    meta->batch_id = static_cast<guint>(pictures_.size());
    meta->surface_index = surface_index++;
    meta->frame_num = next_number++;
    meta->buf_pts = frame.pts;
    meta->ntp_timestamp = frame.ntp_timestamp;
    meta->num_surfaces_per_frame = static_cast<gint>(format_.num_surfaces_per_frame);
    meta->source_frame_width = static_cast<guint>(frame.source_width);
    meta->source_frame_height = static_cast<guint>(frame.source_height);
    meta->pipeline_width = format_.width;
    meta->pipeline_height = format_.height;
    if (frame.origin) nvds_copy_gst_meta_to_frame_meta(frame.origin.get(), batch_meta, meta);
    nvds_add_frame_meta_to_batch(batch_meta, meta);
    pictures_.push_back(std::move(picture));
  }
}

/// A batch of another mux: what is known about its frames stays. Only for frames that keep their
/// sizes, because positions of objects would have to be scaled with the picture.
bool BatchBuilder::add_batched_frame(NvDsBatchMeta* batch_meta, MuxFrame& frame) {
  if (!frame.origin || format_.width != 0) return false;
  const NvDsBatchMeta* inner = gst_buffer_get_nvds_batch_meta(frame.origin.get());
  if (inner == nullptr || inner->frame_meta_list == nullptr) return false;
  const auto first = static_cast<guint>(pictures_.size());
  for (GList* node = inner->frame_meta_list; node != nullptr; node = node->next) {
    auto* source = static_cast<NvDsFrameMeta*>(node->data);
    if (source->batch_id >= frame.num_pictures) continue;
    NvDsFrameMeta* meta = nvds_acquire_frame_meta_from_pool(batch_meta);
    nvds_copy_frame_meta(source, meta);
    meta->batch_id = first + source->batch_id;
    nvds_copy_gst_meta_to_frame_meta(frame.origin.get(), batch_meta, meta);
    nvds_add_frame_meta_to_batch(batch_meta, meta);
  }
  for (PictureRef& picture : frame.own_pictures()) pictures_.push_back(std::move(picture));
  return true;
}

void BatchBuilder::set_times(GstBuffer* buffer, const std::vector<MuxFrame>& frames) {
  GstClockTime time = frames.front().running_time;
  if (format_.has_latest_time) {
    for (const MuxFrame& frame : frames) {
      if (!GST_CLOCK_TIME_IS_VALID(frame.running_time)) continue;
      time =
          GST_CLOCK_TIME_IS_VALID(time) ? std::max(time, frame.running_time) : frame.running_time;
    }
  }
  GST_BUFFER_DURATION(buffer) = frames.front().duration;
  if (GST_CLOCK_TIME_IS_VALID(time)) {
    // Sources need not be in step: a batch that starts with an older frame is not shown before its
    // predecessor.
    if (GST_CLOCK_TIME_IS_VALID(last_pts_) && time <= last_pts_) time = last_pts_ + kSameTimeStep;
    last_pts_ = time;
  }
  GST_BUFFER_PTS(buffer) = time;
}

}  // namespace pipewright::standin
