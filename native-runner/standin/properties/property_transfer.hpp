// SPDX-License-Identifier: Apache-2.0
// Bins hand their properties on to the elements inside.
#pragma once

#include <gst/gst.h>

#include "property_store.hpp"

namespace pipewright::standin {

/// Gives `target` the value that the property `id` of `owner` has, if it has a writable property of
/// that name. Elements have the same enumerations under types of their own: numbers carry over.
void transfer_property(GstElement* owner, const PropertyStore& values, const PropertySpec& spec,
                       unsigned id, GstElement* target);

}  // namespace pipewright::standin
