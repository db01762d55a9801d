// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/process_usage.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

namespace pipewright::test {
namespace {

TEST(ProcessUsage, SeesWorkMemoryAndThreads) {
  // Threads of earlier tests may still be going.
  ProcessUsage before;
  do {
    before = read_process_usage();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  } while (read_process_usage().num_threads != before.num_threads);
  EXPECT_GT(before.rss_bytes, 1'000'000u);
  EXPECT_GE(before.num_threads, 1u);
  std::promise<void> done;
  std::thread thread([future = done.get_future()] { future.wait(); });
  ProcessUsage after = read_process_usage();
  EXPECT_EQ(after.num_threads, before.num_threads + 1);
  while (after.cpu_nanos < before.cpu_nanos + 5'000'000) after = read_process_usage();
  done.set_value();
  thread.join();
}

}  // namespace
}  // namespace pipewright::test
