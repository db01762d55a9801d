// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvvidconv {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, I420_10LE, P010_10LE, I420_12LE, UYVY, YUY2, YVYU, NV12, NV16, NV24, GRAY8, BGRx, RGBA, Y42B, Y444 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, UYVY, YUY2, YVYU, NV12, NV16, NV24, GRAY8, BGRx, RGBA, Y42B }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, I420_10LE, P010_10LE, UYVY, YUY2, YVYU, NV12, NV16, NV24, GRAY8, BGRx, RGBA, Y42B, Y444 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, UYVY, YUY2, YVYU, NV12, NV16, NV24, GRAY8, BGRx, RGBA, Y42B }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kSilent = 1,
  kFlipMethod,
  kOutputBuffers,
  kInterpolationMethod,
  kLeft,
  kRight,
  kTop,
  kBottom,
  kBlOutput,
  kComputeHw,
  kGpuId,
  kNvbufMemoryType,
  kQos,
};

inline constexpr GEnumValue kFlipMethodValues[] = {
    {0, "none", "none"},
    {1, "counterclockwise", "counterclockwise"},
    {2, "rotate 180", "rotate-180"},
    {3, "clockwise", "clockwise"},
    {4, "horizontal flip", "horizontal-flip"},
    {5, "upper right diagonal", "upper-right-diagonal"},
    {6, "vertical flip", "vertical-flip"},
    {7, "upper left diagonal", "upper-left-diagonal"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kFlipMethodEnum = {"GstStandinNvvidconvFlipMethod", kFlipMethodValues};

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
inline constexpr EnumSpec kInterpolationMethodEnum = {"GstStandinNvvidconvInterpolationMethod", kInterpolationMethodValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstStandinNvvidconvComputeHw", kComputeHwValues};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvvidconvNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("silent", "Suppress verbose text. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    enum_property("flip-method", "Rotation or mirror.", kReadable | kWritable | kMutableReady, kFlipMethodEnum, 0),
    uint_property("output-buffers", "Output pool size. It has no effect on a CPU.", kReadable | kWritable | kMutablePlaying, 4U, 1U, 4294967295U),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady, kInterpolationMethodEnum, 0),
    int_property("left", "Left crop edge.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    int_property("right", "Right crop edge.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    int_property("top", "Top crop edge.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    int_property("bottom", "Bottom crop edge.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    boolean_property("bl-output", "Block-linear NV12 output. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kComputeHwEnum, 0),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, false),
};

inline constexpr ElementSpec kElement = {"NvVidConv Plugin", "Filter/Converter/Video/Scaler", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvvidconv
