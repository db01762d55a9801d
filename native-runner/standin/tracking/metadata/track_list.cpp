// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/metadata/track_list.hpp"

#include <glib.h>

namespace pipewright::standin::tracking {

void TrackList::clear() {
  frames_.clear();
  objects_.clear();
  streams_.clear();
}

void TrackList::add(const TrackSource& source, std::span<const Track> tracks) {
  if (tracks.empty()) return;
  NvDsTargetMiscDataStream& stream = streams_.emplace_back();
  stream = {};
  stream.streamID = source.pad_index;
  stream.surfaceStreamID = std::uint64_t{source.pad_index} << 32 | source.surface_index;
  stream.numFilled = stream.numAllocated = static_cast<std::uint32_t>(tracks.size());
  for (const Track& track : tracks) {
    NvDsTargetMiscDataObject& object = objects_.emplace_back();
    object = {};
    object.uniqueId = track.id;
    object.classId = static_cast<std::uint16_t>(track.class_id);
    object.numObj = object.numAllocated = static_cast<std::uint32_t>(track.points.size());
    g_strlcpy(object.objLabel, source.label_of(track.class_id).c_str(), MAX_LABEL_SIZE);
    for (const TrackPoint& point : track.points) {
      NvDsTargetMiscDataFrame& frame = frames_.emplace_back();
      frame = {};
      frame.frameNum = point.frame_num;
      frame.tBbox.left = point.box.left * source.scale_x;
      frame.tBbox.top = point.box.top * source.scale_y;
      frame.tBbox.width = point.box.width * source.scale_x;
      frame.tBbox.height = point.box.height * source.scale_y;
      frame.confidence = point.confidence;
      frame.age = point.age;
      frame.trackerState = static_cast<TRACKER_STATE>(point.state);
      frame.visibility = point.visibility;
    }
  }
}

NvDsTargetMiscDataBatch* TrackList::finish(void* owner) {
  // The vectors stand still now.
  NvDsTargetMiscDataFrame* frame = frames_.data();
  NvDsTargetMiscDataObject* object = objects_.data();
  for (NvDsTargetMiscDataStream& stream : streams_) {
    stream.list = object;
    for (std::uint32_t i = 0; i < stream.numFilled; ++i, ++object) {
      object->list = frame;
      frame += object->numObj;
    }
  }
  batch_.list = streams_.data();
  batch_.numFilled = batch_.numAllocated = static_cast<std::uint32_t>(streams_.size());
  batch_.priv_data = owner;
  return &batch_;
}

}  // namespace pipewright::standin::tracking
