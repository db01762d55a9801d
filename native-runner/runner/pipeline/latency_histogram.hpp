// SPDX-License-Identifier: Apache-2.0
// Counts durations in buckets of equal ratio, so that percentiles are right to a few percent from a
// microsecond to a minute.
#pragma once

#include <array>
#include <atomic>
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
  /// The value below which `share` (0 to 1) of all lie, in nanoseconds (nearest rank); 0 for none.
  [[nodiscard]] std::uint64_t quantile(double share) const;
  /// How many are at most this long, to the resolution of the buckets.
  [[nodiscard]] std::uint64_t count_up_to(std::uint64_t nanos) const;
  /// What came since an earlier reading of the same histogram.
  [[nodiscard]] LatencyCounts since(const LatencyCounts& earlier) const;
};

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
