// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvvideorenderersinkbin {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kVideoSink = 1,
  kOffsetX,
  kOffsetY,
  kWidth,
  kHeight,
  kConnId,
  kPlaneId,
  kSetMode,
  kColorRange,
  kSync,
  kQos,
  kGpuId,
  kNvbufMemoryType,
};

inline constexpr GEnumValue kVideoSinkValues[] = {
    {0, "fake", "fake"},
    {1, "egl", "egl"},
    {2, "drmvideo", "drmvideo"},
    {3, "3d", "3d"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kVideoSinkEnum = {"GstStandinNvvideorenderersinkbinVideoSink", kVideoSinkValues};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvvideorenderersinkbinNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("video-sink", "Sink kind. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kVideoSinkEnum, 1),
    uint_property("offset-x", "X offset. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("offset-y", "Y offset. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("width", "Window width. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("height", "Window height. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("conn-id", "Connector number. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("plane-id", "Plane number. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("set-mode", "Switch the display mode. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("color-range", "Colour range. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2U, 0U, 2U),
    boolean_property("sync", "Wait for buffer time.", kReadable | kWritable | kMutableReady, true),
    boolean_property("qos", "Drop late frames.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
};

inline constexpr ElementSpec kElement = {"NvDs video renderer bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvvideorenderersinkbin
