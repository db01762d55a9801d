// SPDX-License-Identifier: Apache-2.0
// A library with NVML's entry points and two GPUs that do not exist. The second knows little.
#include <cstdio>
#include <cstdlib>

namespace {
constexpr int kSuccess = 0;
constexpr int kInvalidArgument = 2;
constexpr int kNotSupported = 3;
constexpr int kDriverNotLoaded = 9;

int devices[2];

bool is_first(void* device) {
  return device == &devices[0];
}
}  // namespace

extern "C" {

int nvmlInit_v2() {
  return std::getenv("PIPEWRIGHT_FAKE_NVML_NO_DRIVER") == nullptr ? kSuccess : kDriverNotLoaded;
}
int nvmlShutdown() {
  return kSuccess;
}
int nvmlDeviceGetCount_v2(unsigned* count) {
  *count = 2;
  return kSuccess;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
  if (index > 1) return kInvalidArgument;
  *device = &devices[index];
  return kSuccess;
}
int nvmlDeviceGetName(void* device, char* name, unsigned length) {
  std::snprintf(name, length, "Test GPU %c", is_first(device) ? 'A' : 'B');
  return kSuccess;
}
int nvmlDeviceGetUUID(void* device, char* uuid, unsigned length) {
  std::snprintf(uuid, length, "GPU-%s-1234", is_first(device) ? "aaaa" : "bbbb");
  return kSuccess;
}
int nvmlDeviceGetUtilizationRates(void* device, unsigned* gpu_and_memory) {
  gpu_and_memory[0] = is_first(device) ? 63 : 5;
  gpu_and_memory[1] = 11;
  return kSuccess;
}
int nvmlDeviceGetMemoryInfo(void*, unsigned long long* total_free_used) {
  total_free_used[0] = 16'000'000'000;
  total_free_used[1] = 12'000'000'000;
  total_free_used[2] = 4'000'000'000;
  return kSuccess;
}
int nvmlDeviceGetDecoderUtilization(void*, unsigned* percent, unsigned* period_micros) {
  *percent = 41;
  *period_micros = 166'000;
  return kSuccess;
}
int nvmlDeviceGetEncoderUtilization(void* device, unsigned* percent, unsigned* period_micros) {
  if (!is_first(device)) return kNotSupported;
  *percent = 0;
  *period_micros = 166'000;
  return kSuccess;
}
int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts) {
  if (!is_first(device)) return kNotSupported;
  *milliwatts = 123'456;
  return kSuccess;
}
// No nvmlDeviceGetEnforcedPowerLimit, as in an older driver.
int nvmlDeviceGetTemperature(void*, unsigned sensor, unsigned* celsius) {
  if (sensor != 0) return kInvalidArgument;
  *celsius = 58;
  return kSuccess;
}
}
