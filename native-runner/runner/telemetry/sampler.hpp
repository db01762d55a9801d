// SPDX-License-Identifier: Apache-2.0
// Looks at all counters at a fixed interval.
#pragma once

#include <glib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pipewright/telemetry.pb.h"
#include "runner/channel/write_queue.hpp"
#include "runner/pipeline/pad_watch.hpp"
#include "runner/telemetry/element_sampler.hpp"
#include "runner/telemetry/gpu_monitor.hpp"

namespace pipewright {

/// Sends a Sample every interval. Main thread only.
class Sampler {
 public:
  using Watches = std::vector<std::unique_ptr<PadWatch>>;
  using ElementWatches = std::vector<std::unique_ptr<ElementWatch>>;

  /// The watches, `traffic` and `queue` outlive the sampler. `interval_millis` > 0.
  Sampler(const Watches& watches, const ElementWatches& elements, const BusTraffic& traffic,
          WriteQueue& queue, const std::string& run_id, std::uint32_t interval_millis);
  ~Sampler();
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  /// Starts, or goes on, sampling.
  void start();
  /// Sends one last sample, with what came since the one before, and stops. `is_drained`: all that
  /// was under way has reached the sinks.
  void finish(bool is_drained);

 private:
  struct Last {
    PadCounters counters;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> streams;  // frames, objects
    CapsPtr caps;
  };

  static gboolean on_timer(gpointer user_data);
  void send_sample(bool is_drained);
  void add_pad(const PadWatch& watch, Last& last, double seconds, telemetry::Sample& sample);
  void add_elements(double seconds, bool is_drained, telemetry::Sample& sample);
  void add_process(double seconds, telemetry::Sample& sample);

  const Watches& watches_;
  const ElementWatches& element_watches_;
  const BusTraffic& traffic_;
  WriteQueue& queue_;
  const std::uint32_t interval_millis_;
  telemetry::Telemetry message_;
  std::vector<Last> last_;
  std::vector<std::unique_ptr<ElementSampler>> elements_;
  std::unique_ptr<GpuMonitor> gpus_;
  std::uint64_t last_nanos_ = 0;
  std::uint64_t last_cpu_nanos_ = 0;
  guint timer_ = 0;
};

}  // namespace pipewright
