// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdrmvideosink {

inline constexpr const char* kSinkCaps =
    "video/x-raw, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ]" ";"
    "video/x-raw(memory:NVMM), width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kConnId = 1,
  kPlaneId,
  kSetMode,
  kOffsetX,
  kOffsetY,
  kBufapiVersion,
  kColorRange,
};

inline constexpr PropertySpec kProperties[] = {
    int_property("conn-id", "Connector number (max = default). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2147483647, 0, 2147483647),
    int_property("plane-id", "Plane number (max = default). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2147483647, 0, 2147483647),
    boolean_property("set-mode", "Switch the connector to the video mode. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    int_property("offset-x", "X offset (max = none). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2147483647, 0, 2147483647),
    int_property("offset-y", "Y offset (max = none). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2147483647, 0, 2147483647),
    boolean_property("bufapi-version", "Use NvBufSurface. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    int_property("color-range", "0 full, 1 limited, 2 default; only with set-mode. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 2, 0, 2),
};

inline constexpr ElementSpec kElement = {"Nvidia Drm Video Sink", "Video Sink", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdrmvideosink
