// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvvideoencfilesinkbin {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kOutputFile = 1,
  kContainer,
  kCodec,
  kEncType,
  kProfile,
  kBitrate,
  kIframeinterval,
  kSync,
  kQos,
  kGpuId,
  kNvbufMemoryType,
};

inline constexpr GEnumValue kContainerValues[] = {
    {1, "mp4", "mp4"},
    {2, "mkv", "mkv"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kContainerEnum = {"GstStandinNvvideoencfilesinkbinContainer", kContainerValues};

inline constexpr GEnumValue kCodecValues[] = {
    {1, "h264", "h264"},
    {2, "h265", "h265"},
    {3, "mpeg4", "mpeg4"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCodecEnum = {"GstStandinNvvideoencfilesinkbinCodec", kCodecValues};

inline constexpr GEnumValue kEncTypeValues[] = {
    {0, "hardware", "hw"},
    {1, "software", "sw"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kEncTypeEnum = {"GstStandinNvvideoencfilesinkbinEncType", kEncTypeValues};

inline constexpr GEnumValue kProfileValues[] = {
    {0, "baseline", "baseline"},
    {1, "main", "main"},
    {2, "high", "high"},
    {3, "main10", "main10"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProfileEnum = {"GstStandinNvvideoencfilesinkbinProfile", kProfileValues};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvvideoencfilesinkbinNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr PropertySpec kProperties[] = {
    string_property("output-file", "Path to write.", kReadable | kWritable | kMutableReady, ""),
    enum_property("container", "Container.", kReadable | kWritable | kMutableReady, kContainerEnum, 1),
    enum_property("codec", "Codec.", kReadable | kWritable | kMutableReady, kCodecEnum, 1),
    enum_property("enc-type", "Hardware or software encoder. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kEncTypeEnum, 0),
    enum_property("profile", "Codec profile.", kReadable | kWritable | kMutableReady, kProfileEnum, 0),
    uint_property("bitrate", "Bit rate (0 = encoder default).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("iframeinterval", "I frame interval (0 = encoder default).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("sync", "Wait for buffer time.", kReadable | kWritable | kMutableReady, false),
    boolean_property("qos", "Drop late frames.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
};

inline constexpr ElementSpec kElement = {"NvDs encode to file bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvvideoencfilesinkbin
