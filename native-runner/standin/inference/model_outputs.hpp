// SPDX-License-Identifier: Apache-2.0
// What a run of a model gave, as decoders look at it: one sample of the batch at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
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

/// The outputs of one sample of a batch. Valid until the model runs again.
class SampleOutputs {
 public:
  SampleOutputs(const ModelOutputs& outputs, std::size_t sample, std::size_t batch)
      : outputs_(&outputs), sample_(sample), batch_(batch) {}

  /// Values of one output for this sample.
  std::span<const float> data(std::size_t output) const {
    const std::span<const float> all = outputs_->data(output);
    const std::size_t size = all.size() / batch_;
    return all.subspan(sample_ * size, size);
  }

 private:
  const ModelOutputs* outputs_;
  std::size_t sample_;
  std::size_t batch_;
};

}  // namespace pipewright::standin::inference
