// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvv4l2h264enc {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12, P010_10LE, Y444, NV24 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-h264, stream-format=(string)byte-stream, alignment=(string){ au, nal }";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kControlRate = 1,
  kBitrate,
  kIframeinterval,
  kQpRange,
  kIdrinterval,
  kGpuId,
  kPresetId,
  kConstqp,
  kInitqp,
  kForceIdr,
  kTuningInfoId,
  kForceIntra,
  kCopyMeta,
  kPeakBitrate,
  kQuantIFrames,
  kQuantPFrames,
  kQuantBFrames,
  kPresetLevel,
  kVbvSize,
  kMeasureEncoderLatency,
  kRatecontrolEnable,
  kMaxperfEnable,
  kCaptureIoMode,
  kOutputIoMode,
  kProfile,
  kExtendedColorformat,
  kInsertSpsPps,
  kInsertVui,
  kInsertAud,
  kBitPacketization,
  kSliceHeaderSpacing,
  kEnableMVBufferMeta,
  kSliceIntraRefreshInterval,
  kEnableTwopassCBR,
  kNumBFrames,
  kNumRefFrames,
  kEnableLossless,
  kPocType,
  kDisableCabac,
  kDevice,
  kDeviceName,
  kDeviceFd,
  kExtraControls,
  kQos,
  kMinForceKeyUnitInterval,
};

