// SPDX-License-Identifier: Apache-2.0
#include "common/nvml.hpp"

#include <dlfcn.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace pipewright {
namespace {

// From NVML's interface, which NVIDIA keeps stable (nvml.h; docs.nvidia.com/deploy/nvml-api).
using Return = int;
using DeviceHandle = void*;
constexpr Return kSuccess = 0;
constexpr unsigned kGpuSensor = 0;
constexpr unsigned kNameSize = 96;  // NVML_DEVICE_NAME_V2_BUFFER_SIZE, NVML_DEVICE_UUID_V2_...

struct Utilization {
  unsigned gpu;
  unsigned memory;
};
struct Memory {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
};

template <class Function>
void find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
}

}  // namespace

/// Null for those that an older driver lacks.
struct Nvml::Functions {
  explicit Functions(void* library) {
    find(library, "nvmlInit_v2", init);
    find(library, "nvmlShutdown", shutdown);
    find(library, "nvmlDeviceGetCount_v2", device_count);
    find(library, "nvmlDeviceGetHandleByIndex_v2", device_by_index);
    find(library, "nvmlDeviceGetName", name);
    find(library, "nvmlDeviceGetUUID", uuid);
    find(library, "nvmlDeviceGetUtilizationRates", utilization);
    find(library, "nvmlDeviceGetMemoryInfo", memory);
    find(library, "nvmlDeviceGetDecoderUtilization", decoder);
    find(library, "nvmlDeviceGetEncoderUtilization", encoder);
    find(library, "nvmlDeviceGetPowerUsage", power);
    find(library, "nvmlDeviceGetEnforcedPowerLimit", power_limit);
    find(library, "nvmlDeviceGetTemperature", temperature);
  }

  [[nodiscard]] bool can_start() const {
    return init != nullptr && shutdown != nullptr && device_count != nullptr &&
           device_by_index != nullptr;
  }

  Return (*init)() = nullptr;
  Return (*shutdown)() = nullptr;
  Return (*device_count)(unsigned*) = nullptr;
  Return (*device_by_index)(unsigned, DeviceHandle*) = nullptr;
  Return (*name)(DeviceHandle, char*, unsigned) = nullptr;
  Return (*uuid)(DeviceHandle, char*, unsigned) = nullptr;
  Return (*utilization)(DeviceHandle, Utilization*) = nullptr;
  Return (*memory)(DeviceHandle, Memory*) = nullptr;
  Return (*decoder)(DeviceHandle, unsigned* percent, unsigned* period_micros) = nullptr;
  Return (*encoder)(DeviceHandle, unsigned* percent, unsigned* period_micros) = nullptr;
  Return (*power)(DeviceHandle, unsigned* milliwatts) = nullptr;
  Return (*power_limit)(DeviceHandle, unsigned* milliwatts) = nullptr;
  Return (*temperature)(DeviceHandle, unsigned sensor, unsigned* celsius) = nullptr;
};

struct Nvml::Device {
  DeviceHandle handle;
  GpuReading names;
};

bool is_visible(const GpuName& gpu, const char* visible_devices) {
  if (visible_devices == nullptr) return true;
  std::string_view rest(visible_devices);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    std::string_view entry = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    while (entry.starts_with(' ')) entry.remove_prefix(1);
    while (entry.ends_with(' ')) entry.remove_suffix(1);
    if (entry.starts_with("GPU-") || entry.starts_with("MIG-")) {
      if (gpu.uuid.starts_with(entry)) return true;
      continue;
    }
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(entry.data(), entry.data() + entry.size(), index);
    if (error != std::errc() || end != entry.data() + entry.size()) return false;
    if (index == gpu.index) return true;
  }
  return false;
}

std::unique_ptr<Nvml> Nvml::load(const char* library) {
  void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return nullptr;
  auto functions = std::make_unique<Functions>(handle);
  if (!functions->can_start() || functions->init() != kSuccess) {
    ::dlclose(handle);
    return nullptr;
  }
  return std::unique_ptr<Nvml>(new Nvml(handle, std::move(functions)));
}

Nvml::Nvml(void* library, std::unique_ptr<Functions> functions)
    : library_(library), functions_(std::move(functions)) {
  find_devices();
}

Nvml::~Nvml() {
  functions_->shutdown();
  ::dlclose(library_);
}

void Nvml::find_devices() {
  unsigned count = 0;
  if (functions_->device_count(&count) != kSuccess) return;
  const char* visible_devices = std::getenv("CUDA_VISIBLE_DEVICES");
  for (unsigned index = 0; index < count; ++index) {
    DeviceHandle handle = nullptr;
    if (functions_->device_by_index(index, &handle) != kSuccess) continue;
    const auto read_text = [&](auto* function) {
      std::array<char, kNameSize> text{};
      if (function == nullptr || function(handle, text.data(), kNameSize) != kSuccess) text[0] = 0;
      return std::string(text.data());
    };
    GpuReading names;
    names.index = index;
    names.name = read_text(functions_->name);
    names.uuid = read_text(functions_->uuid);
    if (is_visible({index, names.uuid}, visible_devices)) {
      devices_.push_back({handle, std::move(names)});
    }
  }
}

std::vector<GpuReading> Nvml::read() const {
  std::vector<GpuReading> readings;
  readings.reserve(devices_.size());
  for (const Device& device : devices_) {
    readings.push_back(device.names);
    read_device(device, readings.back());
  }
  return readings;
}

void Nvml::read_device(const Device& device, GpuReading& reading) const {
  const auto succeeds = [&](auto* function, auto... arguments) {
    return function != nullptr && function(device.handle, arguments...) == kSuccess;
  };
  constexpr double kMilliwattsPerWatt = 1000;
  Utilization utilization{};
  if (succeeds(functions_->utilization, &utilization)) {
    reading.utilization_percent = utilization.gpu;
  }
  Memory memory{};
  if (succeeds(functions_->memory, &memory)) {
    reading.memory_used_bytes = memory.used;
    reading.memory_total_bytes = memory.total;
  }
  unsigned value = 0;
  unsigned period_micros = 0;
  if (succeeds(functions_->decoder, &value, &period_micros)) reading.decoder_percent = value;
  if (succeeds(functions_->encoder, &value, &period_micros)) reading.encoder_percent = value;
  if (succeeds(functions_->power, &value)) reading.power_watts = value / kMilliwattsPerWatt;
  if (succeeds(functions_->power_limit, &value)) {
    reading.power_limit_watts = value / kMilliwattsPerWatt;
  }
  if (succeeds(functions_->temperature, kGpuSensor, &value)) reading.temperature_celsius = value;
}

}  // namespace pipewright
