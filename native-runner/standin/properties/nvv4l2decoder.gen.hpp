// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvv4l2decoder {

inline constexpr const char* kSinkCaps =
    "video/x-h264, stream-format=(string)byte-stream, alignment=(string)au" ";"
    "video/x-h265, stream-format=(string)byte-stream, alignment=(string)au" ";"
    "video/mpeg, mpegversion=(int)4, systemstream=(boolean)false, parsed=(boolean)true" ";"
    "video/mpeg, mpegversion=(int)[ 1, 2 ], systemstream=(boolean)false, parsed=(boolean)true" ";"
    "video/x-divx, divxversion=(int)[ 4, 5 ]" ";"
    "video/x-av1" ";"
    "video/x-vp8" ";"
    "video/x-vp9" ";"
    "image/jpeg";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kSkipFrames = 1,
  kDropFrameInterval,
  kNumExtraSurfaces,
  kDisableDpb,
  kEnableFullFrame,
  kEnableFrameTypeReporting,
  kMjpeg,
  kEnableErrorCheck,
  kEnableMaxPerformance,
  kCaptureBufferDynamicAllocation,
  kCaptureIoMode,
  kOutputIoMode,
  kCudadecMemtype,
  kGpuId,
  kLowLatencyMode,
  kExtractSeiType5Data,
  kSeiUuid,
  kDevice,
  kDeviceName,
  kDeviceFd,
  kExtraControls,
  kQos,
  kMaxErrors,
  kMinForceKeyUnitInterval,
  kDiscardCorruptedFrames,
  kAutomaticRequestSyncPoints,
  kAutomaticRequestSyncPointFlags,
};

inline constexpr GEnumValue kSkipFramesValues[] = {
    {0, "decode all", "decode_all"},
    {1, "skip non-reference frames", "decode_non_ref"},
    {2, "keyframes only", "decode_key"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kSkipFramesEnum = {"GstStandinNvv4l2decoderSkipFrames", kSkipFramesValues};

inline constexpr GEnumValue kCaptureBufferDynamicAllocationValues[] = {
    {0, "cap buf dyn alloc disabled", "cap_buf_dyn_alloc_disabled"},
    {1, "fw cap buf dyn alloc enabled", "fw_cap_buf_dyn_alloc_enabled"},
    {2, "rw cap buf dyn alloc enabled", "rw_cap_buf_dyn_alloc_enabled"},
    {3, "fw rw cap buf dyn alloc enabled", "fw_rw_cap_buf_dyn_alloc_enabled"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCaptureBufferDynamicAllocationEnum = {"GstStandinNvv4l2decoderCaptureBufferDynamicAllocation", kCaptureBufferDynamicAllocationValues};

inline constexpr GEnumValue kCaptureIoModeValues[] = {
    {0, "auto", "auto"},
    {2, "mmap", "mmap"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCaptureIoModeEnum = {"GstStandinNvv4l2decoderCaptureIoMode", kCaptureIoModeValues};

inline constexpr GEnumValue kOutputIoModeValues[] = {
    {0, "auto", "auto"},
    {2, "mmap", "mmap"},
    {3, "userptr", "userptr"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kOutputIoModeEnum = {"GstStandinNvv4l2decoderOutputIoMode", kOutputIoModeValues};

inline constexpr GEnumValue kCudadecMemtypeValues[] = {
    {0, "device memory", "memtype_device"},
    {1, "pinned host memory", "memtype_pinned"},
    {2, "unified memory", "memtype_unified"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCudadecMemtypeEnum = {"GstStandinNvv4l2decoderCudadecMemtype", kCudadecMemtypeValues};

inline constexpr GEnumValue kAutomaticRequestSyncPointFlagsValues[] = {
    {1, "discard input", "discard-input"},
    {2, "corrupt output", "corrupt-output"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kAutomaticRequestSyncPointFlagsEnum = {"GstStandinNvv4l2decoderAutomaticRequestSyncPointFlags", kAutomaticRequestSyncPointFlagsValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("skip-frames", "Frames left out.", kReadable | kWritable | kMutablePlaying, kSkipFramesEnum, 0),
    uint_property("drop-frame-interval", "Keep every n-th frame (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 30U),
    uint_property("num-extra-surfaces", "Decode surfaces over the minimum. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 55U),
    boolean_property("disable-dpb", "No reorder delay; needs I/P-only streams. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("enable-full-frame", "Input holds whole frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("enable-frame-type-reporting", "Report frame types. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("mjpeg", "Input is motion JPEG. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("enable-error-check", "Report stream errors. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("enable-max-performance", "Highest decoder clock. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    enum_property("capture-buffer-dynamic-allocation", "Extra capture buffers on demand. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCaptureBufferDynamicAllocationEnum, 0),
    enum_property("capture-io-mode", "Output buffer exchange. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCaptureIoModeEnum, 0),
    enum_property("output-io-mode", "Input buffer exchange. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kOutputIoModeEnum, 0),
    enum_property("cudadec-memtype", "Output memory kind. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCudadecMemtypeEnum, 0),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("low-latency-mode", "I/P-only streams without reorder delay.", kReadable | kWritable | kMutableReady, false),
    boolean_property("extract-sei-type5-data", "Attach user SEI bytes as meta. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    string_property("sei-uuid", "UUID of the SEI to extract. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("device", "Device node in use. It has no effect on a CPU.", kReadable, nullptr),
    string_property("device-name", "Device name in use. It has no effect on a CPU.", kReadable, nullptr),
    int_property("device-fd", "Open device handle. It has no effect on a CPU.", kReadable, -1, -1, 2147483647),
    structure_property("extra-controls", "Raw V4L2 controls. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, true),
    int_property("max-errors", "Decoding faults in a row before failing (-1 = never).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("discard-corrupted-frames", "Drop damaged frames.", kReadable | kWritable | kMutableReady, false),
    boolean_property("automatic-request-sync-points", "Ask for a keyframe after loss.", kReadable | kWritable | kMutableReady, false),
    flags_property("automatic-request-sync-point-flags", "What to do while waiting for that keyframe.", kReadable | kWritable | kMutableReady, kAutomaticRequestSyncPointFlagsEnum, 3U),
};

inline constexpr ElementSpec kElement = {"NVIDIA v4l2 video decoder", "Codec/Decoder/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvv4l2decoder
