// SPDX-License-Identifier: Apache-2.0
#include "batch_pool.hpp"

#include <utility>

namespace pipewright::standin {

void BatchPool::set_size(unsigned num_batches) {
  const std::lock_guard lock(state_->mutex);
  state_->size = num_batches;
  state_->changed.notify_all();
}

bool BatchPool::wait_for_room() {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  state.changed.wait(lock, [&state] {
    return !state.is_open || state.size == 0 || state.num_under_way < state.size;
  });
  return state.is_open;
}

void BatchPool::count(GstBuffer* batch) {
  {
    const std::lock_guard lock(state_->mutex);
    ++state_->num_under_way;
    state_->self = state_;
  }
  gst_mini_object_weak_ref(GST_MINI_OBJECT_CAST(batch), &BatchPool::let_go, state_.get());
}

void BatchPool::let_go(gpointer data, GstMiniObject*) {
  State& state = *static_cast<State*>(data);
  std::shared_ptr<State> last;  // goes behind the lock
  const std::lock_guard lock(state.mutex);
  --state.num_under_way;
  if (state.num_under_way == 0) last = std::move(state.self);
  state.changed.notify_all();
}

void BatchPool::open() {
  const std::lock_guard lock(state_->mutex);
  state_->is_open = true;
}

void BatchPool::close() {
  const std::lock_guard lock(state_->mutex);
  state_->is_open = false;
  state_->changed.notify_all();
}

}  // namespace pipewright::standin
