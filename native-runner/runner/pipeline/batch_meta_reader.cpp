// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/batch_meta_reader.hpp"

#include <cstring>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "nvbufsurface.h"
#include "nvdsmeta.h"

namespace pipewright {
namespace {

void add(std::atomic<std::uint64_t>& counter, std::uint64_t amount) {
  counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

template <class Visit>
void for_each_frame(const NvDsBatchMeta* batch, Visit visit) {
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    visit(*static_cast<const NvDsFrameMeta*>(item->data));
  }
}

FrameId frame_id(const NvDsFrameMeta& frame) {
  return {frame.pad_index, frame.source_id, frame.buf_pts};
}

void read_object(const NvDsObjectMeta& object, BoxScale scale, telemetry::ObjectMeta& message) {
  message.set_component_id(object.unique_component_id);
  message.set_class_id(object.class_id);
  message.set_label(object.obj_label, strnlen(object.obj_label, sizeof(object.obj_label)));
  message.set_track_id(object.object_id);
  message.set_confidence(object.confidence);
  message.set_tracker_confidence(object.tracker_confidence);
  message.set_left(object.rect_params.left * scale.x);
  message.set_top(object.rect_params.top * scale.y);
  message.set_width(object.rect_params.width * scale.x);
  message.set_height(object.rect_params.height * scale.y);
}

void read_objects_of(const NvDsFrameMeta& frame, BoxScale scale,
                     google::protobuf::RepeatedPtrField<telemetry::ObjectMeta>& objects) {
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    read_object(*static_cast<const NvDsObjectMeta*>(item->data), scale, *objects.Add());
  }
}

}  // namespace

bool is_built_with_deepstream_sdk() {
#ifdef PIPEWRIGHT_DEEPSTREAM_SDK
  return true;
#else
  return false;
#endif
}

BatchView::BatchView(GstBuffer* buffer) : batch_(gst_buffer_get_nvds_batch_meta(buffer)) {}

BatchTotals BatchView::count(StreamCounters& counters) const {
  BatchTotals totals;
  for_each_frame(batch_, [&](const NvDsFrameMeta& frame) {
    totals.frames += 1;
    totals.objects += frame.num_obj_meta;
    if (frame.source_id < StreamCounters::kMaxStreams) {
      StreamCounters::Stream& stream = counters.streams[frame.source_id];
      add(stream.frames, 1);
      add(stream.objects, frame.num_obj_meta);
    }
  });
  return totals;
}

std::size_t BatchView::list_frames(std::span<FrameId> frames) const {
  std::size_t num_frames = 0;
  for_each_frame(batch_, [&](const NvDsFrameMeta& frame) {
    if (num_frames < frames.size()) frames[num_frames++] = frame_id(frame);
  });
  return num_frames;
}

std::optional<FrameId> BatchView::first_frame() const {
  const GList* first = batch_->frame_meta_list;
  if (first == nullptr) return std::nullopt;
  return frame_id(*static_cast<const NvDsFrameMeta*>(first->data));
}

bool BatchView::has_source(std::uint32_t source_id) const {
  bool found = false;
  for_each_frame(
      batch_, [&](const NvDsFrameMeta& frame) { found = found || frame.source_id == source_id; });
  return found;
}

void BatchView::read(std::uint32_t width, std::uint32_t height,
                     telemetry::MetadataBatch& message) const {
  message.Clear();
  const BatchLock lock(batch_);
  for_each_frame(batch_, [&](const NvDsFrameMeta& frame) {
    telemetry::FrameMeta& target = *message.add_frames();
    target.set_source_id(frame.source_id);
    target.set_pad_number(frame.pad_index);
    target.set_frame_number(frame.frame_num);
    target.set_pts_ns(frame.buf_pts);
    target.set_width(width != 0 ? width : frame.pipeline_width);
    target.set_height(height != 0 ? height : frame.pipeline_height);
    target.set_source_width(frame.source_frame_width);
    target.set_source_height(frame.source_frame_height);
    read_objects_of(frame, {}, *target.mutable_objects());
  });
}

void BatchView::read_objects(
    int source_id, BoxScale scale,
    google::protobuf::RepeatedPtrField<telemetry::ObjectMeta>& objects) const {
  const BatchLock lock(batch_);
  for_each_frame(batch_, [&](const NvDsFrameMeta& frame) {
    if (source_id >= 0 && frame.source_id != static_cast<guint>(source_id)) return;
    read_objects_of(frame, scale, objects);
  });
}

std::optional<SurfaceInfo> read_surface_info(GstBuffer* buffer) {
  GstMapInfo map;
  if (!gst_buffer_map(buffer, &map, GST_MAP_READ)) return std::nullopt;
  std::optional<SurfaceInfo> info;
  if (map.size >= sizeof(NvBufSurface)) {
    const auto* surface = reinterpret_cast<const NvBufSurface*>(map.data);
    info = SurfaceInfo{surface->batchSize, surface->numFilled};
  }
  gst_buffer_unmap(buffer, &map);
  return info;
}

}  // namespace pipewright
