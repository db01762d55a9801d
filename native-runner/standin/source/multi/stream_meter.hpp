// SPDX-License-Identifier: Apache-2.0
// Measures the sources of nvmultiurisrcbin: their rates, and how long frames are on their way
// through the bin.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "common/transit_table.hpp"
#include "logger/rate_counter.hpp"

namespace pipewright::standin {

struct StreamReading {
  double frames_per_second = 0;  ///< over the last whole second
  unsigned frame_number = 0;     ///< of the latest frame
  /// From the latest frame's coming to its decoder to the batch that it left in.
  double latency_millis = 0;
};

/// Thread-safe.
class StreamMeter {
 public:
  using Clock = RateCounter::Clock;

  explicit StreamMeter(unsigned max_sources);

  /// A frame comes to its source's decoder.
  void enter(unsigned source_id, GstClockTime pts, Clock::time_point now);
  /// A batch leaves the bin.
  void leave(GstBuffer* batch, Clock::time_point now);
  /// A new source gets the number of one that has gone.
  void forget(unsigned source_id);

  /// None for a source that has given no frame.
  std::optional<StreamReading> read(unsigned source_id, Clock::time_point now);

 private:
  void take_rates(Clock::time_point now);

  TransitTable arrivals_;
  std::mutex mutex_;  // guards what follows
  RateCounter counter_;
  std::map<unsigned, StreamReading> readings_;  // by source id
};

}  // namespace pipewright::standin
