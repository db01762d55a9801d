// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "property_spec.hpp"

namespace pipewright::standin::properties::nvstreamdemux {

inline constexpr const char* kLongName = "Stream demultiplexer";
inline constexpr const char* kClass = "Generic";

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

enum Property : unsigned {
  kPerStreamEos = 1,
};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("per-stream-eos", "Send EOS per stream as each one ends.", kReadable | kWritable | kMutableReady, false),
};

}  // namespace pipewright::standin::properties::nvstreamdemux
