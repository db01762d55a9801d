// SPDX-License-Identifier: Apache-2.0
// The GObject side that nvinfer and nvinferserver have in common.
#pragma once

#include <gst/base/gstbasetransform.h>

#include <span>

#include "standin/inference/inference_element.hpp"
#include "standin/properties/property_store.hpp"

namespace pipewright::standin::inference {

/// An instance of either element.
struct GstInference {
  GstBaseTransform parent;
  PropertyStore* properties;
  InferenceElement* element;
};

/// Sets the functions of their classes.
void set_up_class(GstBaseTransformClass* klass);

/// Sets up an instance with the properties of its class; `config_file_id` is that of
/// config-file-path.
void set_up_instance(GstInference* self, std::span<const PropertySpec> table,
                     GstDebugCategory* category, InferenceElement::Load load,
                     unsigned config_file_id);

}  // namespace pipewright::standin::inference
