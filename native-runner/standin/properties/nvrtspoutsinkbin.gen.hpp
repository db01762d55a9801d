// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvrtspoutsinkbin {

inline constexpr const char* kVsinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, GRAY8, YUY2, UYVY, YVYU, Y42B }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, P010_10LE, NV12, BGRx, RGBA, GRAY8, YUY2, UYVY, YVYU, Y42B }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-h264, stream-format=(string)byte-stream, alignment=(string)au" ";"
    "video/x-h265, stream-format=(string)byte-stream, alignment=(string)au";

inline constexpr const char* kAsinkCaps =
    "audio/x-raw";

inline constexpr PadSpec kPads[] = {
    {"vsink", GST_PAD_SINK, GST_PAD_REQUEST, kVsinkCaps},
    {"asink", GST_PAD_SINK, GST_PAD_REQUEST, kAsinkCaps},
};

enum Property : unsigned {
  kCodec = 1,
  kAudioCodecType,
  kEncType,
  kProfile,
  kBitrate,
  kIframeinterval,
  kIdrinterval,
  kRtspPort,
  kRtspMountPoint,
  kSync,
  kQos,
  kBypassCodecs,
  kGpuId,
  kNvbufMemoryType,
  kOutputFile,
  kComputeHw,
};

inline constexpr GEnumValue kCodecValues[] = {
    {1, "h264", "h264"},
    {2, "h265", "h265"},
    {3, "mpeg4", "mpeg4"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCodecEnum = {"GstStandinNvrtspoutsinkbinCodec", kCodecValues};

inline constexpr GEnumValue kAudioCodecTypeValues[] = {
    {1, "opus", "opus"},
    {2, "ac3", "ac3"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kAudioCodecTypeEnum = {"GstStandinNvrtspoutsinkbinAudioCodecType", kAudioCodecTypeValues};

inline constexpr GEnumValue kEncTypeValues[] = {
    {0, "hardware", "hw"},
    {1, "software", "sw"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kEncTypeEnum = {"GstStandinNvrtspoutsinkbinEncType", kEncTypeValues};

inline constexpr GEnumValue kProfileValues[] = {
    {0, "baseline", "baseline"},
    {1, "main", "main"},
    {2, "high", "high"},
    {3, "main10", "main10"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProfileEnum = {"GstStandinNvrtspoutsinkbinProfile", kProfileValues};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvrtspoutsinkbinNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstStandinNvrtspoutsinkbinComputeHw", kComputeHwValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("codec", "Codec.", kReadable | kWritable | kMutableReady, kCodecEnum, 1),
    enum_property("audio-codec-type", "Audio codec.", kReadable | kWritable | kMutableReady, kAudioCodecTypeEnum, 1),
    enum_property("enc-type", "Hardware or software encoder. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kEncTypeEnum, 0),
    enum_property("profile", "Codec profile.", kReadable | kWritable | kMutableReady, kProfileEnum, 0),
    uint_property("bitrate", "Bit rate (0 = encoder default).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("iframeinterval", "I frame interval.", kReadable | kWritable | kMutableReady, 30U, 0U, 4294967295U),
    uint_property("idrinterval", "IDR interval.", kReadable | kWritable | kMutableReady, 256U, 0U, 4294967295U),
    uint_property("rtsp-port", "Server port.", kReadable | kWritable | kMutableReady, 8554U, 0U, 4294967295U),
    string_property("rtsp-mount-point", "Mount path.", kReadable | kWritable | kMutableReady, "/ds-test"),
    boolean_property("sync", "Wait for buffer time.", kReadable | kWritable | kMutableReady, true),
    boolean_property("qos", "Drop late frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("bypass-codecs", "Input is H.264 or H.265 already and goes out as it is.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    string_property("output-file", "Unused path. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, ""),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kComputeHwEnum, 0),
};

inline constexpr ElementSpec kElement = {"NvDs RTSP out bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvrtspoutsinkbin
