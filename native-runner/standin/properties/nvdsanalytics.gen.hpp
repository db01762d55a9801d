// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdsanalytics {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kUniqueId = 1,
  kEnable,
  kConfigFile,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id stamped on what this element produces.", kReadable | kWritable | kMutableReady, 17U, 0U, 4294967295U),
    boolean_property("enable", "Switch the analytics off to pass buffers through.", kReadable | kWritable | kMutableReady, true),
    string_property("config-file", "Rules file with ROI, line, direction and crowding sections.", kReadable | kWritable | kMutablePlaying, nullptr),
};

inline constexpr ElementSpec kElement = {"DsAnalytics plugin", "DsAnalytics Plugin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdsanalytics
