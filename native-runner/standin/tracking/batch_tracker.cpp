// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/batch_tracker.hpp"

#include <glib.h>

#include <algorithm>
#include <utility>

namespace pipewright::standin::tracking {
namespace {

constexpr unsigned kNewIdsAfterReset = 1;
constexpr unsigned kFromZeroAfterEnd = 2;
constexpr float kConfidenceWithoutDetector = -0.1f;
constexpr unsigned kFontSize = 10;
constexpr float kTextAbove = 20;
constexpr std::uint64_t kUpperHalf = 0xffffffff00000000;
// Metas only borrow the font's name.
char font_name[] = "Serif";

/// The part of the box within the frame; none when nothing is left of it.
std::optional<Box> clip(Box box, float width, float height) {
  const float right = std::min(box.left + box.width, width);
  const float bottom = std::min(box.top + box.height, height);
  box.left = std::max(box.left, 0.0f);
  box.top = std::max(box.top, 0.0f);
  box.width = right - box.left;
  box.height = bottom - box.top;
  if (box.width <= 0 || box.height <= 0) return std::nullopt;
  return box;
}

/// Holds the lock of a batch's metadata.
class MetaLock {
 public:
  explicit MetaLock(NvDsBatchMeta* batch) : batch_(batch) { nvds_acquire_meta_lock(batch_); }
  ~MetaLock() { nvds_release_meta_lock(batch_); }
  MetaLock(const MetaLock&) = delete;
  MetaLock& operator=(const MetaLock&) = delete;

 private:
  NvDsBatchMeta* batch_;
};

}  // namespace

void BatchTracker::process(NvDsFrameMeta& frame, float width, float height) {
  const MetaLock lock(frame.base_meta.batch_meta);
  Source& source = sources_[frame.pad_index];
  collect(frame, settings_.tracker_width / width, settings_.tracker_height / height);
  const auto tracked = tracker_of(source).update(detections_, frame.bInferDone != FALSE);
  for (const TrackedObject& object : tracked) {
    write_back(frame, source, object, width / settings_.tracker_width,
               height / settings_.tracker_height, width, height);
  }
  if (settings_.operate_on_class_ids.empty()) remove_untracked(frame);
}

IouTracker& BatchTracker::tracker_of(Source& source) {
  if (!source.tracker) {
    const std::uint32_t upper_half = settings_.tracker.use_unique_id ? random_() : 0;
    source.tracker = std::make_unique<IouTracker>(settings_.tracker, settings_.tracker_width,
                                                  settings_.tracker_height, ids_, upper_half);
  }
  return *source.tracker;
}

bool BatchTracker::is_tracked(const NvDsObjectMeta& object) const {
  return settings_.operate_on_class_ids.empty() ||
         settings_.operate_on_class_ids.contains(object.class_id);
}

void BatchTracker::collect(NvDsFrameMeta& frame, float scale_x, float scale_y) {
  objects_.clear();
  detections_.clear();
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    auto* object = static_cast<NvDsObjectMeta*>(item->data);
    if (!is_tracked(*object)) continue;
    const NvOSD_RectParams& rect = object->rect_params;
    objects_.push_back(object);
    detections_.push_back(
        {{rect.left * scale_x, rect.top * scale_y, rect.width * scale_x, rect.height * scale_y},
         object->class_id,
         object->confidence});
    remember_look(*object);
  }
}

void BatchTracker::remember_look(const NvDsObjectMeta& object) {
  const auto [entry, is_new] = looks_.try_emplace(object.class_id);
  if (!is_new) return;
  ClassLook& look = entry->second;
  look.rect = object.rect_params;
  look.text = object.text_params;
  look.unique_component_id = object.unique_component_id;
  if (object.text_params.display_text != nullptr) {
    look.display_text = object.text_params.display_text;
  }
  look.label = object.obj_label;
}

