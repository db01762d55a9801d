// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvmultiurisrcbin {

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "audio/x-raw(memory:NVMM), format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)[ 1, 2147483647 ], rate=(int)[ 1, 2147483647 ]";

inline constexpr PadSpec kPads[] = {
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kUriList = 1,
  kSensorIdList,
  kSensorNameList,
  kMode,
  kDisableAudio,
  kIpAddress,
  kDisablePassthrough,
  kPort,
  kSeiUuid,
  kMaxBatchSize,
  kNumExtraSurfaces,
  kGpuId,
  kCudadecMemtype,
  kDropFrameInterval,
  kDropOnLatency,
  kExtractSeiType5DataDec,
  kLowLatencyMode,
  kDecSkipFrames,
  kBufferMode,
  kSelectRtpProtocol,
  kLeaky,
  kMaxSizeBuffers,
  kFileLoop,
  kRtspReconnectInterval,
  kInitRtspReconnectInterval,
  kRtspReconnectAttempts,
  kLatency,
  kUdpBufferSize,
  kSmartRecord,
  kSmartRecDirPath,
  kSmartRecFilePrefix,
  kSmartRecVideoCache,
  kSmartRecCache,
  kSmartRecContainer,
  kSmartRecMode,
  kSmartRecDefaultDuration,
  kIpcBufferTimestampCopy,
  kIpcSocketPath,
  kIpcConnectionAttempts,
  kIpcConnectionInterval,
  kSensorIDPadIDMapping,
  kEnableErrorPropagation,
  kProtoLib,
  kConnStr,
  kTopic,
  kSimulateFpsIntervalMs,
  kBatchedPushTimeout,
  kWidth,
  kHeight,
  kEnablePadding,
  kNumSurfacesPerFrame,
  kLiveSource,
  kSyncInputs,
  kBufferPoolSize,
  kMaxLatency,
  kAttachSysTs,
  kConfigFilePath,
  kInterpolationMethod,
  kFrameNumResetOnEos,
  kFrameNumResetOnStreamReset,
  kFrameDuration,
  kAsyncProcess,
  kDropPipelineEos,
  kExtractSeiType5Data,
  kSortBatch,
  kCacheBuffer,
  kCacheBufferTimeout,
  kExtractSeiSimTime,
  kAlignFirstBuffer,
  kSyncInputsNtp,
  kDropBackwardSei,
  kNvbufMemoryType,
  kComputeHw,
};

