// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdewarper {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kSilent = 1,
  kGpuId,
  kSourceId,
  kNumOutputBuffers,
  kNumBatchBuffers,
  kConfigFile,
  kDewarperLibVersion,
  kNvbufMemoryType,
  kInterpolationMethod,
};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstNvBufMemoryTypeStub", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kInterpolationMethodValues[] = {
    {0, "nearest neighbour", "Nearest"},
    {1, "bilinear", "Bilinear"},
    {2, "GPU cubic, VIC 5-tap", "Algo-1"},
    {3, "GPU super, VIC 10-tap", "Algo-2"},
    {4, "GPU Lanczos, VIC smart", "Algo-3"},
    {5, "GPU ignored, VIC nicest", "Algo-4"},
    {6, "GPU nearest, VIC nearest", "Default"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kInterpolationMethodEnum = {"GstInterpolationMethodStub", kInterpolationMethodValues};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("silent", "Suppress verbose text. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("source-id", "Camera number written to the surface meta.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("num-output-buffers", "Size of the output pool. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4U, 0U, 4294967295U),
    uint_property("num-batch-buffers", "Dewarped views per output buffer.", kReadable | kWritable | kMutableReady, 4U, 0U, 4U),
    string_property("config-file", "Dewarper settings file; parsed when set.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("dewarper-lib-version", "Library version text. It has no effect on a CPU.", kReadable, nullptr),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady | kControllable, kInterpolationMethodEnum, 6),
};

inline constexpr ElementSpec kElement = {"nvdewarper", "nvdewarper", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdewarper
