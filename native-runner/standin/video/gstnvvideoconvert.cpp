// SPDX-License-Identifier: Apache-2.0
// nvvideoconvert: between NVMM and system memory, between formats and sizes, with crop and flip.
//
//   gst-launch-1.0 videotestsrc ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' !
//   nvvideoconvert !
//     video/x-raw,format=RGBA,width=640,height=360 ! fakesink
//
// Pixels are copied only when they change: memory of the other kind is wrapped, equal caps pass
// through.

#include <gst/base/gstbasetransform.h>

#include <mutex>
#include <vector>

#include "convert_caps.hpp"
#include "elements.hpp"
#include "gstnvdsmeta.h"
#include "picture_converter.hpp"
#include "properties/nvvideoconvert.gen.hpp"
#include "properties/property_store.hpp"
#include "surface/chroma_layout.hpp"
#include "surface/chroma_room.hpp"
#include "surface/output_buffer.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvideoconvert;

GST_DEBUG_CATEGORY_STATIC(nvvideoconvert_debug);
#define GST_CAT_DEFAULT nvvideoconvert_debug

/// What the streaming thread works with.
struct VideoConvert {
  PropertyStore* properties = nullptr;
  std::mutex mutex;  // guards `is_stale`
  bool is_stale = true;
  PictureConversion conversion;
  PictureConverter converter;
  GstVideoInfo input_info = {};
  bool input_is_nvmm = false;
  bool output_is_nvmm = false;
  bool downstream_reads_video_meta = false;
  bool warned_of_batch = false;
  std::vector<PictureRef> pictures;  // of the current buffer; kept for its capacity
};

struct GstNvVideoConvert {
  GstBaseTransform parent;
  VideoConvert* convert;
};
struct GstNvVideoConvertClass {
  GstBaseTransformClass parent_class;
};

GType gst_nv_video_convert_get_type();
G_DEFINE_TYPE(GstNvVideoConvert, gst_nv_video_convert, GST_TYPE_BASE_TRANSFORM)

VideoConvert& convert_of(gpointer element) {
  return *static_cast<GstNvVideoConvert*>(element)->convert;
}

/// Reads a rectangle property; posts an error for a bad one.
bool read_crop(GstBaseTransform* transform, const char* name, unsigned id,
               std::optional<Rect>& crop) {
  auto parsed = parse_crop(convert_of(transform).properties->text_value(id));
  if (!parsed) {
    GST_ELEMENT_ERROR(transform, LIBRARY, SETTINGS,
                      ("Property %s of %s: %s.", name, GST_OBJECT_NAME(transform),
                       parsed.error().message.c_str()),
                      (nullptr));
    return false;
  }
  crop = parsed.value();
  return true;
}

bool read_properties(GstBaseTransform* transform) {
  VideoConvert& self = convert_of(transform);
  self.conversion.flip = static_cast<Flip>(self.properties->enum_value(props::kFlipMethod));
  self.conversion.interpolation =
      interpolation_from_number(self.properties->enum_value(props::kInterpolationMethod));
  return read_crop(transform, "src-crop", props::kSrcCrop, self.conversion.source_crop) &&
         read_crop(transform, "dest-crop", props::kDestCrop, self.conversion.target_crop);
}

/// Takes over properties that changed since the last buffer. The caps of a passthrough element are
/// equal, so only the properties decide about it.
bool refresh(GstBaseTransform* transform) {
  VideoConvert& self = convert_of(transform);
  {
    const std::lock_guard lock(self.mutex);
    if (!self.is_stale) return true;
    self.is_stale = false;
  }
  return read_properties(transform);
}

bool changes_pixels(const VideoConvert& self) {
  return self.conversion.flip != Flip::kNone || self.conversion.source_crop ||
         self.conversion.target_crop;
}

GstCaps* transform_caps(GstBaseTransform* transform, GstPadDirection direction, GstCaps* caps,
                        GstCaps* filter) {
  GstPad* other = direction == GST_PAD_SINK ? transform->srcpad : transform->sinkpad;
  GstCaps* template_caps = gst_pad_get_pad_template_caps(other);
  GstCaps* result = convertible_caps(caps, template_caps);
  gst_caps_unref(template_caps);
  if (filter != nullptr) {
    GstCaps* filtered = gst_caps_intersect_full(filter, result, GST_CAPS_INTERSECT_FIRST);
    gst_caps_unref(result);
    result = filtered;
  }
  return result;
}

