// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdsmetamux {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "audio/x-raw(memory:NVMM), format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)1, rate=(int)[ 1, 2147483647 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "audio/x-raw, format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)1, rate=(int)[ 1, 2147483647 ]";

inline constexpr PadSpec kPads[] = {
    {"sink_%u", GST_PAD_SINK, GST_PAD_REQUEST, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kActivePad = 1,
  kPtsTolerance,
  kConfigFile,
};

inline constexpr PropertySpec kProperties[] = {
    string_property("active-pad", "Name of the sink pad whose buffer goes downstream.", kReadable | kWritable | kMutableReady, nullptr),
    int64_property("pts-tolerance", "Time slack in microseconds for pairing frames.", kReadable | kWritable | kMutableReady, INT64_C(60000), INT64_MIN, INT64_C(9223372036854775807)),
    string_property("config-file", "Per-model source id list and settings.", kReadable | kWritable | kMutableReady, nullptr),
};

inline constexpr ElementSpec kElement = {"meta muxer", "Codec/Muxer", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdsmetamux
