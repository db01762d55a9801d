// SPDX-License-Identifier: Apache-2.0
// What the GPUs of this machine are doing, by NVIDIA's management library. It comes with the driver
// and is loaded where it is, never linked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pipewright {

/// One look at a GPU; what it cannot tell is empty.
struct GpuReading {
  std::uint32_t index = 0;  ///< NVML's, which counts by PCI bus
  std::string name;
  std::string uuid;
  std::optional<std::uint32_t> utilization_percent;
  std::optional<std::uint64_t> memory_used_bytes;
  std::optional<std::uint64_t> memory_total_bytes;
  std::optional<std::uint32_t> decoder_percent;
  std::optional<std::uint32_t> encoder_percent;
  std::optional<double> power_watts;
  std::optional<double> power_limit_watts;
  std::optional<std::uint32_t> temperature_celsius;
};

/// A GPU's place in NVML's order, and its UUID.
struct GpuName {
  std::uint32_t index = 0;
  std::string uuid;
};

/// May a process with this CUDA_VISIBLE_DEVICES (null: not set) use the GPU? Understands indexes
/// and (beginnings of) UUIDs; like CUDA it stops at the first entry that makes no sense.
bool is_visible(const GpuName& gpu, const char* visible_devices);

/// NVML, initialised.
class Nvml {
 public:
  static constexpr const char* kLibrary = "libnvidia-ml.so.1";

  /// Null where the library is not there, or finds no driver.
  static std::unique_ptr<Nvml> load(const char* library = kLibrary);
  ~Nvml();
  Nvml(const Nvml&) = delete;
  Nvml& operator=(const Nvml&) = delete;

  /// Asks all GPUs that this process may use. Takes milliseconds with some drivers.
  [[nodiscard]] std::vector<GpuReading> read() const;

 private:
  struct Functions;
  struct Device;

  Nvml(void* library, std::unique_ptr<Functions> functions);
  void find_devices();
  void read_device(const Device& device, GpuReading& reading) const;

  void* library_;
  std::unique_ptr<Functions> functions_;
  std::vector<Device> devices_;
};

}  // namespace pipewright
