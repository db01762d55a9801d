// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <atomic>
#include <memory>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "standin/elements.hpp"
#include "standin/osd/fonts.hpp"
#include "standin/osd/meta_drawer.hpp"
#include "standin/properties/nvdsosd.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_STATIC(nvdsosd_debug);
#define GST_CAT_DEFAULT nvdsosd_debug

// nvdsosd: draws the boxes, masks, texts and shapes of a batch's metadata onto its pictures, in
// place. Pads, properties and metadata as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvdsosd;
using pipewright::BatchLock;
using pipewright::standin::FrameView;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::osd;

/// What a started element works with.
struct Osd {
  MetaDrawer drawer;
  /// Set where a property changes, which may be another thread.
  std::atomic<bool> settings_changed = true;
};

struct GstNvDsOsd {
  GstBaseTransform parent;
  PropertyStore* properties;
  Osd* osd;
};

struct GstNvDsOsdClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvDsOsd, gst_nv_ds_osd, GST_TYPE_BASE_TRANSFORM)

GstNvDsOsd* cast(gpointer object) {
  return static_cast<GstNvDsOsd*>(object);
}

NvOSD_ColorParams color_of(unsigned rgba) {
  const auto part = [rgba](unsigned shift) { return ((rgba >> shift) & 0xff) / 255.0; };
  return {part(24), part(16), part(8), part(0)};
}

DrawSettings read_settings(const PropertyStore& properties) {
  DrawSettings settings;
  settings.draws_boxes = properties.boolean_value(property::kDisplayBbox);
  settings.draws_text = properties.boolean_value(property::kDisplayText);
  settings.draws_masks = properties.boolean_value(property::kDisplayMask);
  settings.draws_clock = properties.boolean_value(property::kDisplayClock);
  settings.clock.font = properties.text_value(property::kClockFont);
  settings.clock.font_size = properties.uint_value(property::kClockFontSize);
  settings.clock.x = properties.uint_value(property::kXClockOffset);
  settings.clock.y = properties.uint_value(property::kYClockOffset);
  settings.clock.color = color_of(properties.uint_value(property::kClockColor));
  return settings;
}

gboolean start(GstBaseTransform* transform) {
  GstNvDsOsd* self = cast(transform);
  self->osd->settings_changed = true;
  if (!Fonts::shared().any()) {
    GST_ELEMENT_WARNING(self, RESOURCE, NOT_FOUND,
                        ("No font is installed, so no text can be drawn: install one, e.g. the "
                         "package fonts-dejavu-core"),
                        (nullptr));
  }
  if (self->properties->uint_value(property::kBlurBbox) != 0) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS,
                        ("blur-bbox is not on the CPU stand-in yet: nothing is blurred"),
                        (nullptr));
  }
  return TRUE;
}

/// Draws onto one picture; `frames` are the metadata that belong to it.
bool draw_picture(GstNvDsOsd* self, SurfaceMap& surfaces, unsigned index, GList* frames,
                  bool all_frames) {
  MetaDrawer& drawer = self->osd->drawer;
  const auto belongs = [&](const NvDsFrameMeta& frame) {
    return all_frames || frame.batch_id == index;
  };
  bool has_work = drawer.draws_clock();
  for (GList* item = frames; item != nullptr && !has_work; item = item->next) {
    const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
    has_work = belongs(frame) && drawer.has_work(frame);
  }
  if (!has_work) return true;

  const FrameView view = surfaces.writable_view(index);
  if (view.num_planes == 0) return false;
  Canvas canvas(view);
  for (GList* item = frames; item != nullptr; item = item->next) {
    const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
    if (belongs(frame)) drawer.draw(canvas, frame);
  }
  if (drawer.draws_clock()) drawer.draw_clock(canvas);
  return true;
}

/// Draws onto all pictures of a buffer, which may come without a batch; false without memory.
bool draw_pictures(GstNvDsOsd* self, SurfaceMap& surfaces, NvDsBatchMeta* batch) {
  const BatchLock lock(batch);
  GList* frames = batch != nullptr ? batch->frame_meta_list : nullptr;
  // Behind a tiler one picture shows all frames, whose boxes are already in its coordinates.
  const bool all_frames = surfaces.size() == 1;
  for (unsigned i = 0; i < surfaces.size(); ++i) {
    if (!draw_picture(self, surfaces, i, frames, all_frames)) return false;
  }
  return true;
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvDsOsd* self = cast(transform);
  if (self->osd->settings_changed.exchange(false)) {
    self->osd->drawer.set_settings(read_settings(*self->properties));
  }
  SurfaceMap surfaces(buffer, SurfaceMap::Access::kReadWrite);
  if (!surfaces) {
    GST_ELEMENT_ERROR(self, STREAM, FAILED, ("The buffer holds no surfaces of memory:NVMM"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  if (!draw_pictures(self, surfaces, gst_buffer_get_nvds_batch_meta(buffer))) {
    GST_ELEMENT_ERROR(self, RESOURCE, NO_SPACE_LEFT, ("No memory for a picture to draw on"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  return GST_FLOW_OK;
}

void finalize(GObject* object) {
  delete cast(object)->osd;
  G_OBJECT_CLASS(gst_nv_ds_osd_parent_class)->finalize(object);
}

void gst_nv_ds_osd_class_init(GstNvDsOsdClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvdsosd_debug, "nvdsosd", 0, "CPU stand-in for nvdsosd");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Draws metadata onto pictures on the CPU");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->transform_ip = transform_ip;
}

void gst_nv_ds_osd_init(GstNvDsOsd* self) {
  self->osd = new Osd;
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  Osd* osd = self->osd;
  self->properties->on_change([osd](unsigned) { osd->settings_changed = true; });
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvdsosd, "nvdsosd", pipewright::standin::kStandinRank,
                            gst_nv_ds_osd_get_type());
