// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "property_spec.hpp"

namespace pipewright::standin::properties::nvanalyticsbin {

inline constexpr const char* kLongName = "NvDs analytics bin";
inline constexpr const char* kClass = "Generic/Bin";

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM)";

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

}  // namespace pipewright::standin::properties::nvanalyticsbin
