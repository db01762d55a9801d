// SPDX-License-Identifier: Apache-2.0
// From what a detector saw to object metadata.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "nvds_roi_meta.h"
#include "standin/inference/detector.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// What was found in one input. Boxes are in pixels of the network's input; `placement` leads back
/// to the picture.
struct DetectorOutput {
  Placement placement;
  std::vector<Detection> detections;
  /// The region of nvdspreprocess that was looked at, if it was one.
  const NvDsRoiMeta* region = nullptr;
};

/// What decides which boxes of a frame are reported.
struct BoxFilter {
  std::span<const ClassAttributes> classes;
  const std::set<int>* filter_out_class_ids = nullptr;
  /// Cut boxes at the region's edge instead of dropping those that cross it.
  bool crop_to_region = false;
  /// Cut boxes at the edges of nvdspreprocess's regions.
  bool clip_outside_roi = true;
};

/// Brings a detector's boxes to the object that it looked at (for a whole frame or a region of
/// nvdspreprocess: to the frame) and applies class filters, size limits and the offsets at the top
/// and bottom of the frame, in the SDK's order. `frame_width` and `frame_height` are pixels.
void to_frame_boxes(const DetectorOutput& output, const BoxFilter& filter, float frame_width,
                    float frame_height, std::vector<Detection>& boxes);

/// Adds one object per box to the frame, filled as nvinfer fills it (with its mask, where the
/// detector reads masks and the configuration wants them), and marks the frame as inferred. With a
/// `parent` the boxes are relative to its box, unless nvdspreprocess cut it out. `outputs` are
/// those that the boxes come from. The caller holds the batch's lock.
void attach_objects(NvDsFrameMeta& frame, NvDsObjectMeta* parent, std::span<const Detection> boxes,
                    const NvinferConfig& config, const Detector& detector,
                    const SampleOutputs& outputs);

}  // namespace pipewright::standin::inference
