// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvvideotestsrc {

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, RGBA, UYVP, BGRA64_LE, RGB10A2_LE }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kPattern = 1,
  kAnimationMode,
  kGpuId,
  kMemtype,
  kIsLive,
  kLocation,
  kFileLoop,
  kMaxJitter,
  kFixedJitter,
  kHorizontalSpeed,
};

inline constexpr GEnumValue kPatternValues[] = {
    {0, "SMPTE bars", "smpte"},
    {1, "Mandelbrot zoom", "mandelbrot"},
    {2, "gradient", "gradient"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kPatternEnum = {"GstNvVideoTestSrcPattern", kPatternValues};

inline constexpr GEnumValue kAnimationModeValues[] = {
    {0, "frame count", "frames"},
    {1, "wall clock", "wall-time"},
    {2, "running time", "running-time"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kAnimationModeEnum = {"GstNvVideoTestSrcAnimationMode", kAnimationModeValues};

inline constexpr GEnumValue kMemtypeValues[] = {
    {1, "pinned host memory", "Host/Pinned CUDA memory"},
    {2, "device memory", "Device CUDA memory"},
    {3, "unified memory", "Unified CUDA memory"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kMemtypeEnum = {"NvBufSurfaceMemType", kMemtypeValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("pattern", "Picture drawn.", kReadable | kWritable | kMutableReady, kPatternEnum, 0),
    enum_property("animation-mode", "What drives animation.", kReadable | kWritable | kMutableReady, kAnimationModeEnum, 0),
    uint_property("gpu-id", "GPU that holds the frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    enum_property("memtype", "Memory kind of the frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kMemtypeEnum, 2),
    boolean_property("is-live", "Behave like a live source.", kReadable | kWritable | kMutableReady, false),
    string_property("location", "File read instead of a pattern.", kReadable | kWritable | kMutableReady, nullptr),
    boolean_property("file-loop", "Replay the file.", kReadable | kWritable | kMutableReady, false),
    uint_property("max-jitter", "Largest random delay, ms.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    string_property("fixed-jitter", "List of delays, ms, semicolon separated.", kReadable | kWritable | kMutableReady, ""),
    int_property("horizontal-speed", "Pixels the pattern scrolls per frame.", kReadable | kWritable | kMutableReady, 0, (-2147483647 - 1), 2147483647),
};

inline constexpr ElementSpec kElement = {"NVIDIA video test source", "Source/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvvideotestsrc
