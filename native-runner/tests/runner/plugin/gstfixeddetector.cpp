// SPDX-License-Identifier: Apache-2.0
// Element `fixeddetector`: adds one object to every frame of a batch, always at the same place, so
// that tests know where it has to show up.
#include "gstfixeddetector.h"

#include <gst/base/gstbasetransform.h>

#include <cstring>

#include "gstnvdsmeta.h"

#define GST_TYPE_FIXED_DETECTOR (gst_fixed_detector_get_type())
G_DECLARE_FINAL_TYPE(GstFixedDetector, gst_fixed_detector, GST, FIXED_DETECTOR, GstBaseTransform)

struct _GstFixedDetector {
  GstBaseTransform parent;
};

G_DEFINE_TYPE(GstFixedDetector, gst_fixed_detector, GST_TYPE_BASE_TRANSFORM)

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE(
    "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS("video/x-raw(memory:NVMM)"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE(
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS("video/x-raw(memory:NVMM)"));

static GstFlowReturn gst_fixed_detector_transform_ip(GstBaseTransform*, GstBuffer* buffer) {
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  if (batch == nullptr) return GST_FLOW_ERROR;
  for (GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(item->data);
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(batch);
    object->unique_component_id = 1;
    object->class_id = static_cast<gint>(frame->source_id);
    object->object_id = UNTRACKED_OBJECT_ID;
    object->confidence = 0.5f;
    object->rect_params.left = 32;
    object->rect_params.top = 18;
    object->rect_params.width = 64;
    object->rect_params.height = 36;
    std::strcpy(object->obj_label, "fixed");
    nvds_add_obj_meta_to_frame(frame, object, nullptr);
  }
  return GST_FLOW_OK;
}

static void gst_fixed_detector_class_init(GstFixedDetectorClass* klass) {
  auto* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_set_static_metadata(element_class, "Fixed detector", "Filter/Video",
                                        "Adds one object to every frame", "Pipewright");
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  gst_element_class_add_static_pad_template(element_class, &src_template);
  GST_BASE_TRANSFORM_CLASS(klass)->transform_ip = gst_fixed_detector_transform_ip;
}

static void gst_fixed_detector_init(GstFixedDetector*) {}

gboolean register_fixed_detector(GstPlugin* plugin) {
  return gst_element_register(plugin, "fixeddetector", GST_RANK_NONE, GST_TYPE_FIXED_DETECTOR);
}
