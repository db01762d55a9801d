// SPDX-License-Identifier: Apache-2.0
// What a run of a model gave, as decoders look at it: one sample of the batch at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "standin/inference/onnx_runtime.hpp"

namespace pipewright::standin::inference {

/// One output of a model without its batch axis.
struct OutputShape {
  std::string name;
  /// Usually channels, height, width. An entry below 1 is unknown; empty when the output has no
  /// batch axis or holds no numbers that a decoder can use.
  std::vector<std::int64_t> dims;

  /// Values per sample; 0 when unknown.
  std::size_t size() const {
    std::size_t count = dims.empty() ? 0 : 1;
    for (const std::int64_t dim : dims) count *= dim > 0 ? static_cast<std::size_t>(dim) : 0;
    return count;
  }
};

/// `'name' [a x b], ...` for messages.
std::string describe(std::span<const OutputShape> outputs);

/// The first output of known size whose name holds one of the words.
std::optional<std::size_t> find_output(std::span<const OutputShape> outputs,
                                       std::initializer_list<std::string_view> words);

class SampleOutputs;

/// What one run of a model gave. Further runs may give their outputs into it, unless somebody holds
/// these.
class ModelRun {
 public:
  /// What it gave for one of its samples.
  SampleOutputs sample(std::size_t index) const;
  /// The outputs; whoever holds them keeps them from being overwritten.
  std::shared_ptr<const ModelOutputs> hold_outputs() const { return outputs_; }
  /// Samples in the outputs.
  std::size_t batch() const { return batch_; }
  /// Lets go of outputs that others hold as well.
  void leave_to_holders() {
    if (outputs_.use_count() > 1) outputs_.reset();
  }

 private:
  friend class ModelRunner;
  friend class SampleOutputs;
  std::shared_ptr<ModelOutputs> outputs_;
  std::size_t batch_ = 1;
};

/// The outputs of one sample of a batch. Valid until the model runs again into the same ModelRun.
class SampleOutputs {
 public:
  SampleOutputs(const ModelRun& run, std::size_t index) : run_(&run), index_(index) {}

  const ModelRun& run() const { return *run_; }
  std::size_t index() const { return index_; }
  /// Values of one output for this sample.
  std::span<const float> data(std::size_t output) const {
    const std::span<const float> all = run_->outputs_->data(output);
    const std::size_t size = all.size() / run_->batch_;
    return all.subspan(index_ * size, size);
  }

 private:
  const ModelRun* run_;
  std::size_t index_;
};

inline SampleOutputs ModelRun::sample(std::size_t index) const {
  return {*this, index};
}

}  // namespace pipewright::standin::inference
