// SPDX-License-Identifier: Apache-2.0
// The model behind nvinfer: parts of pictures (or ready tensors) in, outputs out.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/batch_filler.hpp"
#include "standin/inference/model_outputs.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/onnx_runtime.hpp"

namespace pipewright::standin::inference {

/// Runs a model on batches. One thread at a time, but prepare() and run_prepared() may have one
/// each.
class ModelRunner {
 public:
  /// Calls of run_prepared() that the model's threads are set up for. A run waits for the slowest
  /// of its threads again and again; with two, the processors have work meanwhile.
  static constexpr unsigned kNumRunsAtOnce = 2;

  /// Opens the model and runs it once on a black picture, so that what does not fit together is
  /// told now. Errors name the configuration's file and key.
  static Result<std::unique_ptr<ModelRunner>> create(const NvinferConfig& config);

  /// Samples of one run at most: batch-size, or the model's own when that is fixed.
  std::size_t max_samples() const { return max_samples_; }
  /// Width, height and channels of the network's input.
  const InferDims& dims() const { return dims_; }
  const std::string& input_name() const { return model_->inputs().front().name; }
  const std::vector<OutputShape>& outputs() const { return shapes_; }

  /// Looks at max_samples() inputs at most; `placements` has as many items. One of an input whose
  /// region has less than two pixels within the picture gets an empty source, and its outputs mean
  /// nothing.
  Result<void> run(std::span<const RegionInput> inputs, std::span<Placement> placements);
  /// What the last run() gave for one of its samples; before the first, what the model says about a
  /// black picture.
  SampleOutputs sample(std::size_t index) const { return own_run_.sample(index); }
  std::shared_ptr<const ModelOutputs> hold_outputs() const { return own_run_.hold_outputs(); }

  /// run() in two steps: prepare() fills `tensor`, which has room for max_samples() inputs;
  /// run_prepared() runs the model on it.
  Result<void> prepare(std::span<const RegionInput> inputs, std::span<float> tensor,
                       std::span<Placement> placements);
  /// `tensor` has room for samples_of_run() samples. May be called by several threads at once.
  Result<void> run_prepared(std::span<const float> tensor, std::size_t num_samples, ModelRun& run);
  /// The samples that the model takes for so many: more where its batch size is fixed.
  std::size_t samples_of_run(std::size_t num_samples) const {
    return fixed_batch_ > 0 ? fixed_batch_ : num_samples;
  }

 private:
  explicit ModelRunner(const NvinferConfig& config) : config_(config) {}
  Result<void> open_model();
  Result<void> find_dims(const TensorDescription& input);
  void describe_outputs();
  Result<void> check_outputs(const ModelRun& run) const;

  NvinferConfig config_;
  std::unique_ptr<OnnxModel> model_;
  std::vector<OutputShape> shapes_;
  InferDims dims_;
  /// The model's own batch size; 0 when it takes any.
  std::size_t fixed_batch_ = 0;
  std::size_t max_samples_ = 1;
  /// None when the samples are prepared elsewhere.
  std::optional<BatchFiller> filler_;
  /// What run() works with.
  std::vector<float> own_tensor_;
  ModelRun own_run_;
};

}  // namespace pipewright::standin::inference
