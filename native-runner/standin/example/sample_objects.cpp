// SPDX-License-Identifier: Apache-2.0
#include "standin/example/sample_objects.hpp"

#include <algorithm>

#include "standin/inference/label_text.hpp"

namespace pipewright::standin::example {
namespace {

constexpr unsigned kBorderWidth = 3;
constexpr const char* kObjectLabel = "Obj_label";

/// Frame pixels become this many processing pixels: the frame keeps its shape.
float scale_of(const SampleSizes& sizes) {
  const int width = sizes.frame_width & ~1;
  const int height = sizes.frame_height & ~1;
  int scaled_width = sizes.processing_width;
  int scaled_height = static_cast<int>(static_cast<double>(scaled_width) * height / width);
  if (scaled_height > sizes.processing_height) {
    scaled_height = sizes.processing_height;
    scaled_width = static_cast<int>(static_cast<double>(scaled_height) * width / height);
  }
  return static_cast<float>(std::min(static_cast<double>(scaled_width) / width,
                                     static_cast<double>(scaled_height) / height));
}

void attach_object(NvDsFrameMeta& frame, const SampleSizes& sizes, int part, const char* label) {
  const float scale = scale_of(sizes);
  const auto width = static_cast<float>(sizes.processing_width);
  const auto height = static_cast<float>(sizes.processing_height);
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
  NvOSD_RectParams& rect = object->rect_params;
  rect.left = width / static_cast<float>(part) / scale;
  rect.top = height / static_cast<float>(part) / scale;
  rect.width = width / 8 / scale;
  rect.height = height / 8 / scale;
  rect.bg_color = {1, 1, 0, 0.4};
  rect.border_width = kBorderWidth;
  rect.border_color = {1, 0, 0, 1};
  object->object_id = UNTRACKED_OBJECT_ID;
  g_strlcpy(object->obj_label, label, MAX_LABEL_SIZE);
  object->text_params.display_text = g_strdup(label);
  inference::style_label(object->text_params, rect);
  nvds_add_obj_meta_to_frame(&frame, object, nullptr);
  frame.bInferDone = TRUE;
}

}  // namespace

void attach_sample_objects(NvDsFrameMeta& frame, const SampleSizes& sizes) {
  attach_object(frame, sizes, 8, "Obj0");
  attach_object(frame, sizes, 2, "Obj1");
}

void attach_sample_label(NvDsObjectMeta& object, unsigned unique_id) {
  NvDsBatchMeta* batch = object.base_meta.batch_meta;
  NvDsClassifierMeta* classifier = nvds_acquire_classifier_meta_from_pool(batch);
  classifier->unique_component_id = static_cast<gint>(unique_id);
  NvDsLabelInfo* label = nvds_acquire_label_info_meta_from_pool(batch);
  g_strlcpy(label->result_label, kObjectLabel, MAX_LABEL_SIZE);
  nvds_add_label_info_meta_to_classifier(classifier, label);
  nvds_add_classifier_meta_to_object(&object, classifier);

  char* before = object.text_params.display_text;
  if (before == nullptr) {
    inference::style_label(object.text_params, object.rect_params);
    object.text_params.display_text = g_strdup(kObjectLabel);
    return;
  }
  object.text_params.display_text = g_strconcat(before, " ", kObjectLabel, nullptr);
  g_free(before);
}

}  // namespace pipewright::standin::example
