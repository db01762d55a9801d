// SPDX-License-Identifier: Apache-2.0
// nvstreamdemux: splits batches into the streams they were made of; src_<number> carries source
// <number>.
//
//   ... nvstreammux name=m batch-size=2 ... ! nvinfer ... ! nvstreamdemux name=d
//     d.src_0 ! nvvideoconvert ! fakesink d.src_1 ! nvvideoconvert ! fakesink
//
// Pictures are shared, not copied. Frames get back their source's times, and each stream its
// source's segment. A stream that nobody takes any more leaves the others running.

#include <gst/gst.h>

#include <cstring>
#include <optional>

#include "common/text.hpp"
#include "elements.hpp"
#include "gst-nvevent.h"
#include "mux/gstnvstreammux.hpp"
#include "properties/nvstreamdemux.gen.hpp"
#include "properties/property_store.hpp"
#include "stream_demux.hpp"

GST_DEBUG_CATEGORY(nvstreamdemux_debug);
#define GST_CAT_DEFAULT nvstreamdemux_debug

namespace pipewright::standin {
namespace {

namespace props = properties::nvstreamdemux;

struct GstNvStreamDemux {
  GstElement parent;
  PropertyStore* properties;
  StreamDemux* demux;
};
struct GstNvStreamDemuxClass {
  GstElementClass parent_class;
};

GType gst_nv_stream_demux_get_type();
G_DEFINE_TYPE(GstNvStreamDemux, gst_nv_stream_demux, GST_TYPE_ELEMENT)

GstNvStreamDemux* cast(gpointer element) {
  return static_cast<GstNvStreamDemux*>(element);
}
StreamDemux& demux_of(gpointer element) {
  return *cast(element)->demux;
}

GstFlowReturn chain(GstPad* pad, GstObject* parent, GstBuffer* buffer) {
  return demux_of(parent).take_batch(pad, BufferPtr(buffer));
}

/// DeepStream's demultiplexer for the new mux ends every stream at once, asked or not.
bool ends_streams_one_by_one(gpointer element) {
  return uses_new_stream_mux() || cast(element)->properties->boolean_value(props::kPerStreamEos);
}

/// The stream that an event of the REST API names; none in other events.
std::optional<unsigned> named_stream(GstEvent* event) {
  const GstStructure* structure = gst_event_get_structure(event);
  const char* text =
      structure == nullptr ? nullptr : gst_structure_get_string(structure, "stream_id");
  guint64 number = 0;
  if (text == nullptr ||
      g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT, &number, nullptr) == FALSE) {
    return std::nullopt;
  }
  return static_cast<unsigned>(number);
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* raw_event) {
  StreamDemux& demux = demux_of(parent);
  GstPtr<GstEvent> event(raw_event);
  unsigned source_id = 0;
  switch (static_cast<int>(GST_EVENT_TYPE(raw_event))) {
    case GST_EVENT_CAPS: {
      GstCaps* caps = nullptr;
      gst_event_parse_caps(raw_event, &caps);
      demux.set_caps(caps);
      return TRUE;
    }
    case GST_EVENT_STREAM_START:
    case GST_EVENT_SEGMENT:
      return TRUE;  // every stream gets its own
    case GST_NVEVENT_STREAM_SEGMENT: {
      GstSegment* segment = nullptr;
      gst_nvevent_parse_stream_segment(raw_event, &source_id, &segment);
      if (segment != nullptr) demux.set_segment(source_id, *segment);
      return TRUE;
    }
    case GST_NVEVENT_STREAM_START:
      gst_nvevent_parse_stream_start(raw_event, &source_id, nullptr);
      demux.restart_stream(source_id);
      return TRUE;
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(raw_event, &source_id);
      demux.forward_event(source_id, std::move(event));
      if (ends_streams_one_by_one(parent)) demux.end_stream(source_id);
      return TRUE;
    case GST_NVEVENT_STREAM_RESET:
      gst_nvevent_parse_stream_reset(raw_event, &source_id);
      demux.forward_event(source_id, std::move(event));
      return TRUE;
    case GST_NVEVENT_UPDATE_CAPS: {
      const GstStructure* update = gst_event_get_structure(raw_event);
      int numerator = 0;
      int denominator = 1;
      if (gst_structure_get_uint(update, "stream-id", &source_id) != FALSE &&
          gst_structure_get_fraction(update, "frame-rate", &numerator, &denominator) != FALSE) {
        demux.set_rate(source_id, numerator, denominator);
      }
      return TRUE;
    }
    case GST_NVEVENT_PAD_ADDED:
    case GST_NVEVENT_PAD_DELETED:
      return TRUE;  // about the batch
    case GST_EVENT_EOS:
      demux.end_all();
      return TRUE;
    case GST_EVENT_FLUSH_STOP:
      demux.flush();
      break;
    default:
      if (const auto number = named_stream(raw_event)) {
        return demux.forward_event(*number, std::move(event)) ? TRUE : FALSE;
      }
      break;
  }
  return gst_pad_event_default(pad, parent, event.release());
}

GstPad* request_new_pad(GstElement* element, GstPadTemplate* pad_template, const gchar* wanted_name,
                        const GstCaps*) {
  StreamDemux& demux = demux_of(element);
  constexpr const char* kPrefix = "src_";
  unsigned source_id = 0;
  guint64 number = 0;
  if (wanted_name == nullptr) {
    source_id = demux.free_number();
  } else if (g_str_has_prefix(wanted_name, kPrefix) &&
             g_ascii_string_to_unsigned(wanted_name + std::strlen(kPrefix), 10, 0, G_MAXUINT,
                                        &number, nullptr)) {
    source_id = static_cast<unsigned>(number);
  } else {
    GST_ERROR_OBJECT(element, "pad %s: expected src_<source id>, e.g. src_0", wanted_name);
    return nullptr;
  }
  GstPad* pad = gst_pad_new_from_template(pad_template, concat("src_", source_id).c_str());
  if (!demux.add_stream(source_id, pad)) {
    GST_ERROR_OBJECT(element, "pad src_%u exists already", source_id);
    gst_object_unref(pad);
    return nullptr;
  }
  gst_pad_set_active(pad, TRUE);
  gst_element_add_pad(element, pad);
  return pad;
}

void release_pad(GstElement* element, GstPad* pad) {
  demux_of(element).remove_stream(pad);
  gst_pad_set_active(pad, FALSE);
  gst_element_remove_pad(element, pad);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(gst_nv_stream_demux_parent_class)->change_state(element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) demux_of(element).reset();
  return result;
}

void dispose(GObject* object) {
  demux_of(object).remove_all();
  G_OBJECT_CLASS(gst_nv_stream_demux_parent_class)->dispose(object);
}

void finalize(GObject* object) {
  delete cast(object)->demux;
  G_OBJECT_CLASS(gst_nv_stream_demux_parent_class)->finalize(object);
}

void gst_nv_stream_demux_class_init(GstNvStreamDemuxClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvstreamdemux_debug, "nvstreamdemux", 0, "nvstreamdemux");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->dispose = &dispose;
  object_class->finalize = &finalize;
  install_element(element_class, props::kElement, "Splits batches into streams on the CPU");
  element_class->request_new_pad = &request_new_pad;
  element_class->release_pad = &release_pad;
  element_class->change_state = &change_state;
}

void gst_nv_stream_demux_init(GstNvStreamDemux* self) {
  self->demux = new StreamDemux(GST_ELEMENT_CAST(self));
  self->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  GstPad* sink_pad = gst_pad_new_from_template(
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(self), "sink"), "sink");
  gst_pad_set_chain_function(sink_pad, &chain);
  gst_pad_set_event_function(sink_pad, &sink_event);
  gst_element_add_pad(GST_ELEMENT_CAST(self), sink_pad);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvstreamdemux, "nvstreamdemux", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_stream_demux_get_type());
