// SPDX-License-Identifier: Apache-2.0
// nveglglessink: takes video at its time without a window.
//
//   gst-launch-1.0 videotestsrc ! nveglglessink

#include "common/text.hpp"
#include "headless_sink.hpp"
#include "properties/nveglglessink.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nveglglessink;

struct GstNvEglGlesSink {
  GstVideoSink parent;
};
struct GstNvEglGlesSinkClass {
  GstVideoSinkClass parent_class;
};

GType gst_nv_egl_gles_sink_get_type();
G_DEFINE_TYPE(GstNvEglGlesSink, gst_nv_egl_gles_sink, GST_TYPE_VIDEO_SINK)

void gst_nv_egl_gles_sink_class_init(GstNvEglGlesSinkClass* klass) {
  init_headless_sink_class(GST_VIDEO_SINK_CLASS(klass), props::kElement);
  // EGL images are what it takes on Jetson, behind nvegltransform.
  const std::string sink_caps = concat(props::kSinkCaps, "; video/x-raw(memory:EGLImage)");
  add_pad_template(GST_ELEMENT_CLASS(klass), props::kPads[0], sink_caps.c_str());
}

void gst_nv_egl_gles_sink_init(GstNvEglGlesSink* self) {
  PropertyStore::attach(G_OBJECT(self), props::kProperties);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nveglglessink, "nveglglessink", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_egl_gles_sink_get_type());
