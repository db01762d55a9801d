// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/object_meta.hpp"

#include <glib.h>

#include <algorithm>
#include <random>
#include <string>

#include "standin/inference/label_text.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr unsigned kBorderWidth = 3;

NvOSD_ColorParams to_osd(const Color& color) {
  return {color[0], color[1], color[2], color[3]};
}

bool is_of_wanted_size(const Detection& box, const ClassAttributes& attributes) {
  if (box.width < static_cast<float>(attributes.min_width) ||
      box.height < static_cast<float>(attributes.min_height)) {
    return false;
  }
  if (attributes.max_width > 0 && box.width > static_cast<float>(attributes.max_width)) {
    return false;
  }
  return attributes.max_height == 0 || box.height <= static_cast<float>(attributes.max_height);
}

/// The rows of a frame between the offsets of a class.
struct Rows {
  float top;
  float bottom;

  Rows(const ClassAttributes& attributes, float frame_height)
      : top(static_cast<float>(attributes.roi_top_offset)),
        bottom(frame_height - static_cast<float>(attributes.roi_bottom_offset)) {}
  bool contain(const Detection& box) const {
    return box.top >= top && box.top + box.height <= bottom;
  }
};

void crop(Detection& box, const Rows& rows, float frame_width) {
  box.top = std::max(box.top, rows.top);
  box.width = std::min(box.width, frame_width - box.left);
  box.height = std::min(box.height, rows.bottom - box.top);
}

/// Cuts a box at the edges of a region.
void clip(Detection& box, const NvOSD_RectParams& region) {
  const float left = std::max(box.left, region.left);
  const float top = std::max(box.top, region.top);
  box.width = std::max(0.0f, std::min(box.left + box.width, region.left + region.width) - left);
  box.height = std::max(0.0f, std::min(box.top + box.height, region.top + region.height) - top);
  box.left = left;
  box.top = top;
}

void fill_rect(NvOSD_RectParams& rect, const Detection& box, const ClassAttributes& attributes) {
  rect.left = box.left;
  rect.top = box.top;
  rect.width = box.width;
  rect.height = box.height;
  rect.border_width = kBorderWidth;
  rect.border_color = to_osd(attributes.border_color);
  rect.has_bg_color = attributes.background_color ? 1 : 0;
  if (attributes.background_color) rect.bg_color = to_osd(*attributes.background_color);
}

/// nvinfer gives each instance of a frame its own colour, in the order of this generator.
class InstanceColors {
 public:
  NvOSD_ColorParams next() {
    const float red = part_(generator_);
    const float green = part_(generator_);
    const float blue = part_(generator_);
    return {red, green, blue, 1};
  }

 private:
  std::mt19937 generator_{0};
  std::uniform_real_distribution<float> part_{0.0f, 1.0f};
};

void attach_mask(NvDsObjectMeta& object, const Detection& box, const InstanceDecoder& decoder,
                 const SampleOutputs& outputs, double threshold) {
  const MaskSize size = decoder.mask_size(outputs, box);
  if (size.size() == 0) return;
  NvOSD_MaskParams& mask = object.mask_params;
  mask.data = g_new(float, size.size());
  decoder.write_mask(outputs, box, std::span(mask.data, size.size()));
  mask.size = static_cast<unsigned>(size.size() * sizeof(float));
  mask.threshold = static_cast<float>(threshold);
  mask.width = size.width;
  mask.height = size.height;
}

}  // namespace

void to_frame_boxes(const DetectorOutput& output, const BoxFilter& filter, float frame_width,
                    float frame_height, std::vector<Detection>& boxes) {
  boxes.clear();
  const Placement& placement = output.placement;
  if (placement.source.empty()) return;
  const auto ratio_x = static_cast<float>(placement.ratio_x);
  const auto ratio_y = static_cast<float>(placement.ratio_y);
  const NvOSD_RectParams* region = output.region != nullptr ? &output.region->roi : nullptr;
  for (Detection box : output.detections) {
    box.left = (box.left - static_cast<float>(placement.target.x)) / ratio_x;
    box.top = (box.top - static_cast<float>(placement.target.y)) / ratio_y;
    box.width /= ratio_x;
    box.height /= ratio_y;
    if (region != nullptr) {
      box.left += region->left;
      box.top += region->top;
      if (filter.clip_outside_roi) clip(box, *region);
    }
    box.left = std::max(0.0f, box.left);
    box.top = std::max(0.0f, box.top);
    if (filter.filter_out_class_ids->contains(static_cast<int>(box.class_id))) continue;
    const ClassAttributes& attributes = filter.classes[box.class_id];
    if (!is_of_wanted_size(box, attributes)) continue;
    const Rows rows(attributes, frame_height);
    if (filter.crop_to_region) {
      crop(box, rows, frame_width);
    } else if (!rows.contain(box)) {
      continue;
    }
    boxes.push_back(box);
  }
}

void attach_objects(NvDsFrameMeta& frame, NvDsObjectMeta* parent, std::span<const Detection> boxes,
                    const NvinferConfig& config, const Detector& detector,
                    const SampleOutputs& outputs) {
  NvDsBatchMeta* batch = frame.base_meta.batch_meta;
  InstanceColors colors;
  frame.bInferDone = TRUE;
  for (Detection box : boxes) {
    if (parent != nullptr && !config.input_tensor_from_meta) {
      // What is left of the frame or above it was not looked at.
      box.left += std::max(0.0f, parent->rect_params.left);
      box.top += std::max(0.0f, parent->rect_params.top);
    }
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(batch);
    object->unique_component_id = static_cast<gint>(config.unique_id);
    object->class_id = static_cast<gint>(box.class_id);
    object->confidence = box.confidence;
    object->object_id = UNTRACKED_OBJECT_ID;
    fill_rect(object->rect_params, box, config.classes[box.class_id]);
    object->detector_bbox_info.org_bbox_coords = {box.left, box.top, box.width, box.height};
    const std::string* label = detector.label(box.class_id);
    if (label != nullptr) g_strlcpy(object->obj_label, label->c_str(), MAX_LABEL_SIZE);
    object->text_params.display_text = label != nullptr ? g_strdup(label->c_str()) : nullptr;
    style_label(object->text_params, object->rect_params);
    if (detector.instances() != nullptr && config.output_instance_mask) {
      attach_mask(*object, box, *detector.instances(), outputs, config.segmentation_threshold);
      object->rect_params.border_color = colors.next();
    }
    nvds_add_obj_meta_to_frame(&frame, object, parent);
  }
}

}  // namespace pipewright::standin::inference