GstCaps* fixate_caps(GstBaseTransform* transform, GstPadDirection, GstCaps* caps,
                     GstCaps* candidates) {
  const auto flip =
      static_cast<Flip>(convert_of(transform).properties->enum_value(props::kFlipMethod));
  return nearest_caps(caps, candidates, flip);
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* input, GstCaps* output) {
  VideoConvert& self = convert_of(transform);
  GstVideoInfo output_info;
  if (gst_video_info_from_caps(&self.input_info, input) == FALSE ||
      gst_video_info_from_caps(&output_info, output) == FALSE) {
    GST_ERROR_OBJECT(transform, "caps without format or size: %" GST_PTR_FORMAT, input);
    return FALSE;
  }
  if (!read_properties(transform)) return FALSE;
  self.input_is_nvmm = is_nvmm_caps(input);
  self.output_is_nvmm = is_nvmm_caps(output);
  self.conversion.output = FrameFormat::from_info(output_info);
  const bool is_passthrough = gst_caps_is_equal(input, output) && !changes_pixels(self) &&
                              !self.properties->boolean_value(props::kDisablePassthrough);
  gst_base_transform_set_passthrough(transform, is_passthrough);
  GST_DEBUG_OBJECT(transform, "%s %" GST_PTR_FORMAT " to %" GST_PTR_FORMAT,
                   is_passthrough ? "passing" : "converting", input, output);
  return TRUE;
}

gboolean decide_allocation(GstBaseTransform* transform, GstQuery* query) {
  convert_of(transform).downstream_reads_video_meta =
      gst_query_find_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr) != FALSE;
  // Pictures come from the process-wide pool, whatever downstream offers.
  while (gst_query_get_n_allocation_pools(query) > 0) {
    gst_query_remove_nth_allocation_pool(query, 0);
  }
  return TRUE;
}

gboolean propose_allocation(GstBaseTransform* transform, GstQuery* decide_query, GstQuery* query) {
  if (decide_query == nullptr) {  // passthrough: downstream answers
    return GST_BASE_TRANSFORM_CLASS(gst_nv_video_convert_parent_class)
        ->propose_allocation(transform, decide_query, query);
  }
  gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
  const VideoConvert& self = convert_of(transform);
  const bool interleaves =
      !self.input_is_nvmm && self.conversion.output.format == GST_VIDEO_FORMAT_NV12 &&
      differ_in_chroma_layout(FrameFormat::from_info(self.input_info), self.conversion.output) &&
      !changes_pixels(self);
  if (interleaves) propose_chroma_room(query, self.input_info);
  return TRUE;
}

/// The pictures of a buffer, into self.pictures.
bool collect_pictures(GstBaseTransform* transform, GstBuffer* buffer) {
  VideoConvert& self = convert_of(transform);
  self.pictures.clear();
  if (!self.input_is_nvmm) {
    if (PictureRef picture = picture_from_buffer(buffer, self.input_info)) {
      self.pictures.push_back(std::move(picture));
    }
  } else if (const SurfaceMap map{buffer}) {
    for (unsigned i = 0; i < map.size(); ++i) self.pictures.push_back(map.picture(i));
  }
  if (!self.pictures.empty()) return true;
  GST_ELEMENT_ERROR(
      transform, STREAM, FORMAT,
      ("%s got a buffer that does not hold what its caps say.", GST_OBJECT_NAME(transform)),
      ("%s", self.input_is_nvmm ? "expected one NvBufSurface in NVMM memory"
                                : "the video frame cannot be mapped"));
  return false;
}

GstBuffer* wrap_pictures(GstBaseTransform* transform) {
  VideoConvert& self = convert_of(transform);
  if (self.output_is_nvmm) return surface_buffer_new(self.pictures);
  if (self.pictures.size() > 1 && !self.warned_of_batch) {
    self.warned_of_batch = true;
    GST_ELEMENT_WARNING(
        transform, STREAM, FORMAT,
        ("%s gives only the first picture of each batch.", GST_OBJECT_NAME(transform)),
        ("system memory holds one picture: put nvmultistreamtiler or "
         "nvstreamdemux before this element"));
  }
  return buffer_from_picture(self.pictures.front(), self.downstream_reads_video_meta);
}

