// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/batch_inference.hpp"

#include <algorithm>
#include <utility>

#include "standin/inference/object_meta.hpp"

namespace pipewright::standin::inference {
namespace {

template <typename Meta>
Meta& meta_at(const GList* item) {
  return *static_cast<Meta*>(item->data);
}

}  // namespace

Result<std::unique_ptr<BatchInference>> BatchInference::create(NvinferConfig config) {
  std::unique_ptr<BatchInference> inference(new BatchInference(std::move(config)));
  auto detector = Detector::create(inference->config_);
  if (!detector) return detector.error();
  inference->detector_ = std::move(detector).value();
  return inference;
}

std::vector<std::string> BatchInference::warnings() const {
  std::vector<std::string> warnings = config_.warnings;
  warnings.insert(warnings.end(), detector_->warnings().begin(), detector_->warnings().end());
  return warnings;
}

Result<void> BatchInference::process(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  // Only whole frames are skipped; objects are there or not.
  if (config_.process_mode == ProcessMode::kPrimary &&
      num_batches_++ % (config_.interval + 1) > 0) {
    return {};
  }
  work_.clear();
  inputs_.clear();
  nvds_acquire_meta_lock(&batch);
  Result<void> added;
  for (const GList* item = batch.frame_meta_list; item != nullptr && added; item = item->next) {
    added = add_work(meta_at<NvDsFrameMeta>(item), surfaces);
  }
  nvds_release_meta_lock(&batch);
  if (!added) return added;

  if (auto done = detector_->detect(inputs_, outputs_); !done) return done;
  const BoxFilter filter{config_.classes, &config_.filter_out_class_ids,
                         config_.crop_objects_to_roi_boundary};
  for (std::size_t i = 0; i < work_.size(); ++i) {
    const FrameFormat& format = inputs_[i].picture->format;
    to_frame_boxes(outputs_[i], filter, static_cast<float>(format.width),
                   static_cast<float>(format.height), boxes_);
    attach_objects(*work_[i].frame, work_[i].object, boxes_, config_, *detector_);
  }
  return {};
}

Result<void> BatchInference::add_work(NvDsFrameMeta& frame, const SurfaceMap& surfaces) {
  if (frame.batch_id >= surfaces.size()) {
    return Error{"frame metadata names picture " + std::to_string(frame.batch_id) +
                 " of a batch of " + std::to_string(surfaces.size())};
  }
  const FrameView& picture = surfaces.view(frame.batch_id);
  if (config_.process_mode == ProcessMode::kPrimary) {
    work_.push_back({&frame, nullptr});
    inputs_.push_back({&picture, picture.format.bounds()});
    return {};
  }
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    NvDsObjectMeta& object = meta_at<NvDsObjectMeta>(item);
    if (!is_wanted(object)) continue;
    const NvOSD_RectParams& rect = object.rect_params;
    work_.push_back({&frame, &object});
    inputs_.push_back({&picture,
                       {static_cast<int>(rect.left), static_cast<int>(rect.top),
                        static_cast<int>(rect.width), static_cast<int>(rect.height)}});
  }
  return {};
}

bool BatchInference::is_wanted(const NvDsObjectMeta& object) const {
  const NvOSD_RectParams& rect = object.rect_params;
  if (config_.operate_on_gie_id >= 0 && object.unique_component_id != config_.operate_on_gie_id) {
    return false;
  }
  if (!config_.operate_on_class_ids.empty() &&
      !config_.operate_on_class_ids.contains(object.class_id)) {
    return false;
  }
  const auto least_width = static_cast<float>(std::max(1u, config_.input_object_min_width));
  const auto least_height = static_cast<float>(std::max(1u, config_.input_object_min_height));
  if (rect.width < least_width || rect.height < least_height) return false;
  if (config_.input_object_max_width > 0 &&
      rect.width > static_cast<float>(config_.input_object_max_width)) {
    return false;
  }
  return config_.input_object_max_height == 0 ||
         rect.height <= static_cast<float>(config_.input_object_max_height);
}

}  // namespace pipewright::standin::inference
