// SPDX-License-Identifier: Apache-2.0
// Counts durations in buckets of equal ratio, so that percentiles are right to a few percent from a
// microsecond to a minute.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace pipewright {

/// Durations by bucket: the first holds what is below 1,024 ns, then 16 for each power of two, the
/// last also what is longer than they reach.
struct LatencyCounts {
  static constexpr unsigned kFirstOctave = 10;  // 2^10 ns
  static constexpr unsigned kNumOctaves = 26;
  static constexpr unsigned kStepBits = 4;
  static constexpr std::size_t kNumBuckets = 1 + (std::size_t{kNumOctaves} << kStepBits);

  std::array<std::uint64_t, kNumBuckets> buckets{};

  static std::size_t bucket_of(std::uint64_t nanos);
  /// The middle of a bucket in nanoseconds: at most 3.2 % off any value in it.
  static std::uint64_t middle_of(std::size_t bucket);

  [[nodiscard]] std::uint64_t total() const;
  /// The values below which these shares (0 to 1, ascending) of all lie, in nanoseconds (nearest
  /// rank); 0 for none. All in one look at the buckets, of which there are hundreds.
  template <std::size_t kNumShares>
  [[nodiscard]] std::array<std::uint64_t, kNumShares> quantiles(
      const std::array<double, kNumShares>& shares) const;
  /// How many are at most as long as each bound (nanoseconds, ascending), to the resolution of the
  /// buckets.
  template <std::size_t kNumBounds>
  [[nodiscard]] std::array<std::uint64_t, kNumBounds> counts_up_to(
      const std::array<std::uint64_t, kNumBounds>& bounds) const;
  /// What came since an earlier reading of the same histogram.
  [[nodiscard]] LatencyCounts since(const LatencyCounts& earlier) const;
};

template <std::size_t kNumShares>
std::array<std::uint64_t, kNumShares> LatencyCounts::quantiles(
    const std::array<double, kNumShares>& shares) const {
  std::array<std::uint64_t, kNumShares> values{};
  const std::uint64_t all = total();
  if (all == 0) return values;
  std::size_t bucket = 0;
  std::uint64_t seen = buckets[0];
  for (std::size_t i = 0; i < kNumShares; ++i) {
    const auto rank = std::clamp<std::uint64_t>(
        static_cast<std::uint64_t>(std::ceil(shares[i] * static_cast<double>(all))), 1, all);
    while (seen < rank) seen += buckets[++bucket];
    values[i] = middle_of(bucket);
  }
  return values;
}

template <std::size_t kNumBounds>
std::array<std::uint64_t, kNumBounds> LatencyCounts::counts_up_to(
    const std::array<std::uint64_t, kNumBounds>& bounds) const {
  std::array<std::uint64_t, kNumBounds> counts{};
  std::size_t bucket = 0;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kNumBounds; ++i) {
    for (; bucket < kNumBuckets && middle_of(bucket) <= bounds[i]; ++bucket) {
      seen += buckets[bucket];
    }
    counts[i] = seen;
  }
  return counts;
}

/// Recorded by any number of streaming threads, read by another; never waits.
class LatencyHistogram {
 public:
  void record(std::uint64_t nanos) noexcept {
    // The longest first: whoever reads the counts finds it raised.
    std::uint64_t longest = longest_.load(std::memory_order_relaxed);
    while (nanos > longest &&
           !longest_.compare_exchange_weak(longest, nanos, std::memory_order_relaxed)) {
    }
    sum_.fetch_add(nanos, std::memory_order_relaxed);
    buckets_[LatencyCounts::bucket_of(nanos)].fetch_add(1, std::memory_order_release);
  }

  [[nodiscard]] LatencyCounts counts() const;
  [[nodiscard]] std::uint64_t sum_nanos() const { return sum_.load(std::memory_order_relaxed); }
  /// The longest since this was asked the last time; 0 when nothing came.
  std::uint64_t take_longest() { return longest_.exchange(0, std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::uint64_t>, LatencyCounts::kNumBuckets> buckets_{};
  std::atomic<std::uint64_t> sum_ = 0;
  std::atomic<std::uint64_t> longest_ = 0;
};

}  // namespace pipewright
