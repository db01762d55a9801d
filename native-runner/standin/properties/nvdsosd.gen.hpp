// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdsosd {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kDisplayClock = 1,
  kDisplayText,
  kDisplayBbox,
  kDisplayMask,
  kClockFont,
  kClockFontSize,
  kXClockOffset,
  kYClockOffset,
  kClockColor,
  kProcessMode,
  kGpuId,
  kBlurOnGieClassIds,
  kBlurBbox,
};

inline constexpr GEnumValue kProcessModeValues[] = {
    {0, "CPU drawing, RGBA only", "MODE_CPU"},
    {1, "GPU drawing", "MODE_GPU"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProcessModeEnum = {"GstNvDsOsdMode", kProcessModeValues};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("display-clock", "Draw the clock.", kReadable | kWritable | kMutablePlaying, false),
    boolean_property("display-text", "Draw labels.", kReadable | kWritable | kMutablePlaying, true),
    boolean_property("display-bbox", "Draw boxes.", kReadable | kWritable | kMutablePlaying, true),
    boolean_property("display-mask", "Draw instance masks.", kReadable | kWritable | kMutablePlaying, false),
    string_property("clock-font", "Font family of the clock.", kReadable | kWritable | kMutableReady, "Serif"),
    uint_property("clock-font-size", "Clock text size in points.", kReadable | kWritable | kMutableReady, 12U, 0U, 60U),
    uint_property("x-clock-offset", "Clock x position.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("y-clock-offset", "Clock y position.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("clock-color", "Clock colour as a 32-bit RGBA number.", kReadable | kWritable | kMutableReady, 4278190335U, 0U, 4294967295U),
    enum_property("process-mode", "Drawing engine. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kProcessModeEnum, 1),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    string_property("blur-on-gie-class-ids", "Which detector and class pairs get blurred.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("blur-bbox", "Blur off, whole box, or mask area.", kReadable | kWritable | kMutableReady, 0U, 0U, 2U),
};

inline constexpr ElementSpec kElement = {"NvDsOsd plugin", "NvDsOsd functionality", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdsosd
