// SPDX-License-Identifier: Apache-2.0
// Elements that move buffers between memories of a GPU have nothing to do on a CPU: they hand
// buffers on as they are.
#pragma once

#include <gst/base/gstbasetransform.h>

#include <span>

#include "elements.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// How one element presents itself.
struct PassThroughInfo {
  const char* long_name;
  const char* klass;
  const char* sink_caps;
  const char* src_caps;
  std::span<const PropertySpec> properties;
};

/// Sets up the class of a GstBaseTransform that passes everything.
void init_pass_through_class(GstBaseTransformClass* klass, const PassThroughInfo& info);

}  // namespace pipewright::standin
