// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/filter_pool.hpp"

#include <algorithm>
#include <functional>

namespace pipewright::standin::tracking {

FilterPlace::~FilterPlace() {
  if (pool_ != nullptr) pool_->release(index_);
}

FilterPlace FilterPool::acquire(const FilterBank& bank) {
  if (free_.empty()) {
    const auto first = static_cast<unsigned>(blocks_.size()) * kNumLanes;
    blocks_.push_back(std::make_unique<FilterBlock>(bank.make_block()));
    for (unsigned lane = 0; lane < kNumLanes; ++lane) release(first + lane);
  }
  std::pop_heap(free_.begin(), free_.end(), std::greater<>());
  const unsigned index = free_.back();
  free_.pop_back();
  return {this, index};
}

void FilterPool::release(unsigned index) {
  free_.push_back(index);
  std::push_heap(free_.begin(), free_.end(), std::greater<>());
}

}  // namespace pipewright::standin::tracking
