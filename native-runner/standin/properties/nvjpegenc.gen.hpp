// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvjpegenc {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ I420, RGB }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSinkCapsJetson =
    "video/x-raw(memory:NVMM), format=(string){ I420, NV12 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ I420, YV12, GRAY8 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "image/jpeg, width=(int)[ 16, 65535 ], height=(int)[ 16, 65535 ], framerate=(fraction)[ 0/1, 2147483647/1 ], sof-marker=(int){ 0, 1, 2, 9 }";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps, kSinkCapsJetson},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kQuality = 1,
  kIdctMethod,
  kEnableperf,
  kOutputGray,
  kQos,
  kMinForceKeyUnitInterval,
};

inline constexpr GEnumValue kIdctMethodValues[] = {
    {0, "islow", "islow"},
    {1, "ifast", "ifast"},
    {2, "float", "float"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kIdctMethodEnum = {"GstStandinNvjpegencIdctMethod", kIdctMethodValues};

inline constexpr PropertySpec kProperties[] = {
    int_property("quality", "JPEG quality.", kReadable | kWritable | kMutableReady, 85, 0, 100),
    enum_property("idct-method", "Inverse DCT kind.", kReadable | kWritable | kMutableReady, kIdctMethodEnum, 1),
    boolean_property("Enableperf", "Measure encode time. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("OutputGray", "Grey output from I420.", kReadable | kWritable | kMutableReady, false),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, false),
    uint64_property("min-force-key-unit-interval", "Shortest gap between forced keyframes, ns. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
};

inline constexpr ElementSpec kElement = {"JPEG image encoder", "Codec/Encoder/Image", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvjpegenc
