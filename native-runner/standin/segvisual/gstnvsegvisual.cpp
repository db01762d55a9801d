// SPDX-License-Identifier: Apache-2.0
// nvsegvisual: paints the class maps that nvinfer (network-type 2) attached to frames. Pads,
// properties and metadata as DeepStream's element of this name.
//
//   ... ! nvinfer config-file-path=segmentation.txt ! nvsegvisual width=1280 height=720
//   original-background=true alpha=0.5 ! ...

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <utility>
#include <vector>

#include "common/batch_lock.hpp"
#include "common/gst_ptr.hpp"
#include "gstnvdsinfer.h"
#include "gstnvdsmeta.h"
#include "standin/elements.hpp"
#include "standin/properties/nvsegvisual.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/segvisual/class_map_painter.hpp"
#include "standin/surface/surface_buffer.hpp"
#include "standin/surface/surface_converter.hpp"

GST_DEBUG_CATEGORY_STATIC(nvsegvisual_debug);
#define GST_CAT_DEFAULT nvsegvisual_debug

namespace {

namespace property = pipewright::standin::properties::nvsegvisual;
using pipewright::BatchLock;
using pipewright::standin::FrameFormat;
using pipewright::standin::install_element;
using pipewright::standin::PictureRef;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceConverter;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::segvisual;

/// What the streaming thread works with.
struct SegVisual {
  PropertyStore* properties = nullptr;
  PaintSettings settings;
  bool keeps_background = false;
  /// Only maps of the nvinfer with this id; -1 for all.
  int map_id = -1;
  FrameFormat output_format;
  SurfaceConverter converter;
  ClassMapPainter painter;
  std::vector<PictureRef> pictures;
};

struct GstNvSegVisual {
  GstBaseTransform parent;
  SegVisual* visual;
};

struct GstNvSegVisualClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvSegVisual, gst_nv_seg_visual, GST_TYPE_BASE_TRANSFORM)

SegVisual& visual_of(gpointer element) {
  return *static_cast<GstNvSegVisual*>(element)->visual;
}

/// The caps of the other side: RGBA in the size of the properties behind, any size before.
GstCaps* transform_caps(GstBaseTransform* transform, GstPadDirection direction, GstCaps* caps,
                        GstCaps* filter) {
  const PropertyStore& properties = *visual_of(transform).properties;
  GstPad* other = direction == GST_PAD_SINK ? transform->srcpad : transform->sinkpad;
  GstCaps* result = gst_caps_make_writable(gst_pad_get_pad_template_caps(other));
  if (direction == GST_PAD_SINK) {
    gst_caps_set_simple(
        result, "width", G_TYPE_INT, static_cast<int>(properties.uint_value(property::kWidth)),
        "height", G_TYPE_INT, static_cast<int>(properties.uint_value(property::kHeight)), nullptr);
  }
  if (!gst_caps_is_empty(caps) && !gst_caps_is_any(caps)) {
    const GValue* framerate = gst_structure_get_value(gst_caps_get_structure(caps, 0), "framerate");
    if (framerate != nullptr) gst_caps_set_value(result, "framerate", framerate);
  }
  if (filter != nullptr) {
    GstCaps* filtered = gst_caps_intersect_full(filter, result, GST_CAPS_INTERSECT_FIRST);
    gst_caps_unref(result);
    result = filtered;
  }
  return result;
}

gboolean set_caps(GstBaseTransform* transform, GstCaps*, GstCaps* output) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, output) == FALSE) return FALSE;
  visual_of(transform).output_format = FrameFormat::from_info(info);
  return TRUE;
}

gboolean start(GstBaseTransform* transform) {
  SegVisual& self = visual_of(transform);
  const PropertyStore& properties = *self.properties;
  self.keeps_background = properties.boolean_value(property::kOriginalBackground);
  self.map_id = properties.int_value(property::kOperateOnSegMetaId);
  self.settings.opacity = static_cast<float>(properties.float_value(property::kAlpha));
  self.settings.transparent_class.reset();
  if (self.keeps_background) {
    self.settings.transparent_class = properties.uint_value(property::kClassId);
  }
  return TRUE;
}

