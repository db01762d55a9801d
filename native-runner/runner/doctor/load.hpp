// SPDX-License-Identifier: Apache-2.0
// What wears a process down while data may still flow: floods of messages, ever more threads.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "runner/doctor/finding.hpp"
#include "runner/pipeline/bus_traffic.hpp"

namespace pipewright {

/// Measures, from look to look, how many messages elements post a second.
class FloodWatch {
 public:
  explicit FloodWatch(double limit_per_second) : limit_per_second_(limit_per_second) {}

  /// Elements above the limit since the last look, and those that calmed down to less than half
  /// of it only now. `now`: g_get_monotonic_time.
  std::vector<Finding> look(const BusTraffic& traffic, gint64 now);

 private:
  const double limit_per_second_;
  gint64 last_look_ = 0;
  std::map<std::string, std::uint64_t> last_totals_;
  std::map<std::string, double> flooding_;  // highest rate so far, by element
};

/// Watches how many threads the process has, and who owns them.
class ThreadWatch {
 public:
  explicit ThreadWatch(std::uint32_t limit) : limit_(limit) {}

  /// Above the limit, or when the number grew by a quarter of it within ten seconds.
  std::vector<Finding> look(const BusTraffic& traffic, std::uint32_t num_threads, gint64 now);

 private:
  struct Count {
    gint64 at;
    std::uint32_t num_threads;
  };
  const std::uint32_t limit_;
  std::deque<Count> history_;
};

}  // namespace pipewright
