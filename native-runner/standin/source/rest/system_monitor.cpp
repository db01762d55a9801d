// SPDX-License-Identifier: Apache-2.0
#include "system_monitor.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

namespace pipewright::standin::rest {
namespace {

constexpr double kBytesPerGigabyte = 1e9;
constexpr std::uint64_t kBytesPerKibibyte = 1024;

/// A file of /proc; empty where it cannot be read.
std::string text_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The number behind `<name>:` at a line's start.
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with(name) && line.substr(name.size()).starts_with(':')) {
      std::istringstream rest{std::string(line.substr(name.size() + 1))};
      std::uint64_t number = 0;
      if (rest >> number) return number;
      return std::nullopt;
    }
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return std::nullopt;
}

}  // namespace

std::optional<CpuTimes> parse_cpu_times(std::string_view stat) {
  std::istringstream line{std::string(stat.substr(0, stat.find('\n')))};
  std::string label;
  // proc(5): user, nice, system, idle, iowait, irq, softirq, steal; guests are within user.
  std::array<std::uint64_t, 8> ticks{};
  line >> label;
  for (std::uint64_t& each : ticks) line >> each;
  if (!line || label != "cpu") return std::nullopt;
  CpuTimes times;
  for (const std::uint64_t each : ticks) times.total += each;
  times.busy = times.total - ticks[3] - ticks[4];
  return times;
}

std::optional<std::uint64_t> parse_used_memory(std::string_view meminfo) {
  const auto total = number_behind(meminfo, "MemTotal");
  const auto available = number_behind(meminfo, "MemAvailable");
  if (!total || !available || *available > *total) return std::nullopt;
  return (*total - *available) * kBytesPerKibibyte;
}

SystemMonitor::SystemMonitor(LoadNvml load)
    : load_(std::move(load)), last_times_(parse_cpu_times(text_of("/proc/stat"))) {}

SystemReading SystemMonitor::read(unsigned gpu_id) {
  const std::lock_guard lock(mutex_);
  SystemReading reading;
  const auto times = parse_cpu_times(text_of("/proc/stat"));
  // Within a tick of the last reading there is nothing new.
  if (times && last_times_ && times->total > last_times_->total) {
    const auto share = [&](std::uint64_t CpuTimes::*part) {
      return static_cast<double>((*times).*part - (*last_times_).*part);
    };
    constexpr double kPercent = 100;
    cpu_percent_ = kPercent * share(&CpuTimes::busy) / share(&CpuTimes::total);
    last_times_ = times;
  }
  reading.cpu_percent = cpu_percent_;
  if (const auto used = parse_used_memory(text_of("/proc/meminfo"))) {
    reading.ram_gb = static_cast<double>(*used) / kBytesPerGigabyte;
  }
  read_gpu(gpu_id, reading);
  return reading;
}

void SystemMonitor::read_gpu(unsigned gpu_id, SystemReading& reading) {
  if (load_) nvml_ = std::exchange(load_, nullptr)();
  if (!nvml_) return;
  const std::vector<GpuReading> gpus = nvml_->read();
  if (gpu_id >= gpus.size()) return;
  reading.gpu_percent = gpus[gpu_id].utilization_percent;
  if (const auto used = gpus[gpu_id].memory_used_bytes) {
    reading.gpu_gb = static_cast<double>(*used) / kBytesPerGigabyte;
  }
}

}  // namespace pipewright::standin::rest
