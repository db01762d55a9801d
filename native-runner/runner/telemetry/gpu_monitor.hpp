// SPDX-License-Identifier: Apache-2.0
// Looks at the GPUs from a thread of its own, as the driver may take its time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "common/nvml.hpp"
#include "pipewright/telemetry.pb.h"

namespace pipewright {

class GpuMonitor {
 public:
  using Load = std::function<std::unique_ptr<Nvml>()>;

  /// Looks every `interval` as long as it lives; never where `load`, which its thread calls, gives
  /// null.
  GpuMonitor(Load load, std::chrono::milliseconds interval);
  ~GpuMonitor();
  GpuMonitor(const GpuMonitor&) = delete;
  GpuMonitor& operator=(const GpuMonitor&) = delete;

  /// Adds the newest readings; none before the first.
  void read(telemetry::Sample& sample) const;

 private:
  void watch(const Load& load);

  const std::chrono::milliseconds interval_;
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ = false;
  std::vector<GpuReading> newest_;
  std::thread thread_;
};

}  // namespace pipewright
