// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pipewright {

/// A few threads that share the work of a loop with the thread that runs it. They start with the
/// first loop that has something for them and sleep between loops.
class WorkerPool {
 public:
  /// Does item `item` on worker `worker`, which is below num_workers() and does one item at a time.
  using Work = std::function<void(std::size_t item, unsigned worker)>;

  /// `num_workers` counts the calling thread and is at least 1.
  explicit WorkerPool(unsigned num_workers);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  unsigned num_workers() const { return num_workers_; }

  /// Does items 0 to `num_items` - 1 in any order and returns when all are done. `work` does not
  /// throw. One thread at a time.
  void run(std::size_t num_items, const Work& work);

 private:
  void start();
  void serve(unsigned worker);
  void take_items(std::unique_lock<std::mutex>& lock, unsigned worker);

  unsigned num_workers_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable is_done_;
  // Of the loop that runs; null between loops.
  const Work* work_ = nullptr;
  std::size_t next_item_ = 0;
  std::size_t num_items_ = 0;
  std::size_t num_done_ = 0;
  bool is_ending_ = false;
};

}  // namespace pipewright
