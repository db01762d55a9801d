// SPDX-License-Identifier: Apache-2.0
// From a detector's outputs to boxes: DetectNet_v2 by default, or the form that a well-known
// parse-bbox-func-name reads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/clustering.hpp"
#include "standin/inference/detection.hpp"
#include "standin/inference/model_outputs.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// Reads the boxes of one sample.
class BoxDecoder {
 public:
  virtual ~BoxDecoder() = default;

  /// Appends a box in pixels of the network's input for everything that reaches the pre-cluster
  /// threshold of its class; classes beyond `params` are skipped.
  virtual void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
                      std::vector<Detection>& out) const = 0;

  /// Classes of the model; 0 when its outputs do not tell.
  virtual unsigned num_classes() const = 0;
};

/// What decides which decoder reads a model.
struct DecoderRequest {
  /// parse-bbox-func-name, or empty for nvinfer's own parser.
  std::string function;
  unsigned num_detected_classes = 0;
  InferDims network;
  std::span<const OutputShape> outputs;
};

/// The decoder for a model's outputs. The error names the function and the outputs when they do not
/// fit.
Result<std::unique_ptr<BoxDecoder>> find_box_decoder(const DecoderRequest& request);

/// Whether there is a decoder for this parse-bbox-func-name.
bool is_known_box_parser(std::string_view function);
/// All such names, for messages.
std::string known_box_parsers();

}  // namespace pipewright::standin::inference