void paint_maps(SegVisual& self, const NvDsFrameMeta& frame, const PictureRef& picture) {
  for (const GList* item = frame.frame_user_meta_list; item != nullptr; item = item->next) {
    const auto& user_meta = *static_cast<const NvDsUserMeta*>(item->data);
    if (static_cast<int>(user_meta.base_meta.meta_type) != NVDSINFER_SEGMENTATION_META) continue;
    const auto& map = *static_cast<const NvDsInferSegmentationMeta*>(user_meta.user_meta_data);
    if (self.map_id >= 0 && map.unique_id != self.map_id) continue;
    self.painter.paint(map, self.settings, picture->view());
  }
}

/// The pictures of the output, with their classes painted, into self.pictures; false when memory is
/// short or a picture cannot be converted.
bool paint_batch(SegVisual& self, const SurfaceMap& surfaces, NvDsBatchMeta* batch) {
  self.pictures.clear();
  for (unsigned i = 0; i < surfaces.size(); ++i) {
    const PictureRef& picture =
        self.pictures.emplace_back(pipewright::standin::allocate_picture(self.output_format));
    if (!picture) return false;
    if (!self.keeps_background) {
      fill_black(picture->view(), self.output_format.bounds());
    } else if (!self.converter.convert(surfaces.view(i), picture->view())) {
      return false;
    }
  }
  if (batch == nullptr) return true;
  const BatchLock lock(batch);
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
    if (frame.batch_id < self.pictures.size()) {
      paint_maps(self, frame, self.pictures[frame.batch_id]);
    }
  }
  return true;
}

GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  SegVisual& self = visual_of(transform);
  *output = nullptr;
  const pipewright::BufferPtr input(std::exchange(transform->queued_buf, nullptr));
  if (input == nullptr) return GST_FLOW_OK;
  const SurfaceMap surfaces(input.get());
  if (!surfaces) {
    GST_ELEMENT_ERROR(transform, STREAM, FAILED, ("The buffer holds no surfaces of memory:NVMM"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  if (paint_batch(self, surfaces, gst_buffer_get_nvds_batch_meta(input.get()))) {
    *output = pipewright::standin::surface_buffer_new(self.pictures);
  }
  self.pictures.clear();
  const auto copy_metadata = GST_BASE_TRANSFORM_GET_CLASS(transform)->copy_metadata;
  if (*output != nullptr && copy_metadata(transform, input.get(), *output) != FALSE) {
    return GST_FLOW_OK;
  }
  gst_clear_buffer(output);
  GST_ELEMENT_ERROR(
      transform, RESOURCE, NO_SPACE_LEFT,
      ("%s has no memory for a picture, or cannot convert one to RGBA", GST_OBJECT_NAME(transform)),
      (nullptr));
  return GST_FLOW_ERROR;
}

gboolean transform_meta(GstBaseTransform* transform, GstBuffer* output, GstMeta* meta,
                        GstBuffer* input) {
  if (meta->info->api == NVDS_META_API_TYPE) return TRUE;
  return GST_BASE_TRANSFORM_CLASS(gst_nv_seg_visual_parent_class)
      ->transform_meta(transform, output, meta, input);
}

void finalize(GObject* object) {
  delete static_cast<GstNvSegVisual*>(static_cast<gpointer>(object))->visual;
  G_OBJECT_CLASS(gst_nv_seg_visual_parent_class)->finalize(object);
}

void gst_nv_seg_visual_class_init(GstNvSegVisualClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvsegvisual_debug, "nvsegvisual", 0, "CPU stand-in for nvsegvisual");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Paints the classes of segmented frames");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->transform_caps = transform_caps;
  transform_class->set_caps = set_caps;
  transform_class->generate_output = generate_output;
  transform_class->transform_meta = transform_meta;
}

void gst_nv_seg_visual_init(GstNvSegVisual* self) {
  self->visual = new SegVisual;
  self->visual->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvsegvisual, "nvsegvisual", pipewright::standin::kStandinRank,
                            gst_nv_seg_visual_get_type());