NvDsObjectMeta* BatchTracker::new_object(NvDsFrameMeta& frame, const TrackedObject& tracked) {
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
  object->class_id = tracked.class_id;
  object->confidence = kConfidenceWithoutDetector;
  object->detector_bbox_info = {};
  const auto look = looks_.find(tracked.class_id);
  if (look != looks_.end()) {
    object->rect_params = look->second.rect;
    object->text_params = look->second.text;
    object->text_params.display_text = g_strdup(look->second.display_text.c_str());
    object->unique_component_id = look->second.unique_component_id;
    g_strlcpy(object->obj_label, look->second.label.c_str(), MAX_LABEL_SIZE);
  }
  return object;
}

std::uint64_t BatchTracker::id_of(Source& source, std::uint64_t tracker_id) const {
  if (!source.first_id) source.first_id = tracker_id;
  if ((settings_.id_reset_mode & kFromZeroAfterEnd) == 0) return tracker_id;
  return (tracker_id & kUpperHalf) + static_cast<std::uint32_t>(tracker_id - *source.first_id);
}

void BatchTracker::write_back(NvDsFrameMeta& frame, Source& source, const TrackedObject& tracked,
                              float scale_x, float scale_y, float width, float height) {
  const Box box{tracked.box.left * scale_x, tracked.box.top * scale_y, tracked.box.width * scale_x,
                tracked.box.height * scale_y};
  const std::optional<Box> visible = clip(box, width, height);
  const std::uint64_t id = id_of(source, tracked.id);
  if (!visible) {
    // Left without an id its detection, if any, goes with the untracked objects.
    return;
  }
  NvDsObjectMeta* object =
      tracked.detection ? objects_[*tracked.detection] : new_object(frame, tracked);
  object->object_id = id;
  object->rect_params.left = visible->left;
  object->rect_params.top = visible->top;
  object->rect_params.width = visible->width;
  object->rect_params.height = visible->height;
  object->tracker_bbox_info.org_bbox_coords = {box.left, box.top, box.width, box.height};
  object->tracker_confidence = tracked.confidence;
  write_text(*object);
  if (!tracked.detection) nvds_add_obj_meta_to_frame(&frame, object, nullptr);
}

void BatchTracker::write_text(NvDsObjectMeta& object) const {
  NvOSD_TextParams& text = object.text_params;
  text.font_params.font_name = font_name;
  text.font_params.font_size = kFontSize;
  text.font_params.font_color = {1, 1, 1, 1};
  text.set_bg_clr = 1;
  text.text_bg_clr = {0, 0, 0, 1};
  text.x_offset = static_cast<unsigned>(std::max(object.rect_params.left, 0.0f));
  text.y_offset = static_cast<unsigned>(std::max(object.rect_params.top - kTextAbove, 0.0f));
  if (!settings_.display_tracking_id) return;
  gchar* const with_id =
      text.display_text != nullptr
          ? g_strdup_printf("%s %" G_GUINT64_FORMAT, text.display_text, object.object_id)
          : g_strdup_printf("%" G_GUINT64_FORMAT, object.object_id);
  g_free(text.display_text);
  text.display_text = with_id;
}

void BatchTracker::remove_untracked(NvDsFrameMeta& frame) {
  to_remove_.clear();
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    auto* object = static_cast<NvDsObjectMeta*>(item->data);
    if (object->object_id == UNTRACKED_OBJECT_ID) to_remove_.push_back(object);
  }
  for (NvDsObjectMeta* object : to_remove_) nvds_remove_obj_meta_from_frame(&frame, object);
}

void BatchTracker::stream_reset(unsigned source) {
  if ((settings_.id_reset_mode & kNewIdsAfterReset) == 0) return;
  const auto found = sources_.find(source);
  if (found != sources_.end()) found->second.tracker.reset();
}

void BatchTracker::stream_ended(unsigned source) {
  if ((settings_.id_reset_mode & kFromZeroAfterEnd) != 0) sources_.erase(source);
}

void BatchTracker::stream_removed(unsigned source) {
  sources_.erase(source);
}

}  // namespace pipewright::standin::tracking
