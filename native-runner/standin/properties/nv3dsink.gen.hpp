// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nv3dsink {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGBA, BGRA, ARGB, ABGR, RGBx, BGRx, xRGB, xBGR, AYUV, Y444, I420, YV12, NV12, NV21, Y42B, Y41B, RGB, BGR, RGB16 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ RGBA, BGRA, ARGB, ABGR, RGBx, BGRx, xRGB, xBGR, AYUV, Y444, I420, YV12, NV12, NV21, Y42B, Y41B, RGB, BGR, RGB16 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kWindowX = 1,
  kWindowY,
  kWindowWidth,
  kWindowHeight,
  kBufapiVersion,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("window-x", "Window x. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 10U, 0U, 2147483647U),
    uint_property("window-y", "Window y. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 10U, 0U, 2147483647U),
    uint_property("window-width", "Window width (0 = video). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    uint_property("window-height", "Window height (0 = video). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    boolean_property("bufapi-version", "Use NvBufSurface. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
};

inline constexpr ElementSpec kElement = {"Nvidia 3D sink", "Sink/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nv3dsink
