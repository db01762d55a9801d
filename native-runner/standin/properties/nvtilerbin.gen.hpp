// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvtilerbin {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM)";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kColumns = 1,
  kRows,
  kWidth,
  kHeight,
  kBufferPoolSize,
  kGpuId,
  kSquareSeqGrid,
  kShowSource,
  kCustomTileConfig,
  kNvbufMemoryType,
  kComputeHw,
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
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvtilerbinNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstStandinNvtilerbinComputeHw", kComputeHwValues};

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
inline constexpr EnumSpec kInterpolationMethodEnum = {"GstStandinNvtilerbinInterpolationMethod", kInterpolationMethodValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("columns", "Grid columns.", kReadable | kWritable | kMutableReady, 1U, 1U, 4294967295U),
    uint_property("rows", "Grid rows.", kReadable | kWritable | kMutableReady, 1U, 1U, 4294967295U),
    uint_property("width", "Output width, rounded up to 4.", kReadable | kWritable | kMutableReady, 1920U, 16U, 4294967295U),
    uint_property("height", "Output height, rounded up to 4.", kReadable | kWritable | kMutableReady, 1080U, 16U, 4294967295U),
    uint_property("buffer-pool-size", "Output pool size. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 5U, 4U, 10U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("square-seq-grid", "Pick a square grid and fill it in order; rows and columns are ignored.", kReadable | kWritable | kMutableReady, false),
    int_property("show-source", "Show one source alone (-1 = all).", kReadable | kWritable | kMutablePlaying, -1, -1, 2147483647),
    pointer_property("custom-tile-config", "Pointer to a custom tile layout. It has no effect on a CPU.", kWritable | kMutableReady),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kComputeHwEnum, 0),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady, kInterpolationMethodEnum, 6),
};

inline constexpr ElementSpec kElement = {"NvDs tiler bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvtilerbin
