// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/detector.hpp"
#include "standin/inference/object_meta.hpp"
#include "standin/inference/postprocessor.hpp"

namespace pipewright::standin::inference {

/// Attaches an object per detected box (network-type 0), with its mask for network-type 3.
class DetectorPostprocessor final : public Postprocessor {
 public:
  /// `config` has to outlive the postprocessor.
  static Result<std::unique_ptr<Postprocessor>> create(const NvinferConfig& config,
                                                       const ModelRunner& runner);
  void attach(const Subject& subject, const SampleOutputs& outputs) override;

 private:
  DetectorPostprocessor(const NvinferConfig& config, std::unique_ptr<Detector> detector);

  const NvinferConfig& config_;
  std::unique_ptr<Detector> detector_;
  BoxFilter filter_;
  DetectorOutput found_;
  std::vector<Detection> boxes_;
};

}  // namespace pipewright::standin::inference
