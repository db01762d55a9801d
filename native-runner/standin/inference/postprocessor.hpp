// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "standin/inference/model_outputs.hpp"
#include "standin/inference/subject.hpp"

namespace pipewright::standin::inference {

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
