// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/object_history.hpp"

namespace pipewright::standin::inference {
namespace {

// DeepStream's numbers.
constexpr float kAreaGrowth = 1.2f;
constexpr int kCleanUpIntervalFrames = 1800;
constexpr int kUnseenFrames = 150;

float area_of(const NvDsObjectMeta& object) {
  return object.rect_params.width * object.rect_params.height;
}

}  // namespace

std::shared_ptr<ObjectHistory> ObjectHistories::find(const NvDsFrameMeta& frame,
                                                     const NvDsObjectMeta& object) {
  if (object.object_id == UNTRACKED_OBJECT_ID) return nullptr;
  const auto source = sources_.find(frame.pad_index);
  if (source == sources_.end()) return nullptr;
  const auto found = source->second.objects.find(object.object_id);
  if (found == source->second.objects.end()) return nullptr;
  found->second->last_seen_frame = frame.frame_num;
  return found->second;
}

bool ObjectHistories::is_due(const ObjectHistory& history, const NvDsFrameMeta& frame,
                             const NvDsObjectMeta& object) const {
  // Unsigned, so that frame numbers that start again count as long ago.
  const auto passed =
      static_cast<unsigned>(frame.frame_num) - static_cast<unsigned>(history.last_inferred_frame);
  if (passed > interval_frames_) return true;
  if (type_ == NetworkType::kDetector) return interval_frames_ == kMaxInterval;
  return type_ != NetworkType::kClassifier ||
         area_of(object) > history.last_inferred_area * kAreaGrowth;
}

std::shared_ptr<ObjectHistory> ObjectHistories::note(const NvDsFrameMeta& frame,
                                                     const NvDsObjectMeta& object) {
  if (object.object_id == UNTRACKED_OBJECT_ID) return nullptr;
  auto& history = sources_[frame.pad_index].objects[object.object_id];
  if (history == nullptr) history = std::make_shared<ObjectHistory>();
  history->last_inferred_frame = history->last_seen_frame = frame.frame_num;
  history->last_inferred_area = area_of(object);
  return history;
}

void ObjectHistories::clean_up(const NvDsFrameMeta& frame) {
  const auto found = sources_.find(frame.pad_index);
  if (found == sources_.end()) return;
  Source& source = found->second;
  if (frame.frame_num >= source.last_clean_up_frame &&
      frame.frame_num - source.last_clean_up_frame < kCleanUpIntervalFrames) {
    return;
  }
  source.last_clean_up_frame = frame.frame_num;
  std::erase_if(source.objects, [&frame](const auto& item) {
    return frame.frame_num - item.second->last_seen_frame > kUnseenFrames;
  });
}

}  // namespace pipewright::standin::inference
