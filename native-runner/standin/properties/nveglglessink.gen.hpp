// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nveglglessink {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ BGRx, RGBA, I420, NV12, BGR, RGB }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ RGBA, BGRA, ARGB, ABGR, RGBx, BGRx, xRGB, xBGR, AYUV, Y444, I420, YV12, NV12, NV21, Y42B, Y41B, RGB, BGR, RGB16 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSinkCapsJetson =
    "video/x-raw(memory:NVMM), format=(string){ BGRx, RGBA, I420, NV12, BGR, RGB }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ RGBA, BGRA, ARGB, ABGR, RGBx, BGRx, xRGB, xBGR, AYUV, Y444, I420, YV12, NV12, NV21, Y42B, Y41B, RGB, BGR, RGB16 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw(memory:EGLImage)";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps, kSinkCapsJetson},
};

enum Property : unsigned {
  kCreateWindow = 1,
  kForceAspectRatio,
  kDisplay,
  kWindowX,
  kWindowY,
  kWindowWidth,
  kWindowHeight,
  kProfile,
  kRows,
  kColumns,
  kWinsys,
  kBufapiVersion,
  kGpuId,
};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("create-window", "Open a window when none is given (X11). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("force-aspect-ratio", "Keep the picture shape when scaling. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    pointer_property("display", "X display to use. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    uint_property("window-x", "Window x. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 10U, 0U, 2147483647U),
    uint_property("window-y", "Window y. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 10U, 0U, 2147483647U),
    uint_property("window-width", "Window width (0 = video). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    uint_property("window-height", "Window height (0 = video). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    uint_property("profile", "Print jitter figures. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("rows", "Display rows. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 1U, 2147483647U),
    uint_property("columns", "Display columns. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 1U, 2147483647U),
    string_property("winsys", "X11 or wayland. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, "x11"),
    boolean_property("bufapi-version", "Use NvBufSurface. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
};

inline constexpr ElementSpec kElement = {"EGL/GLES vout Sink", "Sink/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nveglglessink
