// SPDX-License-Identifier: Apache-2.0
#include "common/nvml.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace pipewright::test {
namespace {

class FakeNvml : public testing::Test {
 protected:
  void SetUp() override { ::unsetenv("CUDA_VISIBLE_DEVICES"); }
  void TearDown() override {
    ::unsetenv("CUDA_VISIBLE_DEVICES");
    ::unsetenv("PIPEWRIGHT_FAKE_NVML_NO_DRIVER");
  }
};

TEST_F(FakeNvml, ReadsEveryGpu) {
  const auto nvml = Nvml::load(PIPEWRIGHT_FAKE_NVML);
  ASSERT_NE(nvml, nullptr);
  const std::vector<GpuReading> gpus = nvml->read();
  ASSERT_EQ(gpus.size(), 2u);
  EXPECT_EQ(gpus[0].index, 0u);
  EXPECT_EQ(gpus[0].name, "Test GPU A");
  EXPECT_EQ(gpus[0].uuid, "GPU-aaaa-1234");
  EXPECT_EQ(gpus[0].utilization_percent, 63u);
  EXPECT_EQ(gpus[0].memory_used_bytes, 4'000'000'000u);
  EXPECT_EQ(gpus[0].memory_total_bytes, 16'000'000'000u);
  EXPECT_EQ(gpus[0].decoder_percent, 41u);
  EXPECT_EQ(gpus[0].encoder_percent, 0u);
  EXPECT_DOUBLE_EQ(gpus[0].power_watts.value(), 123.456);
  EXPECT_EQ(gpus[0].temperature_celsius, 58u);
}

TEST_F(FakeNvml, LeavesOutWhatAGpuOrDriverCannotTell) {
  const auto gpus = Nvml::load(PIPEWRIGHT_FAKE_NVML)->read();
  EXPECT_EQ(gpus[1].utilization_percent, 5u);
  EXPECT_FALSE(gpus[1].encoder_percent);
  EXPECT_FALSE(gpus[1].power_watts);
  EXPECT_FALSE(gpus[0].power_limit_watts);
}

TEST_F(FakeNvml, ReadsOnlyTheGpusOfThisProcess) {
  ::setenv("CUDA_VISIBLE_DEVICES", "1", 1);
  const auto gpus = Nvml::load(PIPEWRIGHT_FAKE_NVML)->read();
  ASSERT_EQ(gpus.size(), 1u);
  EXPECT_EQ(gpus[0].index, 1u);
  EXPECT_EQ(gpus[0].name, "Test GPU B");
}

TEST_F(FakeNvml, IsNotThereWithoutLibraryOrDriver) {
  EXPECT_EQ(Nvml::load("libpipewright-no-such-library.so.1"), nullptr);
  EXPECT_EQ(Nvml::load("libm.so.6"), nullptr);
  ::setenv("PIPEWRIGHT_FAKE_NVML_NO_DRIVER", "1", 1);
  EXPECT_EQ(Nvml::load(PIPEWRIGHT_FAKE_NVML), nullptr);
}

TEST(VisibleDevices, AreReadAsCudaReadsThem) {
  const GpuName gpu{1, "GPU-bbbb-1234"};
  EXPECT_TRUE(is_visible(gpu, nullptr));
  EXPECT_FALSE(is_visible(gpu, ""));
  EXPECT_TRUE(is_visible(gpu, "0, 1"));
  EXPECT_FALSE(is_visible(gpu, "0"));
  EXPECT_FALSE(is_visible(gpu, "10"));
  EXPECT_TRUE(is_visible(gpu, "GPU-bbbb"));
  EXPECT_FALSE(is_visible(gpu, "GPU-aaaa,2"));
  EXPECT_FALSE(is_visible(gpu, "0,-1,1"));
}

}  // namespace
}  // namespace pipewright::test
