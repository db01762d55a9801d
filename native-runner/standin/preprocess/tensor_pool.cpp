// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/tensor_pool.hpp"

#include <utility>

namespace pipewright::standin::preprocess {

std::shared_ptr<std::byte[]> TensorPool::acquire() {
  std::unique_ptr<std::byte[]> memory;
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->spare.empty()) {
      memory = std::move(state_->spare.back());
      state_->spare.pop_back();
    }
  }
  if (!memory) memory = std::make_unique_for_overwrite<std::byte[]>(state_->num_bytes);
  return {memory.release(), [state = state_](std::byte* bytes) {
            std::unique_ptr<std::byte[]> returned(bytes);
            const std::lock_guard lock(state->mutex);
            if (state->spare.size() < state->num_kept) state->spare.push_back(std::move(returned));
          }};
}

}  // namespace pipewright::standin::preprocess
