// SPDX-License-Identifier: Apache-2.0
#include "pass_through.hpp"

namespace pipewright::standin {

void init_pass_through_class(GstBaseTransformClass* klass, const PassThroughInfo& info) {
  auto* element_class = GST_ELEMENT_CLASS(klass);
  PropertyStore::install(G_OBJECT_CLASS(klass), info.properties);
  gst_element_class_set_static_metadata(element_class, info.long_name, info.klass,
                                        "Hands buffers on: a CPU has one memory", "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, info.sink_caps);
  add_pad_template(element_class, "src", GST_PAD_SRC, GST_PAD_ALWAYS, info.src_caps);
  klass->passthrough_on_same_caps = TRUE;
}

}  // namespace pipewright::standin
