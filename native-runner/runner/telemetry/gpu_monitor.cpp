// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/gpu_monitor.hpp"

#include <pthread.h>

#include <utility>

namespace pipewright {
namespace {

void write_gpu(const GpuReading& gpu, telemetry::GpuSample& message) {
  message.set_index(gpu.index);
  message.set_name(gpu.name);
  message.set_uuid(gpu.uuid);
  if (gpu.utilization_percent) message.set_utilization_percent(*gpu.utilization_percent);
  if (gpu.memory_used_bytes) message.set_memory_used_bytes(*gpu.memory_used_bytes);
  if (gpu.memory_total_bytes) message.set_memory_total_bytes(*gpu.memory_total_bytes);
  if (gpu.decoder_percent) message.set_decoder_percent(*gpu.decoder_percent);
  if (gpu.encoder_percent) message.set_encoder_percent(*gpu.encoder_percent);
  if (gpu.power_watts) message.set_power_watts(*gpu.power_watts);
  if (gpu.power_limit_watts) message.set_power_limit_watts(*gpu.power_limit_watts);
  if (gpu.temperature_celsius) message.set_temperature_celsius(*gpu.temperature_celsius);
}

}  // namespace

GpuMonitor::GpuMonitor(Load load, std::chrono::milliseconds interval)
    : interval_(interval), thread_([this, load = std::move(load)] { watch(load); }) {}

GpuMonitor::~GpuMonitor() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

void GpuMonitor::watch(const Load& load) {
  ::pthread_setname_np(::pthread_self(), "gpu-monitor");
  const std::unique_ptr<Nvml> nvml = load();
  if (!nvml) return;
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    std::vector<GpuReading> readings = nvml->read();
    lock.lock();
    newest_ = std::move(readings);
    stopping_.wait_for(lock, interval_, [this] { return is_stopping_; });
  }
}

void GpuMonitor::read(telemetry::Sample& sample) const {
  const std::lock_guard lock(mutex_);
  for (const GpuReading& gpu : newest_) write_gpu(gpu, *sample.add_gpus());
}

}  // namespace pipewright
