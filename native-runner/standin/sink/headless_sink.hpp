// SPDX-License-Identifier: Apache-2.0
// What the window sinks share: frames are taken at their time, as a window would show them, and let
// go.
#pragma once

#include <gst/video/gstvideosink.h>

#include <span>

#include "elements.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// How one sink presents itself.
struct HeadlessSinkInfo {
  const char* long_name;
  const char* klass;
  const char* sink_caps;
  std::span<const PropertySpec> properties;
};

/// Sets up the class of a GstVideoSink. Clocking (sync, qos, max-lateness, async) is GstBaseSink's
/// own.
void init_headless_sink_class(GstVideoSinkClass* klass, const HeadlessSinkInfo& info);

}  // namespace pipewright::standin
