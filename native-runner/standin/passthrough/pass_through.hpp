// SPDX-License-Identifier: Apache-2.0
// Elements that move buffers between memories of a GPU have nothing to do on a CPU: they hand
// buffers on as they are.
#pragma once

#include <gst/base/gstbasetransform.h>

#include "elements.hpp"
#include "properties/element_spec.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// Sets up the class of a GstBaseTransform that passes everything.
void init_pass_through_class(GstBaseTransformClass* klass, const ElementSpec& element);

}  // namespace pipewright::standin
