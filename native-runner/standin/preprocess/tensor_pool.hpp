// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace pipewright::standin::preprocess {

/// Memory of tensors, used again and again. Tensors may outlive the pool.
class TensorPool {
 public:
  /// Tensors of `num_bytes`; at most `num_kept` wait for their next use.
  TensorPool(std::size_t num_bytes, unsigned num_kept)
      : state_(std::make_shared<State>(num_bytes, num_kept)) {}

  /// A tensor with any content; it returns to the pool when the last handle goes.
  std::shared_ptr<std::byte[]> acquire();

 private:
  struct State {
    State(std::size_t bytes, unsigned kept) : num_bytes(bytes), num_kept(kept) {}
    const std::size_t num_bytes;
    const unsigned num_kept;
    std::mutex mutex;
    std::vector<std::unique_ptr<std::byte[]>> spare;
  };

  std::shared_ptr<State> state_;
};

}  // namespace pipewright::standin::preprocess
