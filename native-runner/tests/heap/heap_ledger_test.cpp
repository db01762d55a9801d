// SPDX-License-Identifier: Apache-2.0
#include "heap_ledger.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <thread>

namespace pipewright::test {
namespace {

/// What a period has in use, of which the test itself took `before`.
HeapUse since(std::size_t period, const HeapUse& before) {
  const HeapUse now = heap_ledger().in_use(period);
  return {.blocks = now.blocks - before.blocks, .bytes = now.bytes - before.bytes};
}

class HeapLedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!counts_heap()) GTEST_SKIP() << "a sanitizer's allocator";
  }
  void TearDown() override { heap_ledger().start_period(0); }
};

TEST_F(HeapLedgerTest, CountsABlockUntilItIsFreed) {
  heap_ledger().start_period(1);
  const HeapUse before = heap_ledger().in_use(1);
  // Through a volatile pointer, so that the compiler leaves the pair where it is.
  void* volatile block = std::malloc(100);
  void* volatile aligned = std::aligned_alloc(256, 512);
  HeapUse use = since(1, before);
  EXPECT_EQ(use.blocks, 2);
  EXPECT_EQ(use.bytes, 612);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned) % 256, 0U);
  heap_ledger().start_period(2);
  std::free(block);
  std::free(aligned);
  use = since(1, before);
  EXPECT_EQ(use.blocks, 0);
  EXPECT_EQ(use.bytes, 0);
}

TEST_F(HeapLedgerTest, CountsAResizedBlockForThePeriodOfTheResizing) {
  heap_ledger().start_period(3);
  const HeapUse before = heap_ledger().in_use(3);
  void* volatile block = std::calloc(10, 5);
  EXPECT_EQ(since(3, before).bytes, 50);
  heap_ledger().start_period(4);
  const HeapUse before_resizing = heap_ledger().in_use(4);
  block = std::realloc(block, 100000);
  EXPECT_EQ(since(3, before).bytes, 0);
  EXPECT_EQ(since(4, before_resizing).bytes, 100000);
  std::free(block);
  EXPECT_EQ(since(4, before_resizing).blocks, 0);
}

TEST_F(HeapLedgerTest, CountsWhatOtherThreadsAllocate) {
  heap_ledger().start_period(5);
  std::unique_ptr<char[]> block;
  std::thread([&block] { block = std::make_unique<char[]>(4000); }).join();
  EXPECT_GE(heap_ledger().in_use(5).bytes, 4000);
  const HeapUse before = heap_ledger().in_use(5);
  block.reset();
  EXPECT_EQ(since(5, before).bytes, -4000);
}

}  // namespace
}  // namespace pipewright::test
