// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "property_spec.hpp"

namespace pipewright::standin::properties::nvegltransform {

inline constexpr const char* kLongName = "NVIDIA EGL transform";
inline constexpr const char* kClass = "Filter/Converter/Video";

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:EGLImage)";

enum Property : unsigned {
};

inline constexpr std::span<const PropertySpec> kProperties = {};

}  // namespace pipewright::standin::properties::nvegltransform
