// SPDX-License-Identifier: Apache-2.0
// How busy the machine is, for the REST API's metrics.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "common/nvml.hpp"

namespace pipewright::standin::rest {

/// Empty where the machine does not tell. Gigabytes are 10^9 bytes.
struct SystemReading {
  std::optional<double> cpu_percent;  ///< of all cores together, since the reading before
  std::optional<double> ram_gb;       ///< in use: not available to new programs
  std::optional<double> gpu_percent;
  std::optional<double> gpu_gb;  ///< in use
};

/// Time of all cores since the machine's start, in ticks.
struct CpuTimes {
  std::uint64_t busy = 0;
  std::uint64_t total = 0;
};

/// The first line of /proc/stat; empty where it is none.
std::optional<CpuTimes> parse_cpu_times(std::string_view stat);
/// MemTotal without MemAvailable of /proc/meminfo, in bytes; empty where one is missing.
std::optional<std::uint64_t> parse_used_memory(std::string_view meminfo);

/// Thread-safe.
class SystemMonitor {
 public:
  using LoadNvml = std::function<std::unique_ptr<Nvml>()>;

  /// NVML is loaded by the first reading.
  explicit SystemMonitor(LoadNvml load = [] { return Nvml::load(); });

  /// `gpu_id` counts the GPUs that this process may use. Takes milliseconds with some drivers.
  SystemReading read(unsigned gpu_id);

 private:
  void read_gpu(unsigned gpu_id, SystemReading& reading);

  std::mutex mutex_;  // guards what follows
  LoadNvml load_;     // empty once called
  std::unique_ptr<Nvml> nvml_;
  std::optional<CpuTimes> last_times_;
  std::optional<double> cpu_percent_;
};

}  // namespace pipewright::standin::rest
