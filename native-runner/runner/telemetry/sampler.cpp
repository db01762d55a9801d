// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/sampler.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "runner/telemetry/process_usage.hpp"

namespace pipewright {
namespace {

// Drivers average over up to a second; looking more often tells nothing new.
constexpr std::chrono::milliseconds kMinGpuInterval(500);

double rate(std::uint64_t now, std::uint64_t before, double seconds) {
  return seconds > 0 ? static_cast<double>(now - before) / seconds : 0;
}

}  // namespace

Sampler::Sampler(const Watches& watches, const ElementWatches& elements, const BusTraffic& traffic,
                 WriteQueue& queue, const std::string& run_id, std::uint32_t interval_millis)
    : watches_(watches),
      element_watches_(elements),
      traffic_(traffic),
      queue_(queue),
      interval_millis_(interval_millis),
      last_(watches.size()) {
  message_.set_run_id(run_id);
}

Sampler::~Sampler() {
  if (timer_ != 0) g_source_remove(timer_);
}

void Sampler::start() {
  if (timer_ != 0) return;
  if (last_nanos_ == 0) {
    last_nanos_ = monotonic_nanos();
    last_cpu_nanos_ = read_process_usage().cpu_nanos;
  }
  gpus_ = std::make_unique<GpuMonitor>(
      [] { return Nvml::load(); },
      std::max(std::chrono::milliseconds(interval_millis_), kMinGpuInterval));
  timer_ = g_timeout_add(interval_millis_, on_timer, this);
}

void Sampler::finish(bool is_drained) {
  if (timer_ == 0) return;
  g_source_remove(std::exchange(timer_, 0));
  send_sample(is_drained);
  gpus_.reset();
}

gboolean Sampler::on_timer(gpointer user_data) {
  static_cast<Sampler*>(user_data)->send_sample(false);
  return G_SOURCE_CONTINUE;
}

void Sampler::send_sample(bool is_drained) {
  const std::uint64_t now = monotonic_nanos();
  const double seconds = static_cast<double>(now - std::exchange(last_nanos_, now)) / 1e9;
  telemetry::Sample& sample = *message_.mutable_sample();
  sample.Clear();
  sample.set_monotonic_ns(now);
  sample.set_interval_s(seconds);
  last_.resize(watches_.size());  // links may have been added
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    if (watches_[i]->is_retired()) {
      last_[i] = {};
    } else {
      add_pad(*watches_[i], last_[i], seconds, sample);
    }
  }
  add_elements(seconds, is_drained, sample);
  for (const std::uint64_t bound : latency_bounds()) sample.add_latency_bounds_ns(bound);
  gpus_->read(sample);
  add_process(seconds, sample);
  std::string payload = queue_.take_buffer();
  message_.SerializeToString(&payload);
  queue_.push(FrameClass::kSample, std::move(payload));
}

void Sampler::add_elements(double seconds, bool is_drained, telemetry::Sample& sample) {
  elements_.resize(element_watches_.size());  // elements may have been added
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    std::unique_ptr<ElementSampler>& element = elements_[i];
    ElementWatch& watch = *element_watches_[i];
    if (watch.is_retired()) {
      element.reset();
      continue;
    }
    if (!element) element = std::make_unique<ElementSampler>(watch, traffic_);
    element->read(seconds, is_drained, *sample.add_elements());
  }
}

void Sampler::add_pad(const PadWatch& watch, Last& last, double seconds,
                      telemetry::Sample& sample) {
  const PadCounters counters = watch.counters();
  telemetry::PadSample& pad = *sample.add_pads();
  pad.set_pad_index(watch.index());
  pad.set_buffers(counters.buffers);
  pad.set_bytes(counters.bytes);
  pad.set_frames(counters.frames);
  pad.set_objects(counters.objects);
  pad.set_buffers_per_s(rate(counters.buffers, last.counters.buffers, seconds));
  pad.set_frames_per_s(rate(counters.frames, last.counters.frames, seconds));
  pad.set_objects_per_s(rate(counters.objects, last.counters.objects, seconds));
  last.counters = counters;

  if (const StreamCounters* streams = watch.streams()) {
    last.streams.resize(streams->streams.size());
    for (std::uint32_t id = 0; id < streams->streams.size(); ++id) {
      const std::uint64_t frames = streams->streams[id].frames.load(std::memory_order_relaxed);
      const std::uint64_t objects = streams->streams[id].objects.load(std::memory_order_relaxed);
      if (frames == 0) continue;
      auto& [last_frames, last_objects] = last.streams[id];
      telemetry::StreamSample& stream = *pad.add_streams();
      stream.set_source_id(id);
      stream.set_frames(frames);
      stream.set_frames_per_s(rate(frames, last_frames, seconds));
      stream.set_objects_per_s(rate(objects, last_objects, seconds));
      last_frames = frames;
      last_objects = objects;
    }
  }

  CapsPtr caps = watch.caps();
  if (caps && (!last.caps || (caps.get() != last.caps.get() &&
                              gst_caps_is_equal(caps.get(), last.caps.get()) == FALSE))) {
    pad.set_caps(take_text(gst_caps_to_string(caps.get())));
    last.caps = std::move(caps);
  }
}

void Sampler::add_process(double seconds, telemetry::Sample& sample) {
  const ProcessUsage usage = read_process_usage();
  telemetry::ProcessSample& process = *sample.mutable_process();
  process.set_cpu_percent(
      100 * rate(usage.cpu_nanos, std::exchange(last_cpu_nanos_, usage.cpu_nanos), seconds * 1e9));
  process.set_rss_bytes(usage.rss_bytes);
  process.set_threads(usage.num_threads);
  process.set_dropped_metadata(queue_.num_dropped_metadata());
}

}  // namespace pipewright
