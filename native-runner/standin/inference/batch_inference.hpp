// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "nvdsmeta.h"
#include "standin/inference/async_classifier.hpp"
#include "standin/inference/classifier.hpp"
#include "standin/inference/inference_job.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/postprocessor.hpp"
#include "standin/inference/subject_selector.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

/// What nvinfer does with batches: chooses frames or objects, runs the model on them, attaches
/// metadata. The steps may each have a thread of their own, and be at work on different jobs.
class BatchInference {
 public:
  static Result<std::unique_ptr<BatchInference>> create(NvinferConfig config);

  // The first step, on the thread on which batches come.

  /// Chooses what of a batch is looked at: nothing in batches that `interval` skips.
  Result<void> select(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  /// Jobs that the batch takes, at least 1.
  std::size_t num_jobs() const { return std::max<std::size_t>(1, selector().portions().size()); }
  /// Makes a job out of what was chosen, the first of number 0; the surfaces are mapped still.
  Result<void> prepare(std::size_t number, InferenceJob& job);

  /// Whether classification goes on beside the pipeline. There are no jobs then.
  bool is_async() const { return async_ != nullptr; }
  /// Chooses from a batch, hands that to the classifier, and attaches what is known from before.
  Result<void> process_async(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  /// The error of that classification, if it has met one.
  Result<void> check_async() { return is_async() ? async_->collect() : Result<void>(); }

  SubjectSelector& selector() { return *selector_; }
  const SubjectSelector& selector() const { return *selector_; }

  // The second step and the last.

  /// Runs the model on a job's samples.
  Result<void> infer(InferenceJob& job);
  /// Attaches what the model said.
  void attach(InferenceJob& job);

  const NvinferConfig& config() const { return config_; }
  /// The warnings of the configuration and of the model.
  std::vector<std::string> warnings() const;

 private:
  explicit BatchInference(NvinferConfig config) : config_(std::move(config)) {}
  Result<void> create_postprocessor();
  void start_async();
  void attach_known(std::span<const KnownObject> known) const;

  const NvinferConfig config_;
  std::unique_ptr<ModelRunner> runner_;
  /// Null when the outputs are only passed on.
  std::unique_ptr<Postprocessor> postprocessor_;
  /// The postprocessor, if it is one.
  Classifier* classifier_ = nullptr;
  std::unique_ptr<SubjectSelector> selector_;
  std::vector<std::string> warnings_;
  /// Null unless classification goes on beside the pipeline. Last, as it uses what is above.
  std::unique_ptr<AsyncClassifier> async_;
};

}  // namespace pipewright::standin::inference
