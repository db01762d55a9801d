// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvjpegdec {

inline constexpr const char* kSinkCaps =
    "image/jpeg";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCapsJetson =
    "video/x-raw(memory:NVMM), format=(string){ I420, GRAY8, NV12, YUY2, Y42B, Y444, RGB, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps, kSrcCapsJetson},
};

enum Property : unsigned {
  kIdctMethod = 1,
  kMaxErrors,
  kEnableperf,
  kRgbaoutput,
  kNv12output,
  kGpuId,
  kQos,
  kMinForceKeyUnitInterval,
  kDiscardCorruptedFrames,
  kAutomaticRequestSyncPoints,
  kAutomaticRequestSyncPointFlags,
};

inline constexpr GEnumValue kIdctMethodValues[] = {
    {0, "islow", "islow"},
    {1, "ifast", "ifast"},
    {2, "float", "float"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kIdctMethodEnum = {"GstStandinNvjpegdecIdctMethod", kIdctMethodValues};

inline constexpr GEnumValue kAutomaticRequestSyncPointFlagsValues[] = {
    {1, "discard input", "discard-input"},
    {2, "corrupt output", "corrupt-output"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kAutomaticRequestSyncPointFlagsEnum = {"GstStandinNvjpegdecAutomaticRequestSyncPointFlags", kAutomaticRequestSyncPointFlagsValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("idct-method", "Inverse DCT kind.", kReadable | kWritable | kMutableReady, kIdctMethodEnum, 1),
    int_property("max-errors", "Decoding faults in a row before failing (-1 = never).", kReadable | kWritable | kMutableReady, 0, -1, 2147483647),
    boolean_property("Enableperf", "Measure decode time. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("rgbaoutput", "Output RGBA. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("nv12output", "Output NV12 for I420 input. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, true),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("discard-corrupted-frames", "Drop damaged frames.", kReadable | kWritable | kMutableReady, false),
    boolean_property("automatic-request-sync-points", "Ask for a keyframe after loss.", kReadable | kWritable | kMutableReady, false),
    flags_property("automatic-request-sync-point-flags", "What to do while waiting for that keyframe.", kReadable | kWritable | kMutableReady, kAutomaticRequestSyncPointFlagsEnum, 3U),
};

inline constexpr ElementSpec kElement = {"JPEG image decoder", "Codec/Decoder/Image", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvjpegdec
