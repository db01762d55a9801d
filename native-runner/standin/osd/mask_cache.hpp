// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "standin/osd/mask.hpp"

namespace pipewright::standin::osd {

/// Keeps the most recently used masks, so that what stays on the picture is drawn once. For one
/// thread.
class MaskCache {
 public:
  /// The mask of a key, which says all that the mask depends on; made by `make()` where it is not
  /// kept. Valid until the next call.
  template <typename Make>
  const Mask& get(std::string_view key, const Make& make) {
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return entries_.front().mask;
    }
    add(key, make());
    return entries_.front().mask;
  }

  /// Masks made so far.
  [[nodiscard]] std::size_t num_made() const { return num_made_; }

 private:
  struct Entry {
    std::string key;
    Mask mask;
  };

  void add(std::string_view key, Mask mask);

  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
  std::size_t num_bytes_ = 0;  // of all masks
  std::size_t num_made_ = 0;
};

}  // namespace pipewright::standin::osd
