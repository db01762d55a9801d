// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "standin/tracking/visual/correlation_filter.hpp"

namespace pipewright::standin::tracking {

class FilterPool;

/// The place of a target's filter in a pool, which gets it back at the end. Empty until the filter
/// is learnt.
class FilterPlace {
 public:
  FilterPlace() = default;
  FilterPlace(FilterPlace&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), index_(other.index_) {}
  FilterPlace& operator=(FilterPlace&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(index_, other.index_);
    return *this;
  }
  ~FilterPlace();

  bool is_empty() const { return pool_ == nullptr; }
  unsigned block() const { return index_ / kNumLanes; }
  unsigned lane() const { return index_ % kNumLanes; }

 private:
  friend class FilterPool;
  FilterPlace(FilterPool* pool, unsigned index) : pool_(pool), index_(index) {}

  FilterPool* pool_ = nullptr;
  unsigned index_ = 0;
};

/// The filters of one stream's targets, kNumLanes to a block. Outlives the places it gave.
class FilterPool {
 public:
  FilterPool() = default;
  FilterPool(const FilterPool&) = delete;
  FilterPool& operator=(const FilterPool&) = delete;

  /// The first place that is free; `bank` makes its block where that is new.
  FilterPlace acquire(const FilterBank& bank);

  std::size_t num_blocks() const { return blocks_.size(); }
  FilterBlock& block(std::size_t index) { return *blocks_[index]; }

 private:
  friend class FilterPlace;
  void release(unsigned index);

  std::vector<std::unique_ptr<FilterBlock>> blocks_;
  /// Free places; a heap with the first one on top, so that targets stay close together.
  std::vector<unsigned> free_;
};

}  // namespace pipewright::standin::tracking
