// SPDX-License-Identifier: Apache-2.0
#include "common/worker_pool.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <vector>

namespace pipewright {
namespace {

class WorkerPoolTest : public ::testing::TestWithParam<unsigned> {};

TEST_P(WorkerPoolTest, DoesEveryItemOnce) {
  WorkerPool pool(GetParam());
  for (const std::size_t num_items : {0u, 1u, 2u, 7u, 300u, 1u, 40u}) {
    std::vector<int> times_done(num_items, 0);
    std::vector<int> done_by(pool.num_workers(), 0);
    pool.run(num_items, [&](std::size_t item, unsigned worker) {
      ++times_done[item];
      ++done_by.at(worker);
    });
    EXPECT_EQ(times_done, std::vector<int>(num_items, 1));
    int sum = 0;
    for (const int count : done_by) sum += count;
    EXPECT_EQ(sum, static_cast<int>(num_items));
  }
}

INSTANTIATE_TEST_SUITE_P(Workers, WorkerPoolTest, ::testing::Values(1u, 2u, 5u));

TEST(WorkerPool, WorksOnSeveralItemsAtOnce) {
  constexpr unsigned kNumWorkers = 3;
  WorkerPool pool(kNumWorkers);
  std::latch all_at_work(kNumWorkers);
  pool.run(kNumWorkers, [&](std::size_t, unsigned) { all_at_work.arrive_and_wait(); });
  EXPECT_TRUE(all_at_work.try_wait());
}

TEST(WorkerPool, EndsWithoutWork) {
  const WorkerPool pool(4);
  EXPECT_EQ(pool.num_workers(), 4u);
  EXPECT_EQ(WorkerPool(0).num_workers(), 1u) << "the calling thread is always there";
}

}  // namespace
}  // namespace pipewright
