// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvimagedec {

inline constexpr const char* kSinkCaps =
    "image/jpeg";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGB }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kGpuId = 1,
  kNeedsPool,
  kQos,
  kMaxErrors,
  kMinForceKeyUnitInterval,
  kDiscardCorruptedFrames,
  kAutomaticRequestSyncPoints,
  kAutomaticRequestSyncPointFlags,
};

inline constexpr GEnumValue kAutomaticRequestSyncPointFlagsValues[] = {
    {1, "discard input", "discard-input"},
    {2, "corrupt output", "corrupt-output"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kAutomaticRequestSyncPointFlagsEnum = {"GstStandinNvimagedecAutomaticRequestSyncPointFlags", kAutomaticRequestSyncPointFlagsValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("gpu-id", "GPU for decoding. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("needs-pool", "Allocate a buffer pool. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, true),
    int_property("max-errors", "Decoding faults in a row before failing (-1 = never).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("discard-corrupted-frames", "Drop damaged frames.", kReadable | kWritable | kMutableReady, false),
    boolean_property("automatic-request-sync-points", "Ask for a keyframe after loss.", kReadable | kWritable | kMutableReady, false),
    flags_property("automatic-request-sync-point-flags", "What to do while waiting for that keyframe.", kReadable | kWritable | kMutableReady, kAutomaticRequestSyncPointFlagsEnum, 3U),
};

inline constexpr ElementSpec kElement = {"Nvidia Image Decoder", "Codec/Decoder/JPEG IMAGE", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvimagedec
