// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detector_postprocessor.hpp"

#include <utility>

namespace pipewright::standin::inference {

DetectorPostprocessor::DetectorPostprocessor(const NvinferConfig& config,
                                             std::unique_ptr<Detector> detector)
    : config_(config),
      detector_(std::move(detector)),
      filter_{config.classes, &config.filter_out_class_ids, config.crop_objects_to_roi_boundary,
              config.clip_object_outside_roi} {
  warnings_ = detector_->warnings();
}

Result<std::unique_ptr<Postprocessor>> DetectorPostprocessor::create(const NvinferConfig& config,
                                                                     const ModelRunner& runner) {
  auto detector = Detector::create(config, runner);
  if (!detector) return detector.error();
  return std::unique_ptr<Postprocessor>(
      new DetectorPostprocessor(config, std::move(detector).value()));
}

void DetectorPostprocessor::attach(const Subject& subject, const SampleOutputs& outputs) {
  found_.placement = subject.placement;
  found_.region = subject.region;
  found_.detections.clear();
  if (!subject.placement.source.empty()) detector_->detect(outputs, found_.detections);
  to_frame_boxes(found_, filter_, static_cast<float>(subject.frame_width),
                 static_cast<float>(subject.frame_height), boxes_);
  attach_objects(*subject.frame, subject.object, boxes_, config_, *detector_, outputs);
}

}  // namespace pipewright::standin::inference
