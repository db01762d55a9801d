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

void init_headless_sink_class(GstVideoSinkClass* klass, const HeadlessSinkInfo& info) {
  auto* element_class = GST_ELEMENT_CLASS(klass);
  PropertyStore::install(G_OBJECT_CLASS(klass), info.properties);
  gst_element_class_set_static_metadata(element_class, info.long_name, info.klass,
                                        "Takes video at its time without showing it", "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, info.sink_caps);
  klass->show_frame = &show_frame;
  GST_BASE_SINK_CLASS(klass)->propose_allocation = &propose_allocation;
}

}  // namespace pipewright::standin
