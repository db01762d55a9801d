// SPDX-License-Identifier: Apache-2.0
// nvdrmvideosink: takes video at its time without a display.
//
//   gst-launch-1.0 videotestsrc ! nvdrmvideosink

#include "headless_sink.hpp"
#include "properties/nvdrmvideosink.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvdrmvideosink;

struct GstNvDrmVideoSink {
  GstVideoSink parent;
};
struct GstNvDrmVideoSinkClass {
  GstVideoSinkClass parent_class;
};

GType gst_nv_drm_video_sink_get_type();
G_DEFINE_TYPE(GstNvDrmVideoSink, gst_nv_drm_video_sink, GST_TYPE_VIDEO_SINK)

void gst_nv_drm_video_sink_class_init(GstNvDrmVideoSinkClass* klass) {
  init_headless_sink_class(GST_VIDEO_SINK_CLASS(klass), props::kElement);
}

void gst_nv_drm_video_sink_init(GstNvDrmVideoSink* self) {
  PropertyStore::attach(G_OBJECT(self), props::kProperties);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvdrmvideosink, "nvdrmvideosink", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_drm_video_sink_get_type());
