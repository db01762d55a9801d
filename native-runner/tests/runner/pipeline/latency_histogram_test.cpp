// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/latency_histogram.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pipewright::test {
namespace {

constexpr std::uint64_t kMilli = 1'000'000;
constexpr double kResolution = 0.032;

TEST(LatencyCounts, BucketsAreInOrderAndHoldTheirMiddle) {
  for (std::size_t i = 0; i < LatencyCounts::kNumBuckets; ++i) {
    EXPECT_EQ(LatencyCounts::bucket_of(LatencyCounts::middle_of(i)), i);
    if (i > 0) {
      EXPECT_GT(LatencyCounts::middle_of(i), LatencyCounts::middle_of(i - 1));
    }
  }
  EXPECT_EQ(LatencyCounts::bucket_of(0), 0u);
  EXPECT_EQ(LatencyCounts::bucket_of(UINT64_MAX), LatencyCounts::kNumBuckets - 1);
}

TEST(LatencyCounts, EveryValueIsNearTheMiddleOfItsBucket) {
  for (std::uint64_t nanos = 1'024; nanos < 60'000 * kMilli; nanos += nanos / 97 + 1) {
    const auto middle =
        static_cast<double>(LatencyCounts::middle_of(LatencyCounts::bucket_of(nanos)));
    EXPECT_NEAR(middle / static_cast<double>(nanos), 1, kResolution) << nanos;
  }
}

TEST(LatencyHistogram, TellsPercentiles) {
  LatencyHistogram histogram;
  for (std::uint64_t i = 1; i <= 1'000; ++i) histogram.record(i * kMilli);
  const LatencyCounts counts = histogram.counts();
  EXPECT_EQ(counts.total(), 1'000u);
  constexpr std::array kShares{0.5, 0.95, 0.99};
  const auto quantiles = counts.quantiles(kShares);
  for (std::size_t i = 0; i < kShares.size(); ++i) {
    const double expected = kShares[i] * 1'000 * kMilli;
    EXPECT_NEAR(static_cast<double>(quantiles[i]), expected, expected * kResolution);
  }
  EXPECT_EQ(histogram.sum_nanos(), 500'500 * kMilli);
  const auto up_to = counts.counts_up_to(
      std::array<std::uint64_t, 4>{0, 250 * kMilli, 250 * kMilli, 2'000 * kMilli});
  EXPECT_EQ(up_to[0], 0u);
  EXPECT_NEAR(static_cast<double>(up_to[1]), 250, 250 * kResolution);
  EXPECT_EQ(up_to[2], up_to[1]);
  EXPECT_EQ(up_to[3], 1'000u);
}

TEST(LatencyHistogram, TellsTheLongestOfEachInterval) {
  LatencyHistogram histogram;
  histogram.record(7'654'321);
  histogram.record(12);
  EXPECT_EQ(histogram.take_longest(), 7'654'321u);
  EXPECT_EQ(histogram.take_longest(), 0u);
  histogram.record(99);
  EXPECT_EQ(histogram.take_longest(), 99u);
}

TEST(LatencyHistogram, TellsWhatCameSinceAnEarlierReading) {
  LatencyHistogram histogram;
  histogram.record(kMilli);
  const LatencyCounts earlier = histogram.counts();
  EXPECT_EQ(histogram.counts().since(earlier).total(), 0u);
  EXPECT_EQ(histogram.counts().since(earlier).quantiles(std::array{0.5}), std::array{0ul});
  histogram.record(100 * kMilli);
  const LatencyCounts recent = histogram.counts().since(earlier);
  EXPECT_EQ(recent.total(), 1u);
  const auto [lowest, highest] = recent.quantiles(std::array{0.0, 1.0});
  EXPECT_EQ(lowest, highest);
  EXPECT_NEAR(static_cast<double>(lowest), 100 * kMilli, 100 * kMilli * kResolution);
}

}  // namespace
}  // namespace pipewright::test
