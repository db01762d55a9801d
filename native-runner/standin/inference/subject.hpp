// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "nvds_roi_meta.h"
#include "standin/inference/object_history.hpp"
#include "standin/inference/preprocess.hpp"

namespace pipewright::standin::inference {

/// What one sample of a batch shows, and whose metadata its results become.
struct Subject {
  NvDsFrameMeta* frame = nullptr;
  /// Null for a whole frame.
  NvDsObjectMeta* object = nullptr;
  /// The part of the frame or the object that nvdspreprocess cut out; null for what nvinfer cuts
  /// out itself.
  NvDsRoiMeta* region = nullptr;
  /// Null for what is not tracked.
  std::shared_ptr<ObjectHistory> history;
  unsigned frame_width = 0;
  unsigned frame_height = 0;
  /// Where the region lies in the network's input; an empty source when it was not looked at.
  Placement placement;
};

/// Attaches a user meta to the subject: its region, else its object, else its frame. The caller
/// holds the batch's lock.
void attach_user_meta(const Subject& subject, NvDsUserMeta* meta);

}  // namespace pipewright::standin::inference
