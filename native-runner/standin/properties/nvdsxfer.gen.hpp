// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdsxfer {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, I420, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, I420, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kGpuId = 1,
  kBatchSize,
  kBufferPoolSize,
  kNvbufMemoryType,
  kP2pGpuId,
};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvdsxferNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("batch-size", "Frames per batch; match the mux. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 1U, 1024U),
    uint_property("buffer-pool-size", "Output pool size. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4U, 2U, 16U),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    int_property("p2p-gpu-id", "Peer GPU for direct access (-1 = copy). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, -1, -1, 1024),
};

inline constexpr ElementSpec kElement = {"NVIDIA DeepStream GPU transfer", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdsxfer
