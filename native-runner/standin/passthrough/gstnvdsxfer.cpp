// SPDX-License-Identifier: Apache-2.0
// nvdsxfer: moves buffers between GPUs; on a CPU there is nothing to move.
//
//   ... ! nvdsxfer gpu-id=1 ! ...

#include "pass_through.hpp"
#include "properties/nvdsxfer.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvdsxfer;

struct GstNvDsXfer {
  GstBaseTransform parent;
};
struct GstNvDsXferClass {
  GstBaseTransformClass parent_class;
};

GType gst_nv_ds_xfer_get_type();
G_DEFINE_TYPE(GstNvDsXfer, gst_nv_ds_xfer, GST_TYPE_BASE_TRANSFORM)

void gst_nv_ds_xfer_class_init(GstNvDsXferClass* klass) {
  init_pass_through_class(GST_BASE_TRANSFORM_CLASS(klass), props::kElement);
}

void gst_nv_ds_xfer_init(GstNvDsXfer* self) {
  PropertyStore::attach(G_OBJECT(self), props::kProperties);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvdsxfer, "nvdsxfer", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_ds_xfer_get_type());
