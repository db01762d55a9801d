// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvosdbin {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM)";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kNvbufMemoryType = 1,
  kFont,
  kTextSize,
  kTextColor,
  kTextBgColor,
  kBboxBorderColors,
  kBboxBgColors,
  kBorderWidth,
  kDisplayTrackingId,
  kReformatObjectLabels,
  kDisplayClock,
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

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvosdbinNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kProcessModeValues[] = {
    {0, "CPU drawing, RGBA only", "MODE_CPU"},
    {1, "GPU drawing", "MODE_GPU"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProcessModeEnum = {"GstNvDsOsdMode", kProcessModeValues};

inline constexpr PropertySpec kProperties[] = {
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    string_property("font", "Font of labels. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, "Serif"),
    uint_property("text-size", "Label size. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("text-color", "Label colour, RGBA. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("text-bg-color", "Label background, RGBA. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    string_property("bbox-border-colors", "Label=hex colour list for borders. It has no effect on a CPU.", kWritable | kMutableReady, nullptr),
    string_property("bbox-bg-colors", "Label=hex colour list for fills. It has no effect on a CPU.", kWritable | kMutableReady, nullptr),
    uint_property("border-width", "Border width. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("display-tracking-id", "Put the id in labels. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("reformat-object-labels", "Rebuild label text. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
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

inline constexpr ElementSpec kElement = {"NvDs OSD bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvosdbin
