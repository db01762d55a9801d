// SPDX-License-Identifier: Apache-2.0
// What the two elements called nvstreammux have in common: pads, states, and where the work is.
// They differ in their properties and in the settings that they make of them.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <span>

#include "properties/property_store.hpp"
#include "stream_mux.hpp"

namespace pipewright::standin {

struct MuxElement {
  GstElement parent;
  StreamMux* mux;
  PropertyStore* properties;
};
struct MuxElementClass {
  GstElementClass parent_class;
  /// Turns the properties into settings. Posts an error and is false when they cannot be.
  bool (*read_settings)(GstElement* element, const PropertyStore& properties,
                        MuxSettings& settings);
};

GType mux_element_get_type();

/// In an element's init function: attaches its properties and adds its source pad.
void mux_element_setup(MuxElement* self, std::span<const PropertySpec> properties);

/// Posts an error and is false for a batch size of 0.
bool check_batch_size(GstElement* element, unsigned batch_size);

/// The property frame-duration: milliseconds, where the largest number stands for none.
GstClockTime frame_duration_from_millis(std::uint64_t millis);

}  // namespace pipewright::standin
