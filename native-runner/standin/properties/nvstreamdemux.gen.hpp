// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "property_spec.hpp"

namespace pipewright::standin::properties::nvstreamdemux {

enum Property : unsigned {
  kPerStreamEos = 1,
};

inline constexpr PropertySpec kProperties[] = {
    boolean_property("per-stream-eos", "Send EOS per stream as each one ends.", kReadable | kWritable | kMutableReady, false),
};

}  // namespace pipewright::standin::properties::nvstreamdemux
