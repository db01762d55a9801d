// SPDX-License-Identifier: Apache-2.0
#include "stream_meter.hpp"

#include "gstnvdsmeta.h"

namespace pipewright::standin {
namespace {

constexpr std::chrono::seconds kRateInterval(1);
/// Frames of one source that may be between decoder and batch: what decoders hold back to reorder,
/// and what waits before the mux.
constexpr std::size_t kFramesUnderWay = 64;

std::uint64_t nanos_of(StreamMeter::Clock::time_point time) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

}  // namespace

StreamMeter::StreamMeter(unsigned max_sources)
    : arrivals_(max_sources * kFramesUnderWay), counter_(kRateInterval) {}

void StreamMeter::enter(unsigned source_id, GstClockTime pts, Clock::time_point now) {
  arrivals_.put(transit_key(pts, source_id), {.at = nanos_of(now)});
}

void StreamMeter::leave(GstBuffer* batch, Clock::time_point now) {
  const NvDsBatchMeta* meta = gst_buffer_get_nvds_batch_meta(batch);
  if (meta == nullptr) return;
  constexpr double kNanosPerMilli = 1e6;
  const std::lock_guard lock(mutex_);
  take_rates(now);
  counter_.count(batch);
  for (const GList* item = meta->frame_meta_list; item != nullptr; item = item->next) {
    const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
    StreamReading& reading = readings_[frame.source_id];
    reading.frame_number = static_cast<unsigned>(frame.frame_num);
    const auto found = arrivals_.find(transit_key(frame.buf_pts, frame.source_id));
    if (!found) continue;
    reading.latency_millis =
        static_cast<double>(nanos_of(now) - found->arrival.at) / kNanosPerMilli;
  }
}

void StreamMeter::forget(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  counter_.forget(source_id);
  readings_.erase(source_id);
}

std::optional<StreamReading> StreamMeter::read(unsigned source_id, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  take_rates(now);
  const auto found = readings_.find(source_id);
  if (found == readings_.end()) return std::nullopt;
  return found->second;
}

/// With the mutex held. Also when nothing comes any more the rates go down.
void StreamMeter::take_rates(Clock::time_point now) {
  const auto rates = counter_.close_interval(now);
  if (!rates) return;
  for (const auto& [source_id, rate] : *rates) readings_[source_id].frames_per_second = rate;
}

}  // namespace pipewright::standin
