// SPDX-License-Identifier: Apache-2.0
#include "pass_through.hpp"

namespace pipewright::standin {

void init_pass_through_class(GstBaseTransformClass* klass, const ElementSpec& element) {
  install_element(GST_ELEMENT_CLASS(klass), element, "Hands buffers on: a CPU has one memory");
  klass->passthrough_on_same_caps = TRUE;
}

}  // namespace pipewright::standin
