// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvurisrcbin {

inline constexpr const char* kVsrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, BGRx, RGBA, GRAY8 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, P010_10LE, NV12, BGRx, RGBA, GRAY8 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kAsrcCaps =
    "audio/x-raw, format=(string){ F64LE, F64BE, F32LE, F32BE, S32LE, S32BE, U32LE, U32BE, S24_32LE, S24_32BE, U24_32LE, U24_32BE, S24LE, S24BE, U24LE, U24BE, S20LE, S20BE, U20LE, U20BE, S18LE, S18BE, U18LE, U18BE, S16LE, S16BE, U16LE, U16BE, S8, U8 }, rate=(int)[ 1, 2147483647 ], channels=(int)[ 1, 2147483647 ]";

inline constexpr PadSpec kPads[] = {
    {"vsrc_%u", GST_PAD_SRC, GST_PAD_SOMETIMES, kVsrcCaps},
    {"asrc_%u", GST_PAD_SRC, GST_PAD_SOMETIMES, kAsrcCaps},
};

enum Property : unsigned {
  kUri = 1,
  kNumExtraSurfaces,
  kGpuId,
  kCudadecMemtype,
  kDropFrameInterval,
  kType,
  kDecSkipFrames,
  kBufferMode,
  kRtspReconnectAttempts,
  kSelectRtpProtocol,
  kLeaky,
  kMaxSizeBuffers,
  kFileLoop,
  kDisablePassthrough,
  kDisableAudio,
  kSmartRecord,
  kSmartRecDirPath,
  kSmartRecFilePrefix,
  kSmartRecVideoCache,
  kSmartRecCache,
  kSmartRecContainer,
  kSmartRecMode,
  kSmartRecDefaultDuration,
  kSmartRecStatus,
  kRtspReconnectInterval,
  kInitRtspReconnectInterval,
  kLatency,
  kSourceId,
  kUdpBufferSize,
  kExtractSeiType5Data,
  kLowLatencyMode,
  kSeiUuid,
  kDropOnLatency,
  kIpcBufferTimestampCopy,
  kIpcSocketPath,
  kIpcConnectionAttempts,
  kIpcConnectionInterval,
  kSimulateFpsIntervalMs,
};

