// SPDX-License-Identifier: Apache-2.0
#include "common/transit_table.hpp"

#include <algorithm>
#include <bit>

namespace pipewright {
namespace {

/// The finaliser of SplitMix64: every bit of the input changes half of the output's.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

std::uint64_t check_of(std::uint64_t key, std::uint64_t at, std::uint64_t origin,
                       std::uint64_t who) {
  return key ^ at ^ std::rotl(origin, 21) ^ std::rotl(who, 42);
}

}  // namespace

std::uint64_t transit_key(std::uint64_t pts, std::uint64_t space) {
  return mix(pts + mix(space + 0x9e3779b97f4a7c15));
}

TransitTable::TransitTable(std::size_t capacity)
    : sets_(std::bit_ceil(std::max(capacity, kWays) / kWays)) {}

void TransitTable::put(std::uint64_t key, const Arrival& arrival) noexcept {
  Set& set = sets_[key & (sets_.size() - 1)];
  Slot* chosen = nullptr;
  std::uint64_t oldest = 0;
  for (Slot& slot : set) {
    const std::uint64_t at = slot.at.load(std::memory_order_relaxed);
    const std::uint64_t check = check_of(key, at, slot.origin.load(std::memory_order_relaxed),
                                         slot.who.load(std::memory_order_relaxed));
    if (slot.check.load(std::memory_order_relaxed) == check) {
      chosen = &slot;
      break;
    }
    if (chosen == nullptr || at < oldest) {
      chosen = &slot;
      oldest = at;
    }
  }
  const std::uint64_t who = (std::uint64_t{arrival.stream} << 32) | arrival.thread;
  chosen->was_found.store(false, std::memory_order_relaxed);
  chosen->at.store(arrival.at, std::memory_order_relaxed);
  chosen->origin.store(arrival.origin, std::memory_order_relaxed);
  chosen->who.store(who, std::memory_order_relaxed);
  chosen->check.store(check_of(key, arrival.at, arrival.origin, who), std::memory_order_relaxed);
}

std::optional<TransitTable::Found> TransitTable::find(std::uint64_t key) noexcept {
  for (Slot& slot : sets_[key & (sets_.size() - 1)]) {
    const std::uint64_t check = slot.check.load(std::memory_order_relaxed);
    const std::uint64_t at = slot.at.load(std::memory_order_relaxed);
    const std::uint64_t origin = slot.origin.load(std::memory_order_relaxed);
    const std::uint64_t who = slot.who.load(std::memory_order_relaxed);
    if (at == 0 || check != check_of(key, at, origin, who)) continue;
    const bool was_found = slot.was_found.exchange(true, std::memory_order_relaxed);
    return Found{
        {at, origin, static_cast<std::uint32_t>(who >> 32), static_cast<std::uint32_t>(who)},
        !was_found};
  }
  return std::nullopt;
}

}  // namespace pipewright
