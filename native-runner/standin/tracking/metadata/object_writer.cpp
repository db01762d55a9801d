// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/metadata/object_writer.hpp"

#include <glib.h>

#include <algorithm>
#include <optional>

namespace pipewright::standin::tracking {
namespace {

constexpr float kConfidenceWithoutDetector = -0.1f;
constexpr unsigned kFontSize = 10;
constexpr float kTextAbove = 20;
// Metas only borrow the font's name.
char font_name[] = "Serif";

/// The part of the box within the frame; none when nothing is left of it.
std::optional<Box> clip(Box box, float width, float height) {
  const float right = std::min(box.right(), width);
  const float bottom = std::min(box.bottom(), height);
  box.left = std::max(box.left, 0.0f);
  box.top = std::max(box.top, 0.0f);
  box.width = right - box.left;
  box.height = bottom - box.top;
  if (box.width <= 0 || box.height <= 0) return std::nullopt;
  return box;
}

}  // namespace

void ObjectWriter::remember_look(const NvDsObjectMeta& object) {
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

std::string ObjectWriter::label_of(int class_id) const {
  const auto look = looks_.find(class_id);
  return look == looks_.end() ? std::string() : look->second.label;
}

NvDsObjectMeta* ObjectWriter::new_object(NvDsFrameMeta& frame, const TrackedObject& tracked) const {
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

NvDsObjectMeta* ObjectWriter::write(const TrackedFrame& frame, const TrackedObject& tracked,
                                    std::uint64_t id, NvDsObjectMeta* detected) {
  const Box box{tracked.box.left * frame.scale_x, tracked.box.top * frame.scale_y,
                tracked.box.width * frame.scale_x, tracked.box.height * frame.scale_y};
  const std::optional<Box> visible = clip(box, frame.width, frame.height);
  // Left without an id its detection, if any, goes with the untracked objects.
  if (!visible) return nullptr;
  NvDsObjectMeta* object = detected != nullptr ? detected : new_object(frame.meta, tracked);
  object->object_id = id;
  object->rect_params.left = visible->left;
  object->rect_params.top = visible->top;
  object->rect_params.width = visible->width;
  object->rect_params.height = visible->height;
  object->tracker_bbox_info.org_bbox_coords = {box.left, box.top, box.width, box.height};
  object->tracker_confidence = tracked.confidence;
  write_text(*object);
  if (detected == nullptr) nvds_add_obj_meta_to_frame(&frame.meta, object, nullptr);
  return object;
}

void ObjectWriter::write_text(NvDsObjectMeta& object) const {
  NvOSD_TextParams& text = object.text_params;
  text.font_params.font_name = font_name;
  text.font_params.font_size = kFontSize;
  text.font_params.font_color = {1, 1, 1, 1};
  text.set_bg_clr = 1;
  text.text_bg_clr = {0, 0, 0, 1};
  text.x_offset = static_cast<unsigned>(std::max(object.rect_params.left, 0.0f));
  text.y_offset = static_cast<unsigned>(std::max(object.rect_params.top - kTextAbove, 0.0f));
  if (!display_tracking_id_) return;
  gchar* const with_id =
      text.display_text != nullptr
          ? g_strdup_printf("%s %" G_GUINT64_FORMAT, text.display_text, object.object_id)
          : g_strdup_printf("%" G_GUINT64_FORMAT, object.object_id);
  g_free(text.display_text);
  text.display_text = with_id;
}

}  // namespace pipewright::standin::tracking
