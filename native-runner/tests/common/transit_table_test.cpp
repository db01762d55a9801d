// SPDX-License-Identifier: Apache-2.0
#include "common/transit_table.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace pipewright::test {
namespace {

TEST(TransitTable, FindsWhatWasPut) {
  TransitTable table(64);
  const std::uint64_t key = transit_key(40, 2);
  EXPECT_FALSE(table.find(key));
  table.put(key, {.at = 100, .origin = 50, .stream = 3, .thread = 9});
  const auto found = table.find(key);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->arrival.at, 100u);
  EXPECT_EQ(found->arrival.origin, 50u);
  EXPECT_EQ(found->arrival.stream, 3u);
  EXPECT_EQ(found->arrival.thread, 9u);
  EXPECT_FALSE(table.find(transit_key(40, 1)));
  EXPECT_FALSE(table.find(transit_key(41, 2)));
}

TEST(TransitTable, TellsTheFirstToFind) {
  TransitTable table(64);
  table.put(transit_key(1, 0), {.at = 1});
  EXPECT_TRUE(table.find(transit_key(1, 0))->is_first);
  EXPECT_FALSE(table.find(transit_key(1, 0))->is_first);
}

TEST(TransitTable, ForgetsTheOldestAndTheReplaced) {
  TransitTable table(64);
  for (std::uint64_t pts = 1; pts <= 1'000; ++pts) table.put(transit_key(pts, 0), {.at = pts});
  unsigned num_known = 0;
  for (std::uint64_t pts = 1; pts <= 1'000; ++pts) {
    if (const auto found = table.find(transit_key(pts, 0))) {
      EXPECT_EQ(found->arrival.at, pts);
      ++num_known;
    }
  }
  EXPECT_EQ(num_known, 64u);
  EXPECT_TRUE(table.find(transit_key(1'000, 0)));
  table.put(transit_key(1'000, 0), {.at = 2'000});
  const auto replaced = table.find(transit_key(1'000, 0));
  EXPECT_EQ(replaced->arrival.at, 2'000u);
  EXPECT_TRUE(replaced->is_first);
}

TEST(TransitTable, NeverMixesWhatThreadsPutAtTheSameTime) {
  TransitTable table(8);  // few slots: they meet all the time
  constexpr std::uint64_t kNumPuts = 20'000;
  const auto put_all = [&](std::uint64_t first) {
    for (std::uint64_t pts = first; pts < 2 * kNumPuts; pts += 2) {
      table.put(transit_key(pts, 0), {.at = pts + 1, .origin = 3 * pts, .stream = 7});
    }
  };
  std::thread even(put_all, 0);
  std::thread odd(put_all, 1);
  for (std::uint64_t pts = 0; pts < 2 * kNumPuts; ++pts) {
    if (const auto found = table.find(transit_key(pts, 0))) {
      ASSERT_EQ(found->arrival.at, pts + 1);
      ASSERT_EQ(found->arrival.origin, 3 * pts);
      ASSERT_EQ(found->arrival.stream, 7u);
    }
  }
  even.join();
  odd.join();
}

}  // namespace
}  // namespace pipewright::test
