// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nvdsmeta.h"
#include "standin/inference/model_outputs.hpp"
#include "standin/inference/object_history.hpp"
#include "standin/inference/preprocess.hpp"

namespace pipewright::standin::inference {

/// What one sample of a batch shows, and whose metadata its results become.
struct Subject {
  NvDsFrameMeta* frame = nullptr;
  /// Null for a whole frame.
  NvDsObjectMeta* object = nullptr;
  /// Null for what is not tracked.
  std::shared_ptr<ObjectHistory> history;
  unsigned frame_width = 0;
  unsigned frame_height = 0;
  /// Where the region lies in the network's input; an empty source when it was not looked at.
  Placement placement;
};

/// From a model's outputs to the metadata of one network type.
class Postprocessor {
 public:
  virtual ~Postprocessor() = default;

  /// Attaches what the model says about the subject. The caller holds the batch's lock.
  virtual void attach(const Subject& subject, const SampleOutputs& outputs) = 0;

  /// Things that look wrong but do not stop inference.
  const std::vector<std::string>& warnings() const { return warnings_; }

 protected:
  std::vector<std::string> warnings_;
};

}  // namespace pipewright::standin::inference
