// SPDX-License-Identifier: Apache-2.0
// nveglglessink: takes video at its time without a window.
//
//   gst-launch-1.0 videotestsrc ! nveglglessink

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

// EGL images, which it takes on Jetson behind nvegltransform, are taken on every platform.
constexpr PadSpec kPads[] = {{.name = props::kPads[0].name,
                              .direction = props::kPads[0].direction,
                              .presence = props::kPads[0].presence,
                              .caps = props::kSinkCapsJetson}};
constexpr ElementSpec kElement = {.long_name = props::kElement.long_name,
                                  .klass = props::kElement.klass,
                                  .pads = kPads,
                                  .properties = props::kProperties};

void gst_nv_egl_gles_sink_class_init(GstNvEglGlesSinkClass* klass) {
  init_headless_sink_class(GST_VIDEO_SINK_CLASS(klass), kElement);
}

void gst_nv_egl_gles_sink_init(GstNvEglGlesSink* self) {
  PropertyStore::attach(G_OBJECT(self), props::kProperties);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nveglglessink, "nveglglessink", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_egl_gles_sink_get_type());
