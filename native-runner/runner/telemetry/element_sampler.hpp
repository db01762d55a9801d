// SPDX-License-Identifier: Apache-2.0
// One element's latencies, queues and drops, as a sample has them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>

#include "pipewright/telemetry.pb.h"
#include "runner/pipeline/bus_traffic.hpp"
#include "runner/pipeline/element_watch.hpp"

namespace pipewright {

/// Upper bounds of LatencySample.bucket_counts, in nanoseconds.
std::span<const std::uint64_t> latency_bounds();

/// Keeps what a histogram held, to tell what came since.
class LatencyReader {
 public:
  /// Of a histogram that something was recorded in.
  void read(LatencyHistogram& histogram, telemetry::LatencySample& message);

 private:
  LatencyCounts last_;
  std::uint64_t longest_ = 0;
};

/// Main thread only.
class ElementSampler {
 public:
  /// Both outlive the sampler.
  ElementSampler(ElementWatch& watch, const BusTraffic& traffic);

  /// Writes what happened in the `seconds` since it was asked the last time. `is_last`: nothing is
  /// under way any more.
  void read(double seconds, bool is_last, telemetry::ElementSample& message);

 private:
  void read_queue(bool is_last, telemetry::ElementSample& message);
  void read_drops(double seconds, telemetry::ElementSample& message);
  void read_streams(telemetry::ElementSample& message);

  ElementWatch& watch_;
  const BusTraffic& traffic_;
  const bool is_base_sink_;
  const char* const drop_property_;
  LatencyReader latency_;
  LatencyReader unbatched_;
  std::map<std::uint32_t, LatencyReader> streams_;
  std::uint64_t last_busy_ = 0;
  std::uint64_t last_leaked_ = 0;  // as it looked the last time
  std::optional<std::uint64_t> leaked_;
  std::uint64_t last_dropped_ = 0;
};

}  // namespace pipewright