inline constexpr GEnumValue kCudadecMemtypeValues[] = {
    {0, "device memory", "memtype_device"},
    {1, "pinned host memory", "memtype_pinned"},
    {2, "unified memory", "memtype_unified"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCudadecMemtypeEnum = {"GstNvUriSrcBinCudaDecMemType", kCudadecMemtypeValues};

inline constexpr GEnumValue kTypeValues[] = {
    {0, "chosen from the address", "auto"},
    {1, "file or generic address through uridecodebin", "uri"},
    {2, "RTSP with reconnect and smart record", "rtsp"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kTypeEnum = {"GstNvSourceType", kTypeValues};

inline constexpr GEnumValue kDecSkipFramesValues[] = {
    {0, "decode all", "decode_all"},
    {1, "skip non-reference frames", "decode_non_ref"},
    {2, "keyframes only", "decode_key"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kDecSkipFramesEnum = {"SkipFrames", kDecSkipFramesValues};

inline constexpr GEnumValue kBufferModeValues[] = {
    {0, "RTP times only", "unknown"},
    {1, "follow the sender's clock", "slave"},
    {2, "low or high watermark buffering", "buffer"},
    {3, "chosen by the jitter buffer", "auto"},
    {4, "sender and receiver clocks already in sync", "synced"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kBufferModeEnum = {"BufferMode", kBufferModeValues};

inline constexpr GEnumValue kSelectRtpProtocolValues[] = {
    {0, "unknown", "rtp-unknown"},
    {1, "UDP", "rtp-udp"},
    {2, "UDP multicast", "rtp-udp-mcast"},
    {4, "TCP", "rtp-tcp"},
    {7, "UDP, then multicast, then TCP", "rtp-udp-udpmcast-tcp"},
    {10, "HTTP tunnel", "rtp-http"},
    {20, "TLS", "rtp-tls"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSelectRtpProtocolEnum = {"RtpProtocol", kSelectRtpProtocolValues};

inline constexpr GEnumValue kLeakyValues[] = {
    {0, "never drop", "no-leak"},
    {1, "drop new buffers", "upstream-leak"},
    {2, "drop old buffers", "downstream-leak"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kLeakyEnum = {"Leaky", kLeakyValues};

inline constexpr GEnumValue kSmartRecordValues[] = {
    {0, "off", "smart-rec-disable"},
    {1, "on broker messages", "smart-rec-cloud"},
    {2, "on broker messages and local events", "smart-rec-multi"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecordEnum = {"SmartRecordType", kSmartRecordValues};

inline constexpr GEnumValue kSmartRecContainerValues[] = {
    {0, "MP4", "smart-rec-mp4"},
    {1, "Matroska", "smart-rec-mkv"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecContainerEnum = {"SmartRecordContainerType", kSmartRecContainerValues};

inline constexpr GEnumValue kSmartRecModeValues[] = {
    {0, "audio and video", "smart-rec-mode-av"},
    {1, "video", "smart-rec-mode-video"},
    {2, "audio", "smart-rec-mode-audio"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecModeEnum = {"SmartRecordMode", kSmartRecModeValues};

inline constexpr PropertySpec kProperties[] = {
    string_property("uri", "Address to play.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("num-extra-surfaces", "Decoder surfaces over the minimum. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 0U, 4294967295U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("cudadec-memtype", "Decoder memory kind (dGPU). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCudadecMemtypeEnum, 0),
    uint_property("drop-frame-interval", "Decoder keeps every n-th frame (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 30U),
    enum_property("type", "Kind of source; auto picks from the address.", kReadable | kWritable | kMutableReady, kTypeEnum, 0),
    enum_property("dec-skip-frames", "Frames the decoder leaves out.", kReadable | kWritable | kMutableReady, kDecSkipFramesEnum, 0),
    enum_property("buffer-mode", "Jitter buffer clock recovery.", kReadable | kWritable | kMutableReady, kBufferModeEnum, 3),
    int_property("rtsp-reconnect-attempts", "Reconnect limit (-1 = endless).", kReadable | kWritable | kMutableReady, -1, (-2147483647 - 1), 2147483647),
    enum_property("select-rtp-protocol", "RTP transport; 4 is TCP, 7 lets rtspsrc choose.", kReadable | kWritable | kMutableReady, kSelectRtpProtocolEnum, 7),
    enum_property("leaky", "Which end of the inner queue drops.", kReadable | kWritable | kMutableReady, kLeakyEnum, 0),
    uint_property("max-size-buffers", "Inner queue limit.", kReadable | kWritable | kMutableReady, 200U, 0U, 4294967295U),
    boolean_property("file-loop", "Replay a file for ever; needs type uri and file:/.", kReadable | kWritable | kMutableReady, false),
    boolean_property("disable-passthrough", "Turn off passthrough in the inner nvvideoconvert.", kReadable | kWritable | kMutableReady, false),
    boolean_property("disable-audio", "Ignore audio.", kReadable | kWritable | kMutableReady, true),
    enum_property("smart-record", "Event recording mode; RTSP only.", kReadable | kWritable | kMutableReady, kSmartRecordEnum, 0),
    string_property("smart-rec-dir-path", "Folder for recordings.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("smart-rec-file-prefix", "File prefix; keep it unique per source.", kReadable | kWritable | kMutableReady, "Smart_Record"),
    uint_property("smart-rec-video-cache", "Older name of smart-rec-cache.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    uint_property("smart-rec-cache", "Seconds kept before the event.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    enum_property("smart-rec-container", "Recording container.", kReadable | kWritable | kMutableReady, kSmartRecContainerEnum, 0),
    enum_property("smart-rec-mode", "What is recorded.", kReadable | kWritable | kMutableReady, kSmartRecModeEnum, 0),
    uint_property("smart-rec-default-duration", "Length when no stop event comes, s.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    boolean_property("smart-rec-status", "Recording now.", kReadable, false),
    uint_property("rtsp-reconnect-interval", "Seconds of silence before reconnect (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("init-rtsp-reconnect-interval", "Seconds before the first reconnect (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("latency", "Jitter buffer depth, ms (RTSP).", kReadable | kWritable | kMutableReady, 100U, 0U, 4294967295U),
    int_property("source-id", "Source number (-1 = unset).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint_property("udp-buffer-size", "UDP buffer in bytes (RTSP).", kReadable | kWritable | kMutableReady, 524288U, 0U, 4294967295U),
    boolean_property("extract-sei-type5-data", "Attach user SEI bytes as meta. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("low-latency-mode", "Decode I/P-only streams without reorder delay.", kReadable | kWritable | kMutableReady, false),
    string_property("sei-uuid", "UUID of the SEI to extract. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
    boolean_property("drop-on-latency", "Drop rather than exceed the latency.", kReadable | kWritable | kMutableReady, true),
    boolean_property("ipc-buffer-timestamp-copy", "Copy times in the IPC source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    string_property("ipc-socket-path", "Socket path for the IPC source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
    int_property("ipc-connection-attempts", "IPC connect limit (-1 = endless). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint64_property("ipc-connection-interval", "Pause between connects, us. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, UINT64_C(1000000), UINT64_C(0), UINT64_C(18446744073709551615)),
    uint_property("simulate-fps-interval-ms", "Pace file frames at this gap (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 1000U),
};

inline constexpr ElementSpec kElement = {"NvUriSrc Bin", "NvUriSrc Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvurisrcbin
