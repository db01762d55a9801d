// SPDX-License-Identifier: Apache-2.0
#include "source/rest/system_monitor.hpp"

#include <gtest/gtest.h>

namespace pipewright::standin::rest {
namespace {

TEST(CpuTimes, CountIdleAndWaitingForDisksAsNotBusy) {
  const auto times = parse_cpu_times("cpu  100 5 20 300 40 3 2 1 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n");
  ASSERT_TRUE(times);
  EXPECT_EQ(times->busy, 131u);
  EXPECT_EQ(times->total, 471u);
  EXPECT_FALSE(parse_cpu_times(""));
  EXPECT_FALSE(parse_cpu_times("intr 1 2 3 4 5 6 7 8"));
  EXPECT_FALSE(parse_cpu_times("cpu 1 2 3"));
}

TEST(UsedMemory, IsWhatIsNotAvailable) {
  EXPECT_EQ(parse_used_memory("MemTotal:       1000 kB\nMemFree:  1 kB\nMemAvailable:    400 kB\n"),
            600u * 1024);
  EXPECT_FALSE(parse_used_memory("MemTotal: 1000 kB\n"));
  EXPECT_FALSE(parse_used_memory("MemTotal: 1000 kB\nMemAvailable: much\n"));
}

TEST(SystemMonitor, ReadsThisMachine) {
  SystemMonitor monitor([] { return nullptr; });
  std::optional<double> cpu;
  // Until a tick has passed.
  while (!cpu) cpu = monitor.read(0).cpu_percent;
  EXPECT_GE(*cpu, 0);
  EXPECT_LE(*cpu, 100);
  const SystemReading reading = monitor.read(0);
  ASSERT_TRUE(reading.ram_gb);
  EXPECT_GT(*reading.ram_gb, 0);
  EXPECT_FALSE(reading.gpu_percent);
  EXPECT_FALSE(reading.gpu_gb);
}

TEST(SystemMonitor, ReadsTheGpuOfThatNumber) {
  SystemMonitor monitor([] { return Nvml::load(PIPEWRIGHT_FAKE_NVML); });
  const SystemReading first = monitor.read(0);
  EXPECT_EQ(first.gpu_percent, 63);
  EXPECT_EQ(first.gpu_gb, 4);
  EXPECT_EQ(monitor.read(1).gpu_percent, 5);
  EXPECT_FALSE(monitor.read(2).gpu_percent);
}

}  // namespace
}  // namespace pipewright::standin::rest
