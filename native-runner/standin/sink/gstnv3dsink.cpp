// SPDX-License-Identifier: Apache-2.0
// nv3dsink: takes video at its time without a window.
//
//   gst-launch-1.0 videotestsrc ! nv3dsink

#include "headless_sink.hpp"
#include "properties/nv3dsink.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nv3dsink;

struct GstNv3dSink {
  GstVideoSink parent;
};
struct GstNv3dSinkClass {
  GstVideoSinkClass parent_class;
};

GType gst_nv_3d_sink_get_type();
G_DEFINE_TYPE(GstNv3dSink, gst_nv_3d_sink, GST_TYPE_VIDEO_SINK)

void gst_nv_3d_sink_class_init(GstNv3dSinkClass* klass) {
  init_headless_sink_class(GST_VIDEO_SINK_CLASS(klass), props::kElement);
}

void gst_nv_3d_sink_init(GstNv3dSink* self) {
  PropertyStore::attach(G_OBJECT(self), props::kProperties);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nv3dsink, "nv3dsink", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_3d_sink_get_type());
