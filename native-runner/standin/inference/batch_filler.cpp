// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/batch_filler.hpp"

#include <atomic>
#include <functional>

#include "common/text.hpp"

namespace pipewright::standin::inference {

BatchFiller::BatchFiller(const Preprocessor& preprocessor, unsigned num_threads)
    : pool_(num_threads) {
  for (unsigned i = 0; i < pool_.num_workers(); ++i) members_.emplace_back(preprocessor);
}

Result<void> BatchFiller::fill(std::span<const RegionInput> inputs, std::span<float> tensor,
                               std::span<Placement> placements) {
  std::atomic<const FrameView*> unknown = nullptr;
  const auto fill_sample = [&](std::size_t i, unsigned member) {
    Preprocessor& preprocessor = members_[member].preprocessor;
    const std::size_t size = preprocessor.tensor_size();
    if (!preprocessor.fill(*inputs[i].picture, inputs[i].region, members_[member].converter,
                           tensor.subspan(i * size, size), placements[i])) {
      unknown = inputs[i].picture;
    }
  };
  pool_.run(inputs.size(), std::cref(fill_sample));
  const FrameView* picture = unknown;
  if (picture == nullptr) return {};
  return Error{concat("a picture of format ", gst_video_format_to_string(picture->format.format),
                      " cannot be converted to the model's input")};
}

}  // namespace pipewright::standin::inference
