// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/latency_histogram.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace pipewright {

std::size_t LatencyCounts::bucket_of(std::uint64_t nanos) {
  if (nanos < (std::uint64_t{1} << kFirstOctave)) return 0;
  const unsigned octave = static_cast<unsigned>(std::bit_width(nanos)) - 1;
  const std::uint64_t step =
      (nanos >> (octave - kStepBits)) & ((std::uint64_t{1} << kStepBits) - 1);
  const std::size_t bucket = 1 + (std::size_t{octave - kFirstOctave} << kStepBits) + step;
  return std::min(bucket, kNumBuckets - 1);
}

std::uint64_t LatencyCounts::middle_of(std::size_t bucket) {
  if (bucket == 0) return std::uint64_t{1} << (kFirstOctave - 1);
  const std::size_t place = bucket - 1;
  const unsigned octave = kFirstOctave + static_cast<unsigned>(place >> kStepBits);
  const std::uint64_t width = std::uint64_t{1} << (octave - kStepBits);
  const std::uint64_t step = place & ((std::size_t{1} << kStepBits) - 1);
  return (std::uint64_t{1} << octave) + step * width + width / 2;
}

std::uint64_t LatencyCounts::total() const {
  return std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{0});
}

LatencyCounts LatencyCounts::since(const LatencyCounts& earlier) const {
  LatencyCounts difference;
  for (std::size_t i = 0; i < kNumBuckets; ++i) {
    difference.buckets[i] = buckets[i] - earlier.buckets[i];
  }
  return difference;
}

LatencyCounts LatencyHistogram::counts() const {
  LatencyCounts counts;
  for (std::size_t i = 0; i < LatencyCounts::kNumBuckets; ++i) {
    counts.buckets[i] = buckets_[i].load(std::memory_order_acquire);
  }
  return counts;
}

}  // namespace pipewright
