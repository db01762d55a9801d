// SPDX-License-Identifier: Apache-2.0
// What DeepStream says of one of its elements, written down as data; generated from the element
// catalogue.
#pragma once

#include <gst/gst.h>

#include <span>

#include "property_spec.hpp"

namespace pipewright::standin {

/// A pad template.
struct PadSpec {
  const char* name;
  GstPadDirection direction;
  GstPadPresence presence;
  const char* caps;
  const char* caps_jetson = nullptr;  ///< null where they are the same
};

struct ElementSpec {
  const char* long_name;
  const char* klass;
  std::span<const PadSpec> pads;
  std::span<const PropertySpec> properties;  ///< ids from 1, in this order
};

/// Gives an element's class its names, its pad templates (those of the platform that the stand-in
/// stands for) and its properties; `description` says what it does here. The class must have no
/// properties of its own.
void install_element(GstElementClass* element_class, const ElementSpec& element,
                     const char* description);

}  // namespace pipewright::standin
