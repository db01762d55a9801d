// SPDX-License-Identifier: Apache-2.0
// Setting the properties of elements and pads, with failures that say what was meant.
#pragma once

#include <gst/gst.h>

#include <string>
#include <vector>

#include "runner/error.hpp"
#include "runner/pipeline/property_value.hpp"

namespace pipewright {

/// Whose property it is, for failures. `pad` is empty for an element's own.
struct PropertyOwner {
  std::string element;
  std::string factory;
  std::string pad = {};
};

/// Names of all properties of a class, those of its ancestors included.
std::vector<std::string> property_names(GObjectClass* object_class);

/// The property of that name. NO_SUCH_PROPERTY (with the nearest name) when there is none,
/// PROPERTY_NOT_MUTABLE when it can only be read or belongs to the plan (name, parent).
Outcome<GParamSpec*> find_writable_property(GObjectClass* object_class, const PropertyOwner& owner,
                                            const std::string& name);

/// to_property_value with INVALID_PROPERTY_VALUE as its failure.
Outcome<Value> convert_property(GParamSpec* spec, const PropertyOwner& owner,
                                const runner::PropertyValue& value);

/// Sets a property of an element or pad. `child::name` reaches into bins as in gst-launch.
Outcome<void> set_property(GObject* target, const PropertyOwner& owner,
                           const runner::Property& property);

/// Sets a property of an element or pad in a pipeline that may be running, if the property allows
/// it in the element's present state, and gives what it then reads as text (value_to_text).
Outcome<std::string> set_property_live(GObject* target, GstElement* element,
                                       const PropertyOwner& owner,
                                       const runner::Property& property);

/// Highest state in which a property may change: "construct-only", "ready", "paused", "playing", or
/// empty when it does not say.
const char* mutable_in(const GParamSpec* spec);

}  // namespace pipewright
