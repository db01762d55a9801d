// SPDX-License-Identifier: Apache-2.0
// What this process takes of the machine.
#pragma once

#include <cstdint>

namespace pipewright {

struct ProcessUsage {
  std::uint64_t cpu_nanos = 0;  ///< user and system time since the start, all threads
  std::uint64_t rss_bytes = 0;
  std::uint32_t num_threads = 0;
};

/// Reads getrusage and /proc/self; what cannot be read is 0.
ProcessUsage read_process_usage();

}  // namespace pipewright
