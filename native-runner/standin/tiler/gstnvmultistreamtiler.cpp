// SPDX-License-Identifier: Apache-2.0
// nvmultistreamtiler: shows the pictures of a batch side by side in one.
//
//   ... nvstreammux name=m batch-size=4 ... ! nvmultistreamtiler rows=2 columns=2 width=1280
//   height=720 ! nvdsosd !
//     nveglglessink
//
// The output has one surface. Frame metas stay, one per source, and their objects move into the
// tiles.

#include <gst/base/gstbasetransform.h>

#include <algorithm>
#include <atomic>

#include "elements.hpp"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "properties/nvmultistreamtiler.gen.hpp"
#include "properties/property_store.hpp"
#include "surface/output_buffer.hpp"
#include "tile_composer.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvmultistreamtiler;

GST_DEBUG_CATEGORY_STATIC(nvmultistreamtiler_debug);
#define GST_CAT_DEFAULT nvmultistreamtiler_debug

struct Tiler {
  PropertyStore* properties = nullptr;
  TileComposer composer;
  TileLayout layout;
  bool is_square_grid = false;
  std::atomic<int> shown_source = -1;
};

struct GstNvMultiStreamTiler {
  GstBaseTransform parent;
  Tiler* tiler;
};
struct GstNvMultiStreamTilerClass {
  GstBaseTransformClass parent_class;
};

GType gst_nv_multi_stream_tiler_get_type();
G_DEFINE_TYPE(GstNvMultiStreamTiler, gst_nv_multi_stream_tiler, GST_TYPE_BASE_TRANSFORM)

Tiler& tiler_of(gpointer element) {
  return *static_cast<GstNvMultiStreamTiler*>(element)->tiler;
}

/// Sizes are rounded up to a multiple of 4.
int output_length(unsigned property) {
  constexpr unsigned kLargest = 32768;
  return static_cast<int>((std::min(property, kLargest) + 3) / 4 * 4);
}

GstCaps* transform_caps(GstBaseTransform* transform, GstPadDirection direction, GstCaps* caps,
                        GstCaps* filter) {
  Tiler& self = tiler_of(transform);
  GstCaps* result = gst_caps_copy(caps);
  for (guint i = 0; i < gst_caps_get_size(result); ++i) {
    GstStructure* structure = gst_caps_get_structure(result, i);
    gst_structure_remove_fields(structure, "batch-size", "num-surfaces-per-frame", "colorimetry",
                                "chroma-site", "pixel-aspect-ratio", nullptr);
    if (direction == GST_PAD_SINK) {
      gst_structure_set(structure, "width", G_TYPE_INT,
                        output_length(self.properties->uint_value(props::kWidth)), "height",
                        G_TYPE_INT, output_length(self.properties->uint_value(props::kHeight)),
                        nullptr);
    } else {
      gst_structure_set(structure, "width", GST_TYPE_INT_RANGE, 1, G_MAXINT, "height",
                        GST_TYPE_INT_RANGE, 1, G_MAXINT, nullptr);
    }
  }
  if (filter != nullptr) {
    GstCaps* filtered = gst_caps_intersect_full(filter, result, GST_CAPS_INTERSECT_FIRST);
    gst_caps_unref(result);
    result = filtered;
  }
  return result;
}

gboolean set_caps(GstBaseTransform* transform, GstCaps*, GstCaps* output) {
  Tiler& self = tiler_of(transform);
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, output) == FALSE) return FALSE;
  self.layout.rows = self.properties->uint_value(props::kRows);
  self.layout.columns = self.properties->uint_value(props::kColumns);
  self.layout.width = GST_VIDEO_INFO_WIDTH(&info);
  self.layout.height = GST_VIDEO_INFO_HEIGHT(&info);
  self.is_square_grid = self.properties->boolean_value(props::kSquareSeqGrid);
  self.composer.set_output(
      FrameFormat::from_info(info),
      interpolation_from_number(self.properties->enum_value(props::kInterpolationMethod)));
  return TRUE;
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  // A source that was taken away leaves its tile; one that has only ended stays with its last
  // picture.
  if (GST_EVENT_TYPE(event) == static_cast<GstEventType>(GST_NVEVENT_PAD_DELETED)) {
    unsigned source_id = 0;
    gst_nvevent_parse_pad_deleted(event, &source_id);
    tiler_of(transform).composer.forget(source_id);
  }
  return GST_BASE_TRANSFORM_CLASS(gst_nv_multi_stream_tiler_parent_class)
      ->sink_event(transform, event);
}

GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  Tiler& self = tiler_of(transform);
  *output = nullptr;
  GstBuffer* input = transform->queued_buf;
  if (input == nullptr) return GST_FLOW_OK;
  transform->queued_buf = nullptr;
  // The buffer goes on with its times and metadata, which are moved into the tiles; somebody else
  // who holds it keeps a copy.
  GstBuffer* result = make_output(transform, input);
  NvDsBatchMeta* batch_meta = gst_buffer_get_nvds_batch_meta(result);
  PictureRef canvas;
  {
    const SurfaceMap map(result);
    if (map && batch_meta != nullptr) {
      TileLayout layout = self.layout;
      layout.shown_source = self.shown_source;
      canvas = self.composer.compose(map, batch_meta, layout, self.is_square_grid);
    }
  }
  if (!canvas) {
    const char* reason = batch_meta == nullptr
                             ? "it has no batch metadata: put nvstreammux before it"
                             : "memory is short or its format has no conversion";
    GST_ELEMENT_ERROR(transform, STREAM, FORMAT,
                      ("%s cannot tile what it got: %s.", GST_OBJECT_NAME(transform), reason),
                      (nullptr));
    gst_buffer_unref(result);
    return GST_FLOW_ERROR;
  }
  set_pictures(result, {&canvas, 1});
  *output = result;
  return GST_FLOW_OK;
}

gboolean transform_meta(GstBaseTransform* transform, GstBuffer* output, GstMeta* meta,
                        GstBuffer* input) {
  if (meta->info->api == NVDS_META_API_TYPE) return TRUE;
  return GST_BASE_TRANSFORM_CLASS(gst_nv_multi_stream_tiler_parent_class)
      ->transform_meta(transform, output, meta, input);
}

gboolean stop(GstBaseTransform* transform) {
  tiler_of(transform).composer.reset();
  return TRUE;
}

void finalize(GObject* object) {
  delete static_cast<GstNvMultiStreamTiler*>(static_cast<gpointer>(object))->tiler;
  G_OBJECT_CLASS(gst_nv_multi_stream_tiler_parent_class)->finalize(object);
}

void gst_nv_multi_stream_tiler_class_init(GstNvMultiStreamTilerClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvmultistreamtiler_debug, "nvmultistreamtiler", 0, "nvmultistreamtiler");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  object_class->finalize = &finalize;
  install_element(GST_ELEMENT_CLASS(klass), props::kElement,
                  "Shows the pictures of a batch side by side on the CPU");
  transform_class->transform_caps = &transform_caps;
  transform_class->set_caps = &set_caps;
  transform_class->sink_event = &sink_event;
  transform_class->generate_output = &generate_output;
  transform_class->transform_meta = &transform_meta;
  transform_class->stop = &stop;
  // Even equal sizes have to be composed: a batch is no picture.
  transform_class->passthrough_on_same_caps = FALSE;
}

void gst_nv_multi_stream_tiler_init(GstNvMultiStreamTiler* self) {
  self->tiler = new Tiler;
  Tiler* tiler = self->tiler;
  tiler->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  tiler->properties->on_change([tiler](unsigned id) {
    if (id == props::kShowSource) tiler->shown_source = tiler->properties->int_value(id);
  });
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvmultistreamtiler, "nvmultistreamtiler",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_multi_stream_tiler_get_type());
