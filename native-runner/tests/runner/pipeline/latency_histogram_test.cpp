// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/latency_histogram.hpp"

#include <gtest/gtest.h>

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
  for (const double share : {0.5, 0.95, 0.99}) {
    const double expected = share * 1'000 * kMilli;
    EXPECT_NEAR(static_cast<double>(counts.quantile(share)), expected, expected * kResolution);
  }
  EXPECT_EQ(histogram.sum_nanos(), 500'500 * kMilli);
  EXPECT_NEAR(static_cast<double>(counts.count_up_to(250 * kMilli)), 250, 250 * kResolution);
  EXPECT_EQ(counts.count_up_to(2'000 * kMilli), 1'000u);
  EXPECT_EQ(counts.count_up_to(0), 0u);
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
  EXPECT_EQ(histogram.counts().since(earlier).quantile(0.5), 0u);
  histogram.record(100 * kMilli);
  const LatencyCounts recent = histogram.counts().since(earlier);
  EXPECT_EQ(recent.total(), 1u);
  EXPECT_NEAR(static_cast<double>(recent.quantile(0.01)), 100 * kMilli, 100 * kMilli * kResolution);
}

}  // namespace
}  // namespace pipewright::test