inline constexpr GEnumValue kControlRateValues[] = {
    {0, "variable bitrate", "variable_bitrate"},
    {1, "constant bitrate", "constant_bitrate"},
    {2, "constantQP", "constantQP"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kControlRateEnum = {"GstStandinNvv4l2h264encControlRate", kControlRateValues};

inline constexpr GEnumValue kTuningInfoIdValues[] = {
    {1, "HighQualityPreset", "HighQualityPreset"},
    {2, "LowLatencyPreset", "LowLatencyPreset"},
    {3, "UltraLowLatencyPreset", "UltraLowLatencyPreset"},
    {4, "LosslessPreset", "LosslessPreset"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kTuningInfoIdEnum = {"GstStandinNvv4l2h264encTuningInfoId", kTuningInfoIdValues};

inline constexpr GEnumValue kPresetLevelValues[] = {
    {0, "DisablePreset", "DisablePreset"},
    {1, "UltraFastPreset", "UltraFastPreset"},
    {2, "FastPreset", "FastPreset"},
    {3, "MediumPreset", "MediumPreset"},
    {4, "SlowPreset", "SlowPreset"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kPresetLevelEnum = {"GstStandinNvv4l2h264encPresetLevel", kPresetLevelValues};

inline constexpr GEnumValue kCaptureIoModeValues[] = {
    {0, "auto", "auto"},
    {2, "mmap", "mmap"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kCaptureIoModeEnum = {"GstStandinNvv4l2h264encCaptureIoMode", kCaptureIoModeValues};

inline constexpr GEnumValue kOutputIoModeValues[] = {
    {0, "auto", "auto"},
    {2, "mmap", "mmap"},
    {5, "dmabuf import", "dmabuf-import"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kOutputIoModeEnum = {"GstStandinNvv4l2h264encOutputIoMode", kOutputIoModeValues};

inline constexpr GEnumValue kProfileValues[] = {
    {0, "Baseline", "Baseline"},
    {2, "Main", "Main"},
    {4, "High", "High"},
    {7, "High444", "High444"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProfileEnum = {"GstStandinNvv4l2h264encProfile", kProfileValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("control-rate", "Rate control.", kReadable | kWritable | kMutableReady, kControlRateEnum, 1),
    uint_property("bitrate", "Target bit rate, bit/s.", kReadable | kWritable | kMutablePlaying, 4000000U, 0U, 4294967295U),
    uint_property("iframeinterval", "Frames between I frames.", kReadable | kWritable | kMutableReady, 30U, 0U, 4294967295U),
    string_property("qp-range", "Quantiser limits as minP,maxP:minI,maxI:minB,maxB. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, "-1,-1:-1,-1:-1,-1"),
    uint_property("idrinterval", "Frames between IDR frames.", kReadable | kWritable | kMutableReady, 256U, 0U, 4294967295U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("preset-id", "Speed against quality, P1 fastest to P7 best.", kReadable | kWritable | kMutableReady, 1U, 1U, 7U),
    string_property("constqp", "Quantisers I:P:B for constantQP.", kReadable | kWritable | kMutableReady, "0:0:0"),
    string_property("initqp", "Starting quantisers I:P:B. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, "0:0:0"),
    boolean_property("force-idr", "Make the next frame an IDR.", kReadable | kWritable | kMutableReady, false),
    enum_property("tuning-info-id", "Tuning goal.", kReadable | kWritable | kMutableReady, kTuningInfoIdEnum, 2),
    boolean_property("force-intra", "Make the next frame intra.", kReadable | kWritable | kMutableReady, false),
    boolean_property("copy-meta", "Copy metadata to the output buffer. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("peak-bitrate", "Peak for variable rate; at least the bit rate (0 = 1.2 times). It has no effect on a CPU.", kReadable | kWritable | kMutablePlaying, 0U, 0U, 4294967295U),
    uint_property("quant-i-frames", "I frame quantiser; needs ratecontrol-enable off and preset-level 0. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4294967295U, 0U, 4294967295U),
    uint_property("quant-p-frames", "P frame quantiser; needs ratecontrol-enable off and preset-level 0. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4294967295U, 0U, 4294967295U),
    uint_property("quant-b-frames", "B frame quantiser; needs ratecontrol-enable off and preset-level 0. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4294967295U, 0U, 4294967295U),
    enum_property("preset-level", "Hardware speed preset.", kReadable | kWritable | kMutableReady, kPresetLevelEnum, 1),
    uint_property("vbv-size", "Rate buffer size. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4000000U, 0U, 4294967295U),
    boolean_property("MeasureEncoderLatency", "Log latency per frame. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("ratecontrol-enable", "Rate control on. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("maxperf-enable", "Highest encoder clock. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    enum_property("capture-io-mode", "Output buffer exchange. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kCaptureIoModeEnum, 0),
    enum_property("output-io-mode", "Input buffer exchange. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kOutputIoModeEnum, 0),
    enum_property("profile", "Codec profile.", kReadable | kWritable | kMutableReady, kProfileEnum, 0),
    boolean_property("extended-colorformat", "Signal full range in VUI. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("insert-sps-pps", "Repeat parameter sets at each IDR. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("insert-vui", "Write VUI.", kReadable | kWritable | kMutableReady, false),
    boolean_property("insert-aud", "Write access unit delimiters.", kReadable | kWritable | kMutableReady, false),
    boolean_property("bit-packetization", "Slice size counted in bits. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint64_property("slice-header-spacing", "Macroblocks or bits per slice. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("EnableMVBufferMeta", "Attach motion vectors. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("SliceIntraRefreshInterval", "Slice intra refresh interval. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 60U, 0U, 4294967295U),
    boolean_property("EnableTwopassCBR", "Two-pass constant rate. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("num-B-Frames", "B frames between references.", kReadable | kWritable | kMutableReady, 0U, 0U, 2U),
    uint_property("num-Ref-Frames", "Reference frames.", kReadable | kWritable | kMutableReady, 1U, 0U, 8U),
    boolean_property("enable-lossless", "Lossless for YUV 4:4:4. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("poc-type", "Picture order count type. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2U),
    boolean_property("disable-cabac", "Use CAVLC instead of CABAC.", kReadable | kWritable | kMutableReady, false),
    string_property("device", "Device node in use. It has no effect on a CPU.", kReadable, nullptr),
    string_property("device-name", "Device name in use. It has no effect on a CPU.", kReadable, nullptr),
    int_property("device-fd", "Open device handle. It has no effect on a CPU.", kReadable, -1, -1, 2147483647),
    structure_property("extra-controls", "Raw V4L2 controls. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, false),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
};

inline constexpr ElementSpec kElement = {"V4L2 H.264 Encoder", "Codec/Encoder/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvv4l2h264enc
