// SPDX-License-Identifier: Apache-2.0
// The pool is inside the plugin, so it is built into this test.
#include "mux/batch_pool.cpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

BufferPtr batch_of(BatchPool& pool) {
  EXPECT_TRUE(pool.wait_for_room());
  BufferPtr batch(gst_buffer_new());
  pool.count(batch.get());
  return batch;
}

TEST(BatchPool, WaitsUntilABatchIsLetGo) {
  BatchPool pool;
  pool.set_size(2);
  pool.open();
  BufferPtr first = batch_of(pool);
  const BufferPtr second = batch_of(pool);
  auto has_room = std::async(std::launch::async, [&pool] { return pool.wait_for_room(); });
  EXPECT_EQ(has_room.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  first.reset();
  EXPECT_TRUE(has_room.get());
}

TEST(BatchPool, EndsTheWaitWhenItIsClosed) {
  BatchPool pool;
  pool.set_size(1);
  pool.open();
  const BufferPtr batch = batch_of(pool);
  auto has_room = std::async(std::launch::async, [&pool] { return pool.wait_for_room(); });
  pool.close();
  EXPECT_FALSE(has_room.get());
  EXPECT_FALSE(pool.wait_for_room());
}

TEST(BatchPool, HasNoLimitWithoutASize) {
  BatchPool pool;
  pool.open();
  std::vector<BufferPtr> batches;
  for (int i = 0; i < 100; ++i) batches.push_back(batch_of(pool));
}

TEST(BatchPool, MayGoBeforeItsBatches) {
  auto pool = std::make_unique<BatchPool>();
  pool->set_size(1);
  pool->open();
  const BufferPtr batch = batch_of(*pool);
  pool.reset();
}

}  // namespace
}  // namespace pipewright::standin
