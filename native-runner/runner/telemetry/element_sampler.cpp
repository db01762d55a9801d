// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/element_sampler.hpp"

#include <gst/base/gstbasesink.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

constexpr std::uint64_t kMicro = 1'000;
constexpr std::uint64_t kMilli = 1'000'000;
constexpr std::array<std::uint64_t, 16> kBounds{
    100 * kMicro,   250 * kMicro,   500 * kMicro,   1 * kMilli,     2'500 * kMicro, 5 * kMilli,
    10 * kMilli,    25 * kMilli,    50 * kMilli,    100 * kMilli,   250 * kMilli,   500 * kMilli,
    1'000 * kMilli, 2'500 * kMilli, 5'000 * kMilli, 10'000 * kMilli};

void write_summary(const LatencyCounts& counts, std::uint64_t longest,
                   telemetry::LatencySummary& message) {
  const auto [p50, p95, p99] = counts.quantiles(std::array{0.5, 0.95, 0.99});
  message.set_count(counts.total());
  message.set_p50_ns(std::min(p50, longest));
  message.set_p95_ns(std::min(p95, longest));
  message.set_p99_ns(std::min(p99, longest));
  message.set_max_ns(longest);
}

/// videorate and others count what they drop in a property that can only be read.
const char* find_drop_property(GstElement* element) {
  for (const char* name : {"drop", "dropped", "num-dropped"}) {
    const GParamSpec* spec =
        g_object_class_find_property(G_OBJECT_GET_CLASS(G_OBJECT(element)), name);
    if (spec != nullptr && spec->value_type == G_TYPE_UINT64 &&
        (spec->flags & G_PARAM_WRITABLE) == 0) {
      return name;
    }
  }
  return nullptr;
}

std::uint64_t dropped_by_sink(GstElement* element) {
  GstStructure* raw = nullptr;
  g_object_get(element, "stats", &raw, nullptr);
  const GstPtr<GstStructure> stats(raw);
  guint64 dropped = 0;
  if (stats) gst_structure_get_uint64(stats.get(), "dropped", &dropped);
  return dropped;
}

}  // namespace

std::span<const std::uint64_t> latency_bounds() {
  return kBounds;
}

void LatencyReader::read(LatencyHistogram& histogram, telemetry::LatencySample& message) {
  // In this order: what is counted has raised the longest already.
  const LatencyCounts counts = histogram.counts();
  const std::uint64_t longest = histogram.take_longest();
  longest_ = std::max(longest_, longest);
  const LatencyCounts recent = counts.since(std::exchange(last_, counts));
  write_summary(recent, longest, *message.mutable_interval());
  write_summary(counts, longest_, *message.mutable_total());
  message.set_sum_ns(histogram.sum_nanos());
  for (const std::uint64_t count : counts.counts_up_to(kBounds)) message.add_bucket_counts(count);
}

ElementSampler::ElementSampler(ElementWatch& watch, const BusTraffic& traffic)
    : watch_(watch),
      traffic_(traffic),
      is_base_sink_(GST_IS_BASE_SINK(watch.element())),
      drop_property_(find_drop_property(watch.element())) {}

void ElementSampler::read(double seconds, bool is_last, telemetry::ElementSample& message) {
  message.set_element(watch_.name());
  message.set_last_in_ns(watch_.last_in_nanos());
  message.set_last_out_ns(watch_.last_out_nanos());
  if (watch_.latency().sum_nanos() > 0) {
    latency_.read(watch_.latency(), *message.mutable_latency());
  }
  if (const std::uint64_t busy = watch_.busy_nanos(); busy > 0) {
    const auto worked = static_cast<double>(busy - std::exchange(last_busy_, busy));
    message.set_busy(seconds > 0 ? std::clamp(worked / (seconds * 1e9), 0.0, 1.0) : 0);
  }
  read_queue(is_last, message);
  read_drops(seconds, message);
  read_streams(message);
}

void ElementSampler::read_queue(bool is_last, telemetry::ElementSample& message) {
  // In this order: what comes meanwhile makes the drops too few, never too many.
  const std::uint64_t num_in = watch_.num_in();
  const auto levels = watch_.queue_levels();
  const std::uint64_t num_out = watch_.num_out();
  if (!levels) return;
  telemetry::QueueSample& queue = *message.mutable_queue();
  queue.set_buffers(levels->buffers);
  queue.set_bytes(levels->bytes);
  queue.set_time_ns(levels->time_nanos);
  queue.set_max_buffers(levels->max_buffers);
  queue.set_max_bytes(levels->max_bytes);
  queue.set_max_time_ns(levels->max_time_nanos);
  queue.set_overruns(watch_.num_overruns());
  queue.set_leaky(levels->is_leaky);
  if (!levels->is_leaky) return;
  const std::uint64_t kept = levels->buffers + num_out;
  const std::uint64_t leaked = num_in > kept ? num_in - kept : 0;
  // A buffer between a pad and the queue looks dropped: what is missing twice is.
  const std::uint64_t last = std::exchange(last_leaked_, leaked);
  leaked_ = std::max(leaked_.value_or(0), is_last ? leaked : std::min(last, leaked));
}

void ElementSampler::read_drops(double seconds, telemetry::ElementSample& message) {
  const QosReport qos = traffic_.qos(watch_.name());
  std::optional<std::uint64_t> dropped = leaked_;
  if (is_base_sink_) {
    dropped = dropped_by_sink(watch_.element());
  } else if (drop_property_ != nullptr) {
    guint64 count = 0;
    g_object_get(watch_.element(), drop_property_, &count, nullptr);
    dropped = count;
  } else if (!dropped && qos.messages > 0) {
    dropped = qos.dropped;
  }
  if (dropped) {
    telemetry::DropSample& drops = *message.mutable_drops();
    const std::uint64_t total = std::max(last_dropped_, *dropped);
    const auto recent = static_cast<double>(total - std::exchange(last_dropped_, total));
    drops.set_dropped(total);
    drops.set_dropped_per_s(seconds > 0 ? recent / seconds : 0);
  }
  if (qos.messages == 0) return;
  telemetry::QosSample& sample = *message.mutable_qos();
  sample.set_messages(qos.messages);
  sample.set_processed(qos.processed);
  sample.set_dropped(qos.dropped);
  sample.set_jitter_ns(qos.jitter_nanos);
  sample.set_proportion(qos.proportion);
}

void ElementSampler::read_streams(telemetry::ElementSample& message) {
  if (!watch_.is_sink()) return;
  if (LatencyHistogram* histogram = watch_.end_to_end_unbatched()) {
    unbatched_.read(*histogram, *message.add_streams()->mutable_latency());
  }
  for (std::uint32_t id = 0; id < StreamCounters::kMaxStreams; ++id) {
    LatencyHistogram* histogram = watch_.end_to_end(id);
    if (histogram == nullptr) continue;
    telemetry::StreamLatency& stream = *message.add_streams();
    stream.set_source_id(id);
    streams_[id].read(*histogram, *stream.mutable_latency());
  }
}

}  // namespace pipewright
