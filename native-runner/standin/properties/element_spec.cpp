// SPDX-License-Identifier: Apache-2.0
#include "element_spec.hpp"

#include "common/gst_ptr.hpp"
#include "platform.hpp"
#include "property_store.hpp"

namespace pipewright::standin {

void install_element(GstElementClass* element_class, const ElementSpec& element,
                     const char* description) {
  gst_element_class_set_static_metadata(element_class, element.long_name, element.klass,
                                        description, "Pipewright");
  for (const PadSpec& pad : element.pads) {
    const CapsPtr caps(gst_caps_from_string(
        pad.caps_jetson == nullptr ? pad.caps : caps_of_platform(pad.caps, pad.caps_jetson)));
    gst_element_class_add_pad_template(
        element_class, gst_pad_template_new(pad.name, pad.direction, pad.presence, caps.get()));
  }
  PropertyStore::install(G_OBJECT_CLASS(element_class), element.properties);
}

}  // namespace pipewright::standin
