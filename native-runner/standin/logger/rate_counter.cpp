// SPDX-License-Identifier: Apache-2.0
#include "rate_counter.hpp"

#include "gstnvdsmeta.h"

namespace pipewright::standin {

std::optional<FrameRates> RateCounter::close_interval(Clock::time_point now) {
  if (!start_) start_ = now;
  const auto passed = now - *start_;
  if (passed < interval_) return std::nullopt;
  const double seconds = std::chrono::duration<double>(passed).count();
  FrameRates rates;
  for (auto& [source, number] : num_frames_) {
    rates[source] = static_cast<double>(number) / seconds;
    number = 0;
  }
  start_ = now;
  return rates;
}

void RateCounter::count(GstBuffer* buffer) {
  if (NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer)) {
    for (NvDsMetaList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
      ++num_frames_[static_cast<NvDsFrameMeta*>(item->data)->source_id];
    }
  } else {
    ++num_frames_[0];
  }
}

}  // namespace pipewright::standin
