// SPDX-License-Identifier: Apache-2.0
// The detector behind nvinfer: from a model's outputs to boxes (and their masks), without metadata.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/box_decoder.hpp"
#include "standin/inference/clustering.hpp"
#include "standin/inference/instance_decoder.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// Decodes and clusters what the model of a detector or an instance segmentation says. One thread
/// at a time.
class Detector {
 public:
  /// Errors name the configuration's file and key.
  static Result<std::unique_ptr<Detector>> create(const NvinferConfig& config,
                                                  const ModelRunner& runner);

  /// Replaces `boxes` by those of one sample, in pixels of the network's input.
  void detect(const SampleOutputs& outputs, std::vector<Detection>& boxes);

  /// Reads the masks of detected boxes; null for a detector, whose boxes have none.
  const InstanceDecoder* instances() const { return instances_; }

  /// The class's label, or null when the labels file has none.
  const std::string* label(unsigned class_id) const;
  /// Things that look wrong but do not stop detection.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  explicit Detector(const NvinferConfig& config);
  Result<void> find_decoder(const NvinferConfig& config, const ModelRunner& runner);

  Result<void> find_instances(const NvinferConfig& config, const DecoderRequest& request);
  Result<void> check_classes(const NvinferConfig& config, const ModelRunner& runner);

  std::unique_ptr<BoxDecoder> decoder_;
  /// The decoder, if it reads masks.
  const InstanceDecoder* instances_ = nullptr;
  std::vector<ClusteringParams> clustering_params_;
  Clusterer clusterer_;
  std::size_t max_objects_;
  std::vector<std::vector<std::string>> labels_;
  std::vector<std::string> warnings_;
  std::vector<Detection> candidates_;
};

}  // namespace pipewright::standin::inference
