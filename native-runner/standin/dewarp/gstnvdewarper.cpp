// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"
#include "nvds_dewarper_meta.h"
#include "standin/dewarp/dewarp_config.hpp"
#include "standin/dewarp/view_sampler.hpp"
#include "standin/elements.hpp"
#include "standin/properties/nvdewarper.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"
#include "standin/surface/surface_converter.hpp"

GST_DEBUG_CATEGORY_STATIC(nvdewarper_debug);
#define GST_CAT_DEFAULT nvdewarper_debug

// nvdewarper: turns a wide-angle camera's picture into views with straight lines. Pads, properties,
// configuration and metadata as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvdewarper;
using namespace pipewright::standin;
using namespace pipewright::standin::dewarp;

/// What the streaming thread works with.
struct Dewarper {
  PropertyStore* properties = nullptr;
  DewarpConfig config;
  Interpolation interpolation = Interpolation::kNearest;
  FrameFormat output_format;
  /// Made for the size of the caps.
  std::vector<ViewSampler> samplers;
  SurfaceConverter converter;
  std::vector<PictureRef> pictures;
};

struct GstNvDewarper {
  GstBaseTransform parent;
  Dewarper* dewarper;
};

struct GstNvDewarperClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvDewarper, gst_nv_dewarper, GST_TYPE_BASE_TRANSFORM)

Dewarper& dewarper_of(gpointer element) {
  return *static_cast<GstNvDewarper*>(element)->dewarper;
}

gboolean start(GstBaseTransform* transform) {
  Dewarper& self = dewarper_of(transform);
  const std::string path = self.properties->text_value(property::kConfigFile);
  if (path.empty()) {
    GST_ELEMENT_ERROR(transform, LIBRARY, SETTINGS,
                      ("config-file is not set: name a file with [property] and [surface0]"),
                      (nullptr));
    return FALSE;
  }
  auto config = read_dewarp_config(path);
  if (!config) {
    GST_ELEMENT_ERROR(transform, LIBRARY, SETTINGS,
                      ("property config-file: %s", config.error().message.c_str()), (nullptr));
    return FALSE;
  }
  self.config = std::move(config).value();
  for (const std::string& warning : self.config.warnings) {
    GST_ELEMENT_WARNING(transform, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  unsigned num_views = self.properties->uint_value(property::kNumBatchBuffers);
  if (!self.properties->was_set_after(property::kNumBatchBuffers, property::kConfigFile)) {
    num_views = self.config.num_batch_buffers.value_or(num_views);
  }
  std::vector<SurfaceConfig>& surfaces = self.config.surfaces;
  if (num_views != surfaces.size()) {
    GST_ELEMENT_WARNING(
        transform, LIBRARY, SETTINGS,
        ("num-batch-buffers is %u, but '%s' describes %zu views: %s", num_views, path.c_str(),
         surfaces.size(),
         num_views < surfaces.size() ? "the last of them are left out" : "buffers have that many"),
        (nullptr));
  }
  if (surfaces.size() > num_views) surfaces.resize(num_views);
  self.interpolation =
      interpolation_from_number(self.properties->enum_value(property::kInterpolationMethod));
  return TRUE;
}

/// The caps of the other side: views have the size of the configuration, pictures any.
GstCaps* transform_caps(GstBaseTransform* transform, GstPadDirection direction, GstCaps* caps,
                        GstCaps* filter) {
  const Dewarper& self = dewarper_of(transform);
  GstPad* other = direction == GST_PAD_SINK ? transform->srcpad : transform->sinkpad;
  pipewright::CapsPtr result(gst_caps_make_writable(gst_pad_get_pad_template_caps(other)));
  if (direction == GST_PAD_SINK) {
    gst_caps_set_simple(result.get(), "width", G_TYPE_INT, self.config.output_width, "height",
                        G_TYPE_INT, self.config.output_height, nullptr);
  }
  if (!gst_caps_is_empty(caps) && !gst_caps_is_any(caps)) {
    const GValue* framerate = gst_structure_get_value(gst_caps_get_structure(caps, 0), "framerate");
    if (framerate != nullptr) gst_caps_set_value(result.get(), "framerate", framerate);
  }
  if (filter == nullptr) return result.release();
  return gst_caps_intersect_full(filter, result.get(), GST_CAPS_INTERSECT_FIRST);
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* input, GstCaps* output) {
  Dewarper& self = dewarper_of(transform);
  GstVideoInfo input_info;
  GstVideoInfo output_info;
  if (gst_video_info_from_caps(&input_info, input) == FALSE ||
      gst_video_info_from_caps(&output_info, output) == FALSE) {
    return FALSE;
  }
  self.output_format = FrameFormat::from_info(output_info);
  self.samplers.clear();
  for (const SurfaceConfig& surface : self.config.surfaces) {
    self.samplers.emplace_back(surface.geometry(input_info.width, input_info.height),
                               surface.width > 0 ? surface.width : input_info.width,
                               surface.height > 0 ? surface.height : input_info.height,
                               surface.has_border);
  }
  return TRUE;
}

/// A view in the output's size: as wide, black below or cut there. Null when memory is short.
PictureRef draw_view(Dewarper& self, const ViewSampler& sampler, const FrameView& camera) {
  const FrameFormat& format = self.output_format;
  const PictureRef picture = allocate_picture(format);
  if (!picture) return picture;
  if (sampler.width() == format.width && sampler.height() == format.height) {
    sampler.draw(camera, picture->view());
    return picture;
  }
  FrameFormat view_format = format;
  view_format.width = sampler.width();
  view_format.height = sampler.height();
  const PictureRef view = allocate_picture(view_format);
  if (!view) return view;
  sampler.draw(camera, view->view());
  const double scale = static_cast<double>(format.width) / sampler.width();
  Rect source = view_format.bounds();
  Rect target = format.bounds();
  target.height = static_cast<int>(sampler.height() * scale + 0.5);
  if (target.height > format.height) {
    target.height = format.height;
    source.height = static_cast<int>(format.height / scale + 0.5);
  }
  const bool done = self.converter.convert(view->view(), source, picture->view(), target,
                                           self.interpolation, Border::kBlack);
  return done ? picture : PictureRef();
}

NvDewarperSurfaceMeta* new_surface_meta(const Dewarper& self) {
  auto* meta = g_new0(NvDewarperSurfaceMeta, 1);
  for (const SurfaceConfig& surface : self.config.surfaces) {
    meta->type[meta->num_filled_surfaces] = static_cast<guint>(surface.projection_type);
    meta->index[meta->num_filled_surfaces++] = static_cast<guint>(surface.surface_index);
  }
  meta->source_id = self.properties->uint_value(property::kSourceId);
  return meta;
}

gpointer copy_surface_meta(gpointer data, gpointer) {
  return g_memdup2(data, sizeof(NvDewarperSurfaceMeta));
}

void release_surface_meta(gpointer data, gpointer) {
  g_free(data);
}

/// Behind the mux the meta is a user meta of the frame.
gpointer to_user_meta(gpointer data, gpointer) {
  return copy_surface_meta(static_cast<NvDsUserMeta*>(data)->user_meta_data, nullptr);
}

void release_user_meta(gpointer data, gpointer) {
  g_free(static_cast<NvDsUserMeta*>(data)->user_meta_data);
}

void attach_surface_meta(GstBuffer* buffer, const Dewarper& self) {
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, new_surface_meta(self), nullptr,
                                            copy_surface_meta, release_surface_meta);
  meta->meta_type = NVDS_DEWARPER_GST_META;
  meta->gst_to_nvds_meta_transform_func = to_user_meta;
  meta->gst_to_nvds_meta_release_func = release_user_meta;
}

GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  Dewarper& self = dewarper_of(transform);
  *output = nullptr;
  const pipewright::BufferPtr input(std::exchange(transform->queued_buf, nullptr));
  if (input == nullptr) return GST_FLOW_OK;
  const SurfaceMap surfaces(input.get());
  if (!surfaces || surfaces.size() == 0) {
    GST_ELEMENT_ERROR(transform, STREAM, FAILED, ("The buffer holds no surfaces of memory:NVMM"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  self.pictures.clear();
  for (const ViewSampler& sampler : self.samplers) {
    self.pictures.push_back(draw_view(self, sampler, surfaces.view(0)));
  }
  const bool is_complete = std::all_of(self.pictures.begin(), self.pictures.end(),
                                       [](const PictureRef& picture) { return bool(picture); });
  if (is_complete) *output = surface_buffer_new(self.pictures);
  self.pictures.clear();
  const auto copy_metadata = GST_BASE_TRANSFORM_GET_CLASS(transform)->copy_metadata;
  if (*output != nullptr && copy_metadata(transform, input.get(), *output) != FALSE) {
    attach_surface_meta(*output, self);
    return GST_FLOW_OK;
  }
  gst_clear_buffer(output);
  GST_ELEMENT_ERROR(transform, RESOURCE, NO_SPACE_LEFT,
                    ("%s has no memory for a view", GST_OBJECT_NAME(transform)), (nullptr));
  return GST_FLOW_ERROR;
}

void finalize(GObject* object) {
  delete static_cast<GstNvDewarper*>(static_cast<gpointer>(object))->dewarper;
  G_OBJECT_CLASS(gst_nv_dewarper_parent_class)->finalize(object);
}

void gst_nv_dewarper_class_init(GstNvDewarperClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvdewarper_debug, "nvdewarper", 0, "CPU stand-in for nvdewarper");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Straightens the pictures of wide-angle cameras");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->passthrough_on_same_caps = FALSE;
  transform_class->start = start;
  transform_class->transform_caps = transform_caps;
  transform_class->set_caps = set_caps;
  transform_class->generate_output = generate_output;
}

void gst_nv_dewarper_init(GstNvDewarper* self) {
  self->dewarper = new Dewarper;
  self->dewarper->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvdewarper, "nvdewarper", pipewright::standin::kStandinRank,
                            gst_nv_dewarper_get_type());