/// Behind a mux that does not scale, pictures of a batch have sizes of their own. Where the caps
/// ask for no other size they keep them, with what is known about places in them.
PictureConversion conversion_of(const VideoConvert& self, const PictureRef& picture) {
  PictureConversion conversion = self.conversion;
  const bool scales = GST_VIDEO_INFO_WIDTH(&self.input_info) != conversion.output.width ||
                      GST_VIDEO_INFO_HEIGHT(&self.input_info) != conversion.output.height;
  if (!scales && !changes_pixels(self) && self.output_is_nvmm) {
    conversion.output.width = picture->view().format.width;
    conversion.output.height = picture->view().format.height;
  }
  return conversion;
}

GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  VideoConvert& self = convert_of(transform);
  GstBuffer* input = transform->queued_buf;
  *output = nullptr;
  if (input == nullptr) return GST_FLOW_OK;
  transform->queued_buf = nullptr;
  if (!refresh(transform)) {
    gst_buffer_unref(input);
    return GST_FLOW_ERROR;
  }
  if (gst_base_transform_is_passthrough(transform) && !changes_pixels(self)) {
    *output = input;
    return GST_FLOW_OK;
  }
  if (!collect_pictures(transform, input)) {
    gst_buffer_unref(input);
    return GST_FLOW_ERROR;
  }
  for (PictureRef& picture : self.pictures) {
    auto converted = self.converter.convert(picture, conversion_of(self, picture));
    if (!converted) {
      GST_ELEMENT_ERROR(transform, STREAM, FORMAT,
                        ("%s: %s.", GST_OBJECT_NAME(transform), converted.error().message.c_str()),
                        (nullptr));
      gst_buffer_unref(input);
      return GST_FLOW_ERROR;
    }
    picture = std::move(converted).value();
  }
  if (self.input_is_nvmm && self.output_is_nvmm) {
    *output = make_output(transform, input);
    set_pictures(*output, self.pictures);
    self.pictures.clear();
    return GST_FLOW_OK;
  }
  *output = wrap_pictures(transform);
  self.pictures.clear();
  const auto copy_metadata = GST_BASE_TRANSFORM_GET_CLASS(transform)->copy_metadata;
  const bool ok = *output != nullptr && copy_metadata(transform, input, *output) != FALSE;
  gst_buffer_unref(input);
  if (ok) return GST_FLOW_OK;
  gst_clear_buffer(output);
  GST_ELEMENT_ERROR(transform, RESOURCE, NO_SPACE_LEFT,
                    ("%s has no memory for a picture.", GST_OBJECT_NAME(transform)), (nullptr));
  return GST_FLOW_ERROR;
}

/// Never called, since generate_output does the work. A class without it counts as one that works
/// in place, which neither answers nor asks about memory.
GstFlowReturn transform_buffer(GstBaseTransform*, GstBuffer*, GstBuffer*) {
  return GST_FLOW_NOT_SUPPORTED;
}

gboolean transform_meta(GstBaseTransform* transform, GstBuffer* output, GstMeta* meta,
                        GstBuffer* input) {
  if (meta->info->api == NVDS_META_API_TYPE) return TRUE;
  return GST_BASE_TRANSFORM_CLASS(gst_nv_video_convert_parent_class)
      ->transform_meta(transform, output, meta, input);
}

void finalize(GObject* object) {
  delete static_cast<GstNvVideoConvert*>(static_cast<gpointer>(object))->convert;
  G_OBJECT_CLASS(gst_nv_video_convert_parent_class)->finalize(object);
}

void gst_nv_video_convert_class_init(GstNvVideoConvertClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvvideoconvert_debug, "nvvideoconvert", 0, "nvvideoconvert");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  object_class->finalize = &finalize;
  install_element(GST_ELEMENT_CLASS(klass), props::kElement,
                  "Converts format, size and kind of memory on the CPU");
  transform_class->transform_caps = &transform_caps;
  transform_class->fixate_caps = &fixate_caps;
  transform_class->set_caps = &set_caps;
  transform_class->decide_allocation = &decide_allocation;
  transform_class->propose_allocation = &propose_allocation;
  transform_class->generate_output = &generate_output;
  transform_class->transform = &transform_buffer;
  transform_class->transform_meta = &transform_meta;
}

void gst_nv_video_convert_init(GstNvVideoConvert* self) {
  self->convert = new VideoConvert;
  VideoConvert* convert = self->convert;
  convert->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  convert->properties->on_change([convert](unsigned) {
    const std::lock_guard lock(convert->mutex);
    convert->is_stale = true;
  });
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvideoconvert, "nvvideoconvert", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_video_convert_get_type());