inline constexpr GEnumValue kModeValues[] = {
    {0, "video only", "Video streams are muxed together; audio streams are ignored; Default"},
    {1, "audio only", "Audio streams are muxed together; video streams are ignored"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kModeEnum = {"GstNvMultiUriSrcBinModeType2", kModeValues};

inline constexpr GEnumValue kCudadecMemtypeValues[] = {
    {0, "device memory", "memtype_device"},
    {1, "pinned host memory", "memtype_pinned"},
    {2, "unified memory", "memtype_unified"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCudadecMemtypeEnum = {"GstNvUriSrcBinCudaDecMemType2", kCudadecMemtypeValues};

inline constexpr GEnumValue kDecSkipFramesValues[] = {
    {0, "decode all", "decode_all"},
    {1, "skip non-reference frames", "decode_non_ref"},
    {2, "keyframes only", "decode_key"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kDecSkipFramesEnum = {"SkipFrames2", kDecSkipFramesValues};

inline constexpr GEnumValue kBufferModeValues[] = {
    {0, "RTP times only", "unknown"},
    {1, "follow the sender's clock", "slave"},
    {2, "low or high watermark buffering", "buffer"},
    {3, "chosen by the jitter buffer", "auto"},
    {4, "sender and receiver clocks already in sync", "synced"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kBufferModeEnum = {"BufferMode2", kBufferModeValues};

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
inline constexpr EnumSpec kSelectRtpProtocolEnum = {"RtpProtocol2", kSelectRtpProtocolValues};

inline constexpr GEnumValue kLeakyValues[] = {
    {0, "never drop", "no-leak"},
    {1, "drop new buffers", "upstream-leak"},
    {2, "drop old buffers", "downstream-leak"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kLeakyEnum = {"Leaky2", kLeakyValues};

inline constexpr GEnumValue kSmartRecordValues[] = {
    {0, "off", "smart-rec-disable"},
    {1, "on broker messages", "smart-rec-cloud"},
    {2, "on broker messages and local events", "smart-rec-multi"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecordEnum = {"SmartRecordType2", kSmartRecordValues};

inline constexpr GEnumValue kSmartRecContainerValues[] = {
    {0, "MP4", "smart-rec-mp4"},
    {1, "Matroska", "smart-rec-mkv"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecContainerEnum = {"SmartRecordContainerType2", kSmartRecContainerValues};

inline constexpr GEnumValue kSmartRecModeValues[] = {
    {0, "audio and video", "smart-rec-mode-av"},
    {1, "video", "smart-rec-mode-video"},
    {2, "audio", "smart-rec-mode-audio"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSmartRecModeEnum = {"SmartRecordMode2", kSmartRecModeValues};

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

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstNvBufMemoryTypeStub", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstComputeHWStub", kComputeHwValues};

inline constexpr PropertySpec kProperties[] = {
    string_property("uri-list", "Comma-separated addresses.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("sensor-id-list", "Ids matching uri-list one to one.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("sensor-name-list", "Names matching uri-list one to one.", kReadable | kWritable | kMutableReady, nullptr),
    enum_property("mode", "Mux video or audio.", kReadable | kWritable | kMutableReady, kModeEnum, 0),
    boolean_property("disable-audio", "Ignore audio. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    string_property("ip-address", "REST server address.", kReadable | kWritable | kMutableReady, "localhost"),
    boolean_property("disable-passthrough", "Turn off passthrough in the inner nvvideoconvert.", kReadable | kWritable | kMutableReady, false),
    string_property("port", "REST server port (\"0\" = off).", kReadable | kWritable | kMutableReady, "9000"),
    string_property("sei-uuid", "UUID of the SEI to extract. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("max-batch-size", "Largest number of sources.", kReadable | kWritable | kMutableReady, 30U, 0U, 4294967295U),
    uint_property("num-extra-surfaces", "Decoder surfaces over the minimum. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 0U, 4294967295U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    enum_property("cudadec-memtype", "Decoder memory kind (dGPU). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCudadecMemtypeEnum, 0),
    uint_property("drop-frame-interval", "Decoder keeps every n-th frame (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 30U),
    boolean_property("drop-on-latency", "Drop rather than exceed the latency.", kReadable | kWritable | kMutableReady, true),
    boolean_property("extract-sei-type5-data-dec", "SEI extraction in the decoder. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("low-latency-mode", "Decode I/P-only streams without reorder delay.", kReadable | kWritable | kMutableReady, false),
    enum_property("dec-skip-frames", "Frames the decoder leaves out.", kReadable | kWritable | kMutableReady, kDecSkipFramesEnum, 0),
    enum_property("buffer-mode", "Jitter buffer clock recovery.", kReadable | kWritable | kMutableReady, kBufferModeEnum, 3),
    enum_property("select-rtp-protocol", "RTP transport; 4 is TCP, 7 lets rtspsrc choose.", kReadable | kWritable | kMutableReady, kSelectRtpProtocolEnum, 7),
    enum_property("leaky", "Which end of the inner queue drops.", kReadable | kWritable | kMutableReady, kLeakyEnum, 0),
    uint_property("max-size-buffers", "Inner queue limit.", kReadable | kWritable | kMutableReady, 200U, 0U, 4294967295U),
    boolean_property("file-loop", "Replay a file for ever; needs type uri and file:/.", kReadable | kWritable | kMutableReady, false),
    uint_property("rtsp-reconnect-interval", "Seconds of silence before reconnect (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("init-rtsp-reconnect-interval", "Seconds before the first reconnect (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    int_property("rtsp-reconnect-attempts", "Reconnect limit (-1 = endless).", kReadable | kWritable | kMutableReady, -1, (-2147483647 - 1), 2147483647),
    uint_property("latency", "Jitter buffer depth, ms (RTSP).", kReadable | kWritable | kMutableReady, 100U, 0U, 4294967295U),
    uint_property("udp-buffer-size", "UDP buffer in bytes (RTSP).", kReadable | kWritable | kMutableReady, 524288U, 0U, 4294967295U),
    enum_property("smart-record", "Event recording mode; RTSP only.", kReadable | kWritable | kMutableReady, kSmartRecordEnum, 0),
    string_property("smart-rec-dir-path", "Folder for recordings.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("smart-rec-file-prefix", "File prefix; keep it unique per source.", kReadable | kWritable | kMutableReady, "Smart_Record"),
    uint_property("smart-rec-video-cache", "Older name of smart-rec-cache.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    uint_property("smart-rec-cache", "Seconds kept before the event.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    enum_property("smart-rec-container", "Recording container.", kReadable | kWritable | kMutableReady, kSmartRecContainerEnum, 0),
    enum_property("smart-rec-mode", "What is recorded.", kReadable | kWritable | kMutableReady, kSmartRecModeEnum, 0),
    uint_property("smart-rec-default-duration", "Length when no stop event comes, s.", kReadable | kWritable | kMutableReady, 20U, 0U, 4294967295U),
    boolean_property("ipc-buffer-timestamp-copy", "Copy times in the IPC source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    string_property("ipc-socket-path", "Socket path for the IPC source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
    int_property("ipc-connection-attempts", "IPC connect limit (-1 = endless). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint64_property("ipc-connection-interval", "Pause between connects, us. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, UINT64_C(1000000), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("sensorID-padID-mapping", "Keep camera N on pad N.", kReadable | kWritable | kMutableReady, false),
    boolean_property("enable-error-propagation", "Send stream faults to a broker; needs proto-lib, conn-str, topic.", kReadable | kWritable | kMutableReady, false),
    string_property("proto-lib", "Adapter library for fault messages.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("conn-str", "Broker address for fault messages.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("topic", "Topic for fault messages.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("simulate-fps-interval-ms", "Pace file frames at this gap (0 = off).", kReadable | kWritable | kMutableReady, 0U, 0U, 1000U),
    int_property("batched-push-timeout", "Longest wait for a full batch, us (-1 = endless).", kReadable | kWritable | kMutableReady, 0, -1, 2147483647),
    uint_property("width", "Output frame width; required.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("height", "Output frame height; required.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("enable-padding", "Keep the shape with black borders.", kReadable | kWritable | kMutableReady, false),
    uint_property("num-surfaces-per-frame", "Surfaces per frame, more than 1 only after a dewarper.", kReadable | kWritable | kMutableReady, 1U, 1U, 4U),
    boolean_property("live-source", "Sources are live.", kReadable | kWritable | kMutableReady, false),
    boolean_property("sync-inputs", "Hold frames so inputs line up in time.", kReadable | kWritable | kMutableReady, false),
    uint_property("buffer-pool-size", "Batches in the output pool.", kReadable | kWritable | kMutableReady, 4U, 4U, 1024U),
    uint_property("max-latency", "Extra wait in live mode, ns.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("attach-sys-ts", "True stamps system time as NTP, false uses RTSP sender time.", kReadable | kWritable | kMutableReady, true),
    string_property("config-file-path", "Settings file of the new mux.", kReadable | kWritable | kMutableReady, nullptr),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady | kControllable, kInterpolationMethodEnum, 1),
    boolean_property("frame-num-reset-on-eos", "Restart frame numbers at EOS (debugging).", kReadable | kWritable | kMutableReady, false),
    boolean_property("frame-num-reset-on-stream-reset", "Restart frame numbers on stream reset (debugging).", kReadable | kWritable | kMutableReady, false),
    int_property("frame-duration", "Frame length in ms for NTP correction (0 = from PTS, -1 = off).", kReadable | kWritable | kMutableReady, 0, -1, 2147483647),
    boolean_property("async-process", "Convert inputs asynchronously. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("drop-pipeline-eos", "Keep EOS from going downstream.", kReadable | kWritable | kMutableReady, false),
    boolean_property("extract-sei-type5-data", "Attach user SEI bytes as meta. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("sort-batch", "Order frames in the batch by source.", kReadable | kWritable | kMutableReady, false),
    boolean_property("cache-buffer", "Repeat the last frame of a late source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    int_property("cache-buffer-timeout", "Longest reuse of that frame, us, then grey (-1 = endless). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    boolean_property("extract-sei-sim-time", "Attach simulation time from SEI. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("align-first-buffer", "Align only the first frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    int_property("sync-inputs-ntp", "NTP window, us, for lining up inputs. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    boolean_property("drop-backward-sei", "Drop SEI older than the current frame. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady | kControllable, kComputeHwEnum, 0),
};

inline constexpr ElementSpec kElement = {"NvMultiUri Bin", "NvMultiUri Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvmultiurisrcbin
