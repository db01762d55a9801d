// SPDX-License-Identifier: Apache-2.0
#include "headless_sink.hpp"

namespace pipewright::standin {
namespace {

GstFlowReturn show_frame(GstVideoSink*, GstBuffer*) {
  return GST_FLOW_OK;
}

gboolean propose_allocation(GstBaseSink*, GstQuery* query) {
  // Pixels are never read, so any layout will do.
  gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
  return TRUE;
}

}  // namespace

void init_headless_sink_class(GstVideoSinkClass* klass, const ElementSpec& element) {
  install_element(GST_ELEMENT_CLASS(klass), element, "Takes video at its time without showing it");
  klass->show_frame = &show_frame;
  GST_BASE_SINK_CLASS(klass)->propose_allocation = &propose_allocation;
}

}  // namespace pipewright::standin
