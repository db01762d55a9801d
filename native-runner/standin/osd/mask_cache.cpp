// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/mask_cache.hpp"

#include <utility>

namespace pipewright::standin::osd {
namespace {

constexpr std::size_t kMaxMasks = 1024;
/// Filled shapes of whole pictures are large; these are eight of 4K.
constexpr std::size_t kMaxBytes = 64U << 20U;

}  // namespace

void MaskCache::add(std::string_view key, Mask mask) {
  ++num_made_;
  num_bytes_ += mask.num_bytes();
  entries_.push_front({std::string(key), std::move(mask)});
  by_key_.emplace(entries_.front().key, entries_.begin());
  while (entries_.size() > kMaxMasks || (num_bytes_ > kMaxBytes && entries_.size() > 1)) {
    num_bytes_ -= entries_.back().mask.num_bytes();
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace pipewright::standin::osd
