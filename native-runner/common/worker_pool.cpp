// SPDX-License-Identifier: Apache-2.0
#include "common/worker_pool.hpp"

#include <algorithm>

namespace pipewright {

WorkerPool::WorkerPool(unsigned num_workers) : num_workers_(std::max(num_workers, 1u)) {}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  has_work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::run(std::size_t num_items, const Work& work) {
  if (num_workers_ == 1 || num_items <= 1) {
    for (std::size_t item = 0; item < num_items; ++item) work(item, 0);
    return;
  }
  start();
  std::unique_lock lock(mutex_);
  work_ = &work;
  next_item_ = 0;
  num_items_ = num_items;
  num_done_ = 0;
  has_work_.notify_all();
  take_items(lock, 0);
  is_done_.wait(lock, [this] { return num_done_ == num_items_; });
  work_ = nullptr;
}

void WorkerPool::start() {
  while (threads_.size() + 1 < num_workers_) {
    threads_.emplace_back(
        [this, worker = static_cast<unsigned>(threads_.size() + 1)] { serve(worker); });
  }
}

void WorkerPool::serve(unsigned worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    has_work_.wait(lock,
                   [this] { return is_ending_ || (work_ != nullptr && next_item_ < num_items_); });
    if (is_ending_) return;
    take_items(lock, worker);
  }
}

void WorkerPool::take_items(std::unique_lock<std::mutex>& lock, unsigned worker) {
  while (next_item_ < num_items_) {
    const std::size_t item = next_item_++;
    const Work& work = *work_;
    lock.unlock();
    work(item, worker);
    lock.lock();
    if (++num_done_ == num_items_) is_done_.notify_one();
  }
}

}  // namespace pipewright
