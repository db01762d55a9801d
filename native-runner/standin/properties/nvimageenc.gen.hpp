// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvimageenc {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGB }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "image/jpeg";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kGpuId = 1,
  kEncodedSize,
  kQuality,
  kQos,
  kMinForceKeyUnitInterval,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("gpu-id", "GPU for encoding. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("encoded-size", "Bytes reserved for the output image.", kReadable | kWritable | kMutableReady, 15728640U, 0U, 4294967295U),
    uint_property("quality", "JPEG quality.", kReadable | kWritable | kMutableReady, 90U, 0U, 100U),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, false),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
};

inline constexpr ElementSpec kElement = {"Nvidia Image Encoder", "Codec/Encoder/JPEG IMAGE", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvimageenc
