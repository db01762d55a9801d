// SPDX-License-Identifier: Apache-2.0
// What the window sinks share: frames are taken at their time, as a window would show them, and let
// go.
#pragma once

#include <gst/video/gstvideosink.h>

#include "elements.hpp"
#include "properties/element_spec.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// Sets up the class of a GstVideoSink. Clocking (sync, qos, max-lateness, async) is GstBaseSink's
/// own.
void init_headless_sink_class(GstVideoSinkClass* klass, const ElementSpec& element);

}  // namespace pipewright::standin
