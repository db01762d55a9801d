// SPDX-License-Identifier: Apache-2.0
// The detector behind nvinfer, without GStreamer's element around it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/clustering.hpp"
#include "standin/inference/detectnet_parser.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/onnx_runtime.hpp"
#include "standin/inference/preprocess.hpp"

namespace pipewright::standin::inference {

/// A part of a picture to look at: the whole frame, or an object of it.
struct DetectorInput {
  const FrameView* picture = nullptr;
  Rect region;
};

/// What was found in one input. Boxes are in pixels of the network's input; `placement` leads back
/// to the picture.
struct DetectorOutput {
  Placement placement;
  std::vector<Detection> detections;
};

/// Runs a DetectNet_v2 model on batches. One thread at a time.
class Detector {
 public:
  /// Opens the model and runs it once on a black picture, so that what does not fit together is
  /// told now. Errors name the configuration's file and key.
  static Result<std::unique_ptr<Detector>> create(const NvinferConfig& config);

  /// Looks at the inputs, as many at a time as batch-size and the model allow; `outputs` is
  /// resized to match. An input whose region has less than two pixels yields nothing.
  Result<void> detect(std::span<const DetectorInput> inputs, std::vector<DetectorOutput>& outputs);

  /// The class's label, or null when the labels file has none.
  const std::string* label(unsigned class_id) const;
  /// Width, height and channels of the network's input.
  const InferDims& network_dims() const { return dims_; }
  /// Things that look wrong but do not stop detection.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  explicit Detector(const NvinferConfig& config);
  Result<void> open_model();
  Result<void> find_dims(const TensorDescription& input);
  Result<void> find_layout();
  Result<void> run_model(std::size_t num_samples);
  Result<void> detect_chunk(std::span<const DetectorInput> inputs,
                            std::span<DetectorOutput> outputs);
  Error config_error(const std::string& key, const std::string& reason) const;

  NvinferConfig config_;
  std::unique_ptr<OnnxModel> model_;
  std::unique_ptr<ModelOutputs> outputs_;
  InferDims dims_;
  /// The model's own batch size; 0 when it takes any.
  std::size_t fixed_batch_ = 0;
  std::size_t chunk_size_ = 1;
  std::optional<Preprocessor> preprocessor_;
  SurfaceConverter converter_;
  DetectnetLayout layout_;
  std::vector<ClusteringParams> clustering_params_;
  Clusterer clusterer_;
  std::vector<std::vector<std::string>> labels_;
  std::vector<std::string> warnings_;
  std::vector<float> tensor_;
  std::vector<Detection> candidates_;
};

}  // namespace pipewright::standin::inference
