// SPDX-License-Identifier: Apache-2.0
// Remembers when something arrived until it leaves again, without locks and without allocating.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace pipewright {

/// No stream of a batch.
inline constexpr std::uint32_t kNoStream = 0xffffffff;

/// When a buffer (or a frame of a batch) came, on the monotonic clock in nanoseconds.
struct Arrival {
  std::uint64_t at = 0;
  /// When it left its source; 0 when that is not known.
  std::uint64_t origin = 0;
  std::uint32_t stream = kNoStream;
  /// Of the thread in which it came.
  std::uint32_t thread = 0;
};

/// The identity of what passes: its time stamp, and what tells apart equal ones.
std::uint64_t transit_key(std::uint64_t pts, std::uint64_t space);

/// A cache of arrivals by key. Where too many are under way the oldest are forgotten: they are then
/// not found, but nothing else is found in their place, whatever threads do at the same time.
class TransitTable {
 public:
  /// Room for at least `capacity` arrivals.
  explicit TransitTable(std::size_t capacity);

  /// Newest wins where a key is there already.
  void put(std::uint64_t key, const Arrival& arrival) noexcept;

  struct Found {
    Arrival arrival;
    bool is_first = false;  ///< nobody has found it before
  };
  std::optional<Found> find(std::uint64_t key) noexcept;

 private:
  // One write of a slot is several stores, which those of another thread may mix with: the check
  // is the key combined with all of them, so that a mixture is taken for no key's.
  struct Slot {
    std::atomic<std::uint64_t> check = 0;
    std::atomic<std::uint64_t> at = 0;
    std::atomic<std::uint64_t> origin = 0;
    std::atomic<std::uint64_t> who = 0;  // stream and thread
    std::atomic<bool> was_found = false;
  };
  static constexpr std::size_t kWays = 4;
  using Set = std::array<Slot, kWays>;

  std::vector<Set> sets_;
};

}  // namespace pipewright
