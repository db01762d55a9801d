// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvvideoconvert {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, I420_12LE, BGRx, RGBA, Y444, Y444_10LE, Y444_12LE, GRAY8, GRAY16_LE, GBR, RGB, BGR, BGR10A2_LE, RGB10A2_LE, UYVP, UYVY, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, Y444, GRAY8, GRAY16_LE, GBR, RGB, BGR, BGR10A2_LE, RGB10A2_LE, UYVP, UYVY, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSinkCapsJetson =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, I420_12LE, BGRx, RGBA, GRAY8, GRAY16_LE, YUY2, UYVY, YVYU, Y42B, RGB, BGR, BGR10A2_LE, UYVP, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, GRAY8, GRAY16_LE, YUY2, UYVY, YVYU, Y42B, RGB, BGR, BGR10A2_LE, UYVP, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, I420_12LE, BGRx, RGBA, Y444, Y444_10LE, Y444_12LE, GRAY8, GRAY16_LE, GBR, RGB, BGR, BGR10A2_LE, RGB10A2_LE, UYVP, UYVY, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, Y444, GRAY8, GRAY16_LE, GBR, RGB, BGR, BGR10A2_LE, RGB10A2_LE, UYVP, UYVY, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCapsJetson =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, I420_12LE, BGRx, RGBA, GRAY8, GRAY16_LE, YUY2, UYVY, YVYU, Y42B, RGB, BGR, BGR10A2_LE, UYVP, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, GRAY8, GRAY16_LE, YUY2, UYVY, YVYU, Y42B, RGB, BGR, BGR10A2_LE, UYVP, BGRA64_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps, kSinkCapsJetson},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps, kSrcCapsJetson},
};

enum Property : unsigned {
  kSilent = 1,
  kGpuId,
  kFlipMethod,
  kOutputBuffers,
  kSrcCrop,
  kDestCrop,
  kBlOutput,
  kAllowOddCrop,
  kComputeHw,
  kNvbufMemoryType,
  kInterpolationMethod,
  kCopyHw,
  kContiguousBuffers,
  kDisablePassthrough,
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
inline constexpr EnumSpec kFlipMethodEnum = {"GstStandinNvvideoconvertFlipMethod", kFlipMethodValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstStandinNvvideoconvertComputeHw", kComputeHwValues};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvvideoconvertNvbufMemoryType", kNvbufMemoryTypeValues};

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
inline constexpr EnumSpec kInterpolationMethodEnum = {"GstStandinNvvideoconvertInterpolationMethod", kInterpolationMethodValues};

inline constexpr GEnumValue kCopyHwValues[] = {
    {1, "GPU", "GPU"},
    {2, "VIC", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCopyHwEnum = {"GstStandinNvvideoconvertCopyHw", kCopyHwValues};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("silent", "Suppress verbose text. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("flip-method", "Rotation or mirror.", kReadable | kWritable | kMutableReady, kFlipMethodEnum, 0),
    uint_property("output-buffers", "Output pool size. It has no effect on a CPU.", kReadable | kWritable | kMutablePlaying, 4U, 1U, 4294967295U),
    string_property("src-crop", "Input rectangle left:top:width:height.", kReadable | kWritable | kMutablePlaying, ""),
    string_property("dest-crop", "Output rectangle left:top:width:height.", kReadable | kWritable | kMutableReady, ""),
    boolean_property("bl-output", "Block-linear NV12 output with VIC. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("allow-odd-crop", "Accept odd crop values. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kComputeHwEnum, 0),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady, kInterpolationMethodEnum, 6),
    enum_property("copy-hw", "Engine for plain copies. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCopyHwEnum, 1),
    boolean_property("contiguous-buffers", "One block for all surfaces of a batch. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("disable-passthrough", "Always make a new buffer.", kReadable | kWritable | kMutableReady, false),
};

inline constexpr ElementSpec kElement = {"NvVidConv Plugin", "Filter/Converter/Video/Scaler", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvvideoconvert
