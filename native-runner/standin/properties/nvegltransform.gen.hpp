// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvegltransform {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:EGLImage)";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
};

inline constexpr std::span<const PropertySpec> kProperties = {};

inline constexpr ElementSpec kElement = {"NVIDIA EGL transform", "Filter/Converter/Video", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvegltransform
