// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvstreamdemux {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src_%u", GST_PAD_SRC, GST_PAD_REQUEST, kSrcCaps},
};

enum Property : unsigned {
  kPerStreamEos = 1,
};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("per-stream-eos", "Send EOS per stream as each one ends.", kReadable | kWritable | kMutableReady, false),
};

inline constexpr ElementSpec kElement = {"Stream demultiplexer", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvstreamdemux
