// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <string>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "standin/elements.hpp"
#include "standin/example/gaussian_blur.hpp"
#include "standin/example/sample_objects.hpp"
#include "standin/properties/dsexample.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_STATIC(dsexample_debug);
#define GST_CAT_DEFAULT dsexample_debug

// dsexample: the sample of a custom element, with the made-up objects and labels of its sample
// library. Pads, properties and metadata as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::dsexample;
using namespace pipewright::standin::example;
using pipewright::BatchLock;
using pipewright::standin::FrameView;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceMap;

/// Read from the properties when the element starts.
struct Settings {
  unsigned unique_id = 15;
  bool is_full_frame = true;
  bool blurs_objects = false;
  SampleSizes sizes;
};

struct GstDsExample {
  GstBaseTransform parent;
  PropertyStore* properties;
  Settings* settings;
  GaussianBlur* blur;
};

struct GstDsExampleClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstDsExample, gst_ds_example, GST_TYPE_BASE_TRANSFORM)

GstDsExample* cast(gpointer object) {
  return static_cast<GstDsExample*>(object);
}

gboolean start(GstBaseTransform* transform) {
  GstDsExample* self = cast(transform);
  Settings& settings = *self->settings;
  const PropertyStore& properties = *self->properties;
  settings.unique_id = properties.uint_value(property::kUniqueId);
  settings.is_full_frame = properties.boolean_value(property::kFullFrame);
  settings.blurs_objects =
      properties.boolean_value(property::kBlurObjects) && !settings.is_full_frame;
  settings.sizes.processing_width = properties.int_value(property::kProcessingWidth);
  settings.sizes.processing_height = properties.int_value(property::kProcessingHeight);
  if (properties.boolean_value(property::kBlurObjects) && settings.is_full_frame) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS,
                        ("blur-objects has no effect on whole frames: set full-frame to false"),
                        (nullptr));
  }
  return TRUE;
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* input, GstCaps*) {
  GstDsExample* self = cast(transform);
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, input) == FALSE) return FALSE;
  if (self->settings->blurs_objects && GST_VIDEO_INFO_FORMAT(&info) != GST_VIDEO_FORMAT_RGBA) {
    GST_ELEMENT_ERROR(
        self, STREAM, FORMAT,
        ("blur-objects needs RGBA frames, but they are %s: put nvvideoconvert and "
         "'video/x-raw(memory:NVMM),format=RGBA' before %s",
         gst_video_format_to_string(GST_VIDEO_INFO_FORMAT(&info)), GST_ELEMENT_NAME(self)),
        (nullptr));
    return FALSE;
  }
  return TRUE;
}

void process_objects(GstDsExample* self, NvDsFrameMeta& frame, SurfaceMap& surfaces) {
  if (frame.obj_meta_list == nullptr) return;
  const Settings& settings = *self->settings;
  FrameView picture;
  if (settings.blurs_objects) picture = surfaces.writable_view(frame.batch_id);
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    auto& object = *static_cast<NvDsObjectMeta*>(item->data);
    const NvOSD_RectParams& rect = object.rect_params;
    // There is nothing to look at.
    if (rect.width < 1 || rect.height < 1) continue;
    if (!settings.blurs_objects) {
      attach_sample_label(object, settings.unique_id);
    } else if (picture.num_planes > 0) {
      self->blur->blur(picture, {static_cast<int>(rect.left), static_cast<int>(rect.top),
                                 static_cast<int>(rect.width), static_cast<int>(rect.height)});
    }
  }
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstDsExample* self = cast(transform);
  const Settings& settings = *self->settings;
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  SurfaceMap surfaces(
      buffer, settings.blurs_objects ? SurfaceMap::Access::kReadWrite : SurfaceMap::Access::kRead);
  if (batch == nullptr || !surfaces) {
    GST_ELEMENT_ERROR(
        self, STREAM, FAILED,
        ("The buffer carries no batch: put nvstreammux before %s", GST_ELEMENT_NAME(self)),
        (nullptr));
    return GST_FLOW_ERROR;
  }
  const BatchLock lock(batch);
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
    if (frame.batch_id >= surfaces.size()) {
      GST_ELEMENT_ERROR(
          self, STREAM, FAILED,
          ("Frame metadata names picture %u of a batch of %u", frame.batch_id, surfaces.size()),
          (nullptr));
      return GST_FLOW_ERROR;
    }
    if (!settings.is_full_frame) {
      process_objects(self, frame, surfaces);
      continue;
    }
    SampleSizes sizes = settings.sizes;
    sizes.frame_width = surfaces.view(frame.batch_id).format.width;
    sizes.frame_height = surfaces.view(frame.batch_id).format.height;
    attach_sample_objects(frame, sizes);
  }
  return GST_FLOW_OK;
}

void finalize(GObject* object) {
  GstDsExample* self = cast(object);
  delete self->settings;
  delete self->blur;
  G_OBJECT_CLASS(gst_ds_example_parent_class)->finalize(object);
}

void gst_ds_example_class_init(GstDsExampleClass* klass) {
  GST_DEBUG_CATEGORY_INIT(dsexample_debug, "dsexample", 0, "CPU stand-in for dsexample");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Attaches sample objects and labels, or blurs objects");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->set_caps = set_caps;
  transform_class->transform_ip = transform_ip;
}

void gst_ds_example_init(GstDsExample* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  self->settings = new Settings();
  self->blur = new GaussianBlur();
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(dsexample, "dsexample", pipewright::standin::kStandinRank,
                            gst_ds_example_get_type());
