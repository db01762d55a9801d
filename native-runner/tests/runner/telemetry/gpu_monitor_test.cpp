// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/gpu_monitor.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "runner_process.hpp"

namespace pipewright::test {
namespace {

TEST(GpuMonitor, GivesTheNewestReadings) {
  GpuMonitor monitor([] { return Nvml::load(PIPEWRIGHT_FAKE_NVML); }, std::chrono::milliseconds(1));
  telemetry::Sample sample;
  const auto give_up_at = std::chrono::steady_clock::now() + kPatience;
  while (sample.gpus_size() == 0 && std::chrono::steady_clock::now() < give_up_at) {
    monitor.read(sample);
    std::this_thread::yield();
  }
  ASSERT_EQ(sample.gpus_size(), 2);
  EXPECT_EQ(sample.gpus(0).name(), "Test GPU A");
  EXPECT_EQ(sample.gpus(0).utilization_percent(), 63u);
  EXPECT_TRUE(sample.gpus(0).has_encoder_percent());
  EXPECT_FALSE(sample.gpus(1).has_encoder_percent());
  EXPECT_FALSE(sample.gpus(1).has_power_watts());
}

TEST(GpuMonitor, HasNothingToSayWithoutGpus) {
  const GpuMonitor monitor([] { return nullptr; }, std::chrono::milliseconds(1));
  telemetry::Sample sample;
  monitor.read(sample);
  EXPECT_EQ(sample.gpus_size(), 0);
}

}  // namespace
}  // namespace pipewright::test
