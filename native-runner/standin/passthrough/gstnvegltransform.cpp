// SPDX-License-Identifier: Apache-2.0
// nvegltransform: names NVMM pictures EGL images, which is what nveglglessink takes on Jetson. Here
// both are the same memory.
//
//   ... ! nvegltransform ! nveglglessink

#include "pass_through.hpp"
#include "properties/nvegltransform.gen.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvegltransform;

struct GstNvEglTransform {
  GstBaseTransform parent;
};
struct GstNvEglTransformClass {
  GstBaseTransformClass parent_class;
};

GType gst_nv_egl_transform_get_type();
G_DEFINE_TYPE(GstNvEglTransform, gst_nv_egl_transform, GST_TYPE_BASE_TRANSFORM)

/// The same caps with the other side's memory.
GstCaps* transform_caps(GstBaseTransform*, GstPadDirection direction, GstCaps* caps,
                        GstCaps* filter) {
  GstCaps* other = gst_caps_copy(caps);
  gst_caps_set_features_simple(
      other,
      gst_caps_features_new(direction == GST_PAD_SINK ? kEglImageFeature : kNvmmFeature, nullptr));
  if (filter == nullptr) return other;
  GstCaps* filtered = gst_caps_intersect_full(filter, other, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref(other);
  return filtered;
}

gboolean get_unit_size(GstBaseTransform*, GstCaps*, gsize* size) {
  *size = sizeof(NvBufSurface);
  return TRUE;
}

void gst_nv_egl_transform_class_init(GstNvEglTransformClass* klass) {
  auto* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  init_pass_through_class(transform_class, props::kElement);
  transform_class->transform_caps = &transform_caps;
  transform_class->get_unit_size = &get_unit_size;
}

void gst_nv_egl_transform_init(GstNvEglTransform* self) {
  gst_base_transform_set_passthrough(GST_BASE_TRANSFORM_CAST(self), TRUE);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvegltransform, "nvegltransform", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_egl_transform_get_type());
