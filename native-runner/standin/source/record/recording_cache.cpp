// SPDX-License-Identifier: Apache-2.0
#include "recording_cache.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin::record {

void RecordingCache::add(Packet packet) {
  if (packet.is_start) {
    starts_.push_back({packet.time, first_number_ + packets_.size()});
  } else if (starts_.empty()) {
    return;
  }
  newest_ = std::max(newest_, packet.time);
  packets_.push_back(std::move(packet));
  while (starts_.size() > 1 && starts_[1].time + span_ <= newest_) {
    starts_.pop_front();
    for (; first_number_ < starts_.front().number; ++first_number_) packets_.pop_front();
  }
}

std::size_t RecordingCache::start_of(GstClockTime back) const {
  if (starts_.empty()) return packets_.size();
  const GstClockTime wanted = newest_ > back ? newest_ - back : 0;
  const auto after = std::find_if(starts_.begin(), starts_.end(),
                                  [wanted](const Start& start) { return start.time > wanted; });
  const Start& start = after == starts_.begin() ? *after : *std::prev(after);
  return start.number - first_number_;
}

}  // namespace pipewright::standin::record
