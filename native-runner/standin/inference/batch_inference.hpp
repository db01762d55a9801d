// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "nvdsmeta.h"
#include "standin/inference/async_classifier.hpp"
#include "standin/inference/classifier.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/object_history.hpp"
#include "standin/inference/postprocessor.hpp"
#include "standin/inference/tensor_input.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

/// What nvinfer does with a batch: chooses frames or objects, runs the model on them, attaches
/// metadata.
class BatchInference {
 public:
  static Result<std::unique_ptr<BatchInference>> create(NvinferConfig config);

  /// Handles one batch; batches that `interval` skips are left as they are.
  Result<void> process(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  /// At the end of the stream: restarts, and warns when no tensor has come where one was expected.
  void finish_stream();
  /// The next batch is inferred again whatever the interval and nothing is known of tracked
  /// objects, as after EOS or a flush. Results that are still to come are dropped.
  void restart();
  /// From now on so many batches are left out between two.
  void set_interval(unsigned interval) { config_.interval = interval; }
  /// A source has gone or ended; its object ids mean nothing any more.
  void forget_source(unsigned pad_index) { histories_.forget_source(pad_index); }
  /// The error of inference that goes on beside the pipeline, if it has met one.
  Result<void> check_async() { return async_ == nullptr ? Result<void>() : async_->collect(); }

  const NvinferConfig& config() const { return config_; }
  /// The warnings of the configuration and of the model.
  std::vector<std::string> warnings() const;
  /// A warning about the stream since the last call.
  std::optional<std::string> take_stream_warning();

 private:
  explicit BatchInference(NvinferConfig config)
      : config_(std::move(config)),
        histories_(config_.network_type, config_.secondary_reinfer_interval) {}
  Result<void> create_postprocessor();
  Result<void> add_subjects(NvDsFrameMeta& frame, const SurfaceMap& surfaces);
  void add_object(NvDsFrameMeta& frame, NvDsObjectMeta& object, const FrameView& picture);
  bool is_wanted(const NvDsObjectMeta& object) const;
  Result<void> process_pictures(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  Result<void> process_tensors(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  Result<void> infer(std::size_t start, std::size_t count);
  /// Attaches what the last run said about the subjects from `start` on.
  void attach_results(std::size_t start, std::size_t count);
  void start_async();
  bool is_async() const { return async_ != nullptr; }

  NvinferConfig config_;
  std::unique_ptr<ModelRunner> runner_;
  /// Null when the outputs are only passed on.
  std::unique_ptr<Postprocessor> postprocessor_;
  /// The postprocessor, if it is one.
  Classifier* classifier_ = nullptr;
  ObjectHistories histories_;
  std::optional<std::string> stream_warning_;
  bool has_warned_of_untracked_ = false;
  unsigned num_batches_ = 0;
  /// Where samples come from when nvdspreprocess makes them.
  std::optional<TensorInput> tensor_input_;
  std::vector<TensorInput::Part> tensors_;
  std::vector<Subject> subjects_;
  std::vector<RegionInput> inputs_;
  std::vector<Placement> placements_;
  std::vector<std::string> warnings_;
  /// Null unless classification goes on beside the pipeline. Last, as it uses what is above.
  std::unique_ptr<AsyncClassifier> async_;
};

}  // namespace pipewright::standin::inference
