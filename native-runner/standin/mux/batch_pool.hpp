// SPDX-License-Identifier: Apache-2.0
// How many batches of a mux may be under way at once: as DeepStream's mux has a pool of output
// buffers, the next batch waits until one of those is let go. Queues behind the mux hold no more
// than that, however long they may be.
#pragma once

#include <gst/gst.h>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace pipewright::standin {

/// Thread-safe. Batches may outlive it.
class BatchPool {
 public:
  /// 0: any number of batches.
  void set_size(unsigned num_batches);
  /// Waits until another batch may leave; false while the pool is closed.
  [[nodiscard]] bool wait_for_room();
  /// The batch is under way from now on until nobody holds the buffer any more.
  void count(GstBuffer* batch);

  void open();
  /// Waiting ends at once.
  void close();

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    unsigned size = 0;
    unsigned num_under_way = 0;
    bool is_open = false;
    std::shared_ptr<State> self;  ///< as long as batches are under way
  };
  static void let_go(gpointer state, GstMiniObject* batch);

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace pipewright::standin
