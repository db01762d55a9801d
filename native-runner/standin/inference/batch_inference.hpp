// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "nvdsmeta.h"
#include "standin/inference/detector.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

/// What nvinfer does with a batch: chooses frames or objects, detects, attaches metadata.
class BatchInference {
 public:
  static Result<std::unique_ptr<BatchInference>> create(NvinferConfig config);

  /// Handles one batch; batches that `interval` skips are left as they are.
  Result<void> process(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  /// The next batch is inferred again whatever the interval, as after EOS.
  void restart_interval() { num_batches_ = 0; }

  const NvinferConfig& config() const { return config_; }
  /// The warnings of the configuration and of the model.
  std::vector<std::string> warnings() const;

 private:
  struct Work {
    NvDsFrameMeta* frame;
    /// Null for a whole frame.
    NvDsObjectMeta* object;
  };

  explicit BatchInference(NvinferConfig config) : config_(std::move(config)) {}
  Result<void> add_work(NvDsFrameMeta& frame, const SurfaceMap& surfaces);
  bool is_wanted(const NvDsObjectMeta& object) const;

  NvinferConfig config_;
  std::unique_ptr<Detector> detector_;
  unsigned num_batches_ = 0;
  std::vector<Work> work_;
  std::vector<DetectorInput> inputs_;
  std::vector<DetectorOutput> outputs_;
  std::vector<Detection> boxes_;
};

}  // namespace pipewright::standin::inference
