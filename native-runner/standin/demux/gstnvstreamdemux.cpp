// SPDX-License-Identifier: Apache-2.0
// nvstreamdemux: splits batches into the streams they were made of; src_<number> carries source
// <number>.
//
//   ... nvstreammux name=m batch-size=2 ... ! nvinfer ... ! nvstreamdemux name=d
//     d.src_0 ! nvvideoconvert ! fakesink d.src_1 ! nvvideoconvert ! fakesink
//
// Pictures are shared, not copied. Frames get back their source's times, and each stream its
// source's segment.

#include <gst/base/gstflowcombiner.h>

#include <cstring>
#include <map>
#include <mutex>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "elements.hpp"
#include "gst-nvevent.h"
#include "properties/nvstreamdemux.gen.hpp"
#include "properties/property_store.hpp"
#include "stream_splitter.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvstreamdemux;

GST_DEBUG_CATEGORY_STATIC(nvstreamdemux_debug);
#define GST_CAT_DEFAULT nvstreamdemux_debug

/// What a source pad needs before its first frame, and what it has got.
struct Stream {
  PadPtr pad;
  bool sent_head = false;
  bool has_ended = false;
  FrameFormat format;  // of the caps that were sent
};

struct FrameRate {
  int numerator;
  int denominator;
};

struct StreamDemux {
  PropertyStore* properties = nullptr;
  GstPad* sink_pad = nullptr;  // owned by the element
  std::mutex mutex;            // guards what follows
  std::map<unsigned, Stream> streams;
  std::map<unsigned, GstSegment> segments;  // of the sources
  std::map<unsigned, FrameRate> rates;      // of the sources, where the mux says so
  CapsPtr caps;                             // of one stream
  GstFlowCombiner* combiner = gst_flow_combiner_new();

  ~StreamDemux() { gst_flow_combiner_free(combiner); }
};

struct GstNvStreamDemux {
  GstElement parent;
  StreamDemux* demux;
};
struct GstNvStreamDemuxClass {
  GstElementClass parent_class;
};

GType gst_nv_stream_demux_get_type();
G_DEFINE_TYPE(GstNvStreamDemux, gst_nv_stream_demux, GST_TYPE_ELEMENT)

StreamDemux& demux_of(gpointer element) {
  return *static_cast<GstNvStreamDemux*>(element)->demux;
}

/// The pad of a source, if it was requested and still takes data.
PadPtr open_pad(StreamDemux& self, unsigned source_id) {
  const std::lock_guard lock(self.mutex);
  const auto found = self.streams.find(source_id);
  if (found == self.streams.end() || found->second.has_ended) return nullptr;
  return share_object(found->second.pad.get());
}

/// The batch's caps with what is a stream's own: behind a mux that does not scale every source has
/// its size and format. Needs the lock.
CapsPtr stream_caps(const StreamDemux& self, unsigned source_id, const FrameFormat& format) {
  CapsPtr caps(gst_caps_copy(self.caps.get()));
  gst_caps_set_simple(caps.get(), "width", G_TYPE_INT, format.width, "height", G_TYPE_INT,
                      format.height, "format", G_TYPE_STRING,
                      gst_video_format_to_string(format.format), nullptr);
  if (const auto rate = self.rates.find(source_id); rate != self.rates.end()) {
    gst_caps_set_simple(caps.get(), "framerate", GST_TYPE_FRACTION, rate->second.numerator,
                        rate->second.denominator, nullptr);
  }
  return caps;
}

bool has_same_caps(const FrameFormat& a, const FrameFormat& b) {
  return a.format == b.format && a.width == b.width && a.height == b.height;
}

/// Stream-start, caps and segment, before a stream's first frame; caps again when `format` differs
/// from the frame before. Without a format the batch's is the stream's.
void push_head(GstElement* element, unsigned source_id, GstPad* pad, const FrameFormat* format) {
  StreamDemux& self = demux_of(element);
  CapsPtr caps;
  bool is_new = false;
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  {
    const std::lock_guard lock(self.mutex);
    const auto stream = self.streams.find(source_id);
    if (stream == self.streams.end() || !self.caps) return;
    is_new = !stream->second.sent_head;
    const bool is_same = format == nullptr || has_same_caps(*format, stream->second.format);
    if (!is_new && is_same) return;
    stream->second.sent_head = true;
    if (format != nullptr) {
      stream->second.format = *format;
      caps = stream_caps(self, source_id, *format);
    } else {
      caps = share_caps(self.caps.get());
    }
    if (const auto found = self.segments.find(source_id); found != self.segments.end()) {
      segment = found->second;
    }
  }
  if (is_new) {
    const GCharPtr stream_id(gst_pad_create_stream_id_printf(pad, element, "%u", source_id));
    gst_pad_push_event(pad, gst_event_new_stream_start(stream_id.get()));
  }
  gst_pad_push_event(pad, gst_event_new_caps(caps.get()));
  if (is_new) gst_pad_push_event(pad, gst_event_new_segment(&segment));
}

GstFlowReturn chain(GstPad*, GstObject* parent, GstBuffer* raw_buffer) {
  auto* element = GST_ELEMENT_CAST(parent);
  StreamDemux& self = demux_of(element);
  const BufferPtr buffer(raw_buffer);
  NvDsBatchMeta* batch_meta = gst_buffer_get_nvds_batch_meta(raw_buffer);
  const SurfaceMap map(raw_buffer);
  if (batch_meta == nullptr || !map) {
    GST_ELEMENT_ERROR(element, STREAM, DEMUX,
                      ("%s got a buffer without batch metadata: it has to come from nvstreammux.",
                       GST_OBJECT_NAME(element)),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  GstFlowReturn flow = GST_FLOW_OK;
  for (GList* node = batch_meta->frame_meta_list; node != nullptr; node = node->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(node->data);
    const PadPtr pad = open_pad(self, frame->source_id);
    if (!pad) continue;
    GstBuffer* single = single_frame_buffer(map, frame, GST_BUFFER_DURATION(raw_buffer));
    if (single == nullptr) {
      GST_WARNING_OBJECT(element, "the batch has no picture %u: split it before tiling",
                         frame->batch_id);
      continue;
    }
    push_head(element, frame->source_id, pad.get(), &map.view(frame->batch_id).format);
    const GstFlowReturn result = gst_pad_push(pad.get(), single);
    const std::lock_guard lock(self.mutex);
    flow = gst_flow_combiner_update_pad_flow(self.combiner, pad.get(), result);
    if (flow != GST_FLOW_OK) break;
  }
  return flow;
}

/// Ends one stream.
void end_stream(GstElement* element, unsigned source_id) {
  StreamDemux& self = demux_of(element);
  const PadPtr pad = open_pad(self, source_id);
  if (!pad) return;
  push_head(element, source_id, pad.get(), nullptr);
  {
    const std::lock_guard lock(self.mutex);
    if (const auto found = self.streams.find(source_id); found != self.streams.end()) {
      found->second.has_ended = true;
    }
  }
  gst_pad_push_event(pad.get(), gst_event_new_eos());
}

std::vector<unsigned> source_ids(StreamDemux& self) {
  const std::lock_guard lock(self.mutex);
  std::vector<unsigned> ids;
  for (const auto& [id, stream] : self.streams) ids.push_back(id);
  return ids;
}

void set_caps(StreamDemux& self, GstCaps* caps) {
  CapsPtr single(gst_caps_copy(caps));
  gst_structure_remove_fields(gst_caps_get_structure(single.get(), 0), "batch-size",
                              "num-surfaces-per-frame", nullptr);
  const std::lock_guard lock(self.mutex);
  self.caps = std::move(single);
  for (auto& [id, stream] : self.streams) stream.sent_head = false;
}

/// Remembers a source's segment, and hands it on when the stream runs already.
void set_segment(GstElement* element, GstEvent* event) {
  StreamDemux& self = demux_of(element);
  unsigned source_id = 0;
  GstSegment* segment = nullptr;
  gst_nvevent_parse_stream_segment(event, &source_id, &segment);
  if (segment == nullptr) return;
  PadPtr running;
  {
    const std::lock_guard lock(self.mutex);
    self.segments[source_id] = *segment;
    const auto found = self.streams.find(source_id);
    if (found != self.streams.end() && found->second.sent_head) {
      running = share_object(found->second.pad.get());
    }
  }
  if (running) gst_pad_push_event(running.get(), gst_event_new_segment(segment));
}

/// Hands an event about one source to its stream, if that runs; the others have nothing to do with
/// it.
void forward_source_event(GstElement* element, unsigned source_id, GstPtr<GstEvent> event) {
  StreamDemux& self = demux_of(element);
  PadPtr running;
  {
    const std::lock_guard lock(self.mutex);
    const auto found = self.streams.find(source_id);
    if (found != self.streams.end() && found->second.sent_head && !found->second.has_ended) {
      running = share_object(found->second.pad.get());
    }
  }
  if (running) gst_pad_push_event(running.get(), event.release());
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* raw_event) {
  auto* element = GST_ELEMENT_CAST(parent);
  StreamDemux& self = demux_of(element);
  GstPtr<GstEvent> event(raw_event);
  unsigned source_id = 0;
  switch (static_cast<int>(GST_EVENT_TYPE(raw_event))) {
    case GST_EVENT_CAPS: {
      GstCaps* caps = nullptr;
      gst_event_parse_caps(raw_event, &caps);
      set_caps(self, caps);
      return TRUE;
    }
    case GST_EVENT_STREAM_START:
    case GST_EVENT_SEGMENT:
      return TRUE;  // every stream gets its own
    case GST_NVEVENT_STREAM_SEGMENT:
      set_segment(element, raw_event);
      return TRUE;
    case GST_NVEVENT_STREAM_START: {
      gst_nvevent_parse_stream_start(raw_event, &source_id, nullptr);
      const std::lock_guard lock(self.mutex);
      const auto found = self.streams.find(source_id);
      if (found != self.streams.end() && found->second.has_ended) {
        found->second.has_ended = false;
        found->second.sent_head = false;
      }
      return TRUE;
    }
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(raw_event, &source_id);
      forward_source_event(element, source_id, std::move(event));
      if (self.properties->boolean_value(props::kPerStreamEos)) end_stream(element, source_id);
      return TRUE;
    case GST_NVEVENT_STREAM_RESET:
      gst_nvevent_parse_stream_reset(raw_event, &source_id);
      forward_source_event(element, source_id, std::move(event));
      return TRUE;
    case GST_NVEVENT_UPDATE_CAPS: {
      const GstStructure* update = gst_event_get_structure(raw_event);
      FrameRate rate = {};
      if (gst_structure_get_uint(update, "stream-id", &source_id) != FALSE &&
          gst_structure_get_fraction(update, "frame-rate", &rate.numerator, &rate.denominator) !=
              FALSE) {
        const std::lock_guard lock(self.mutex);
        self.rates[source_id] = rate;
      }
      return TRUE;
    }
    case GST_NVEVENT_PAD_ADDED:
    case GST_NVEVENT_PAD_DELETED:
      return TRUE;  // about the batch
    case GST_EVENT_EOS:
      for (const unsigned id : source_ids(self)) end_stream(element, id);
      return TRUE;
    case GST_EVENT_FLUSH_STOP: {
      const std::lock_guard lock(self.mutex);
      for (auto& [id, stream] : self.streams) stream = {std::move(stream.pad), false, false, {}};
      gst_flow_combiner_reset(self.combiner);
      break;
    }
    default:
      break;
  }
  return gst_pad_event_default(pad, parent, event.release());
}

GstPad* request_new_pad(GstElement* element, GstPadTemplate* pad_template, const gchar* wanted_name,
                        const GstCaps*) {
  StreamDemux& self = demux_of(element);
  constexpr const char* kPrefix = "src_";
  unsigned source_id = 0;
  guint64 number = 0;
  const std::lock_guard lock(self.mutex);
  if (wanted_name == nullptr) {
    while (self.streams.contains(source_id)) ++source_id;
  } else if (g_str_has_prefix(wanted_name, kPrefix) &&
             g_ascii_string_to_unsigned(wanted_name + std::strlen(kPrefix), 10, 0, G_MAXUINT,
                                        &number, nullptr)) {
    source_id = static_cast<unsigned>(number);
  } else {
    GST_ERROR_OBJECT(element, "pad %s: expected src_<source id>, e.g. src_0", wanted_name);
    return nullptr;
  }
  if (self.streams.contains(source_id)) {
    GST_ERROR_OBJECT(element, "pad src_%u exists already", source_id);
    return nullptr;
  }
  GstPad* pad = gst_pad_new_from_template(pad_template, concat("src_", source_id).c_str());
  self.streams[source_id].pad = share_object(pad);
  gst_flow_combiner_add_pad(self.combiner, pad);
  gst_pad_set_active(pad, TRUE);
  gst_element_add_pad(element, pad);
  return pad;
}

void release_pad(GstElement* element, GstPad* pad) {
  StreamDemux& self = demux_of(element);
  {
    const std::lock_guard lock(self.mutex);
    std::erase_if(self.streams, [pad](const auto& each) { return each.second.pad.get() == pad; });
    gst_flow_combiner_remove_pad(self.combiner, pad);
  }
  gst_pad_set_active(pad, FALSE);
  gst_element_remove_pad(element, pad);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(gst_nv_stream_demux_parent_class)->change_state(element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) {
    StreamDemux& self = demux_of(element);
    const std::lock_guard lock(self.mutex);
    for (auto& [id, stream] : self.streams) stream = {std::move(stream.pad), false, false, {}};
    self.segments.clear();
    self.rates.clear();
    self.caps.reset();
    gst_flow_combiner_reset(self.combiner);
  }
  return result;
}

void dispose(GObject* object) {
  StreamDemux& self = demux_of(object);
  {
    const std::lock_guard lock(self.mutex);
    for (auto& [id, stream] : self.streams) {
      gst_flow_combiner_remove_pad(self.combiner, stream.pad.get());
    }
    self.streams.clear();
  }
  G_OBJECT_CLASS(gst_nv_stream_demux_parent_class)->dispose(object);
}

void finalize(GObject* object) {
  delete static_cast<GstNvStreamDemux*>(static_cast<gpointer>(object))->demux;
  G_OBJECT_CLASS(gst_nv_stream_demux_parent_class)->finalize(object);
}

void gst_nv_stream_demux_class_init(GstNvStreamDemuxClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvstreamdemux_debug, "nvstreamdemux", 0, "nvstreamdemux");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->dispose = &dispose;
  object_class->finalize = &finalize;
  PropertyStore::install(object_class, props::kProperties);
  gst_element_class_set_static_metadata(element_class, props::kLongName, props::kClass,
                                        "Splits batches into streams on the CPU", "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, props::kSinkCaps);
  add_pad_template(element_class, "src_%u", GST_PAD_SRC, GST_PAD_REQUEST, props::kSrcCaps);
  element_class->request_new_pad = &request_new_pad;
  element_class->release_pad = &release_pad;
  element_class->change_state = &change_state;
}

void gst_nv_stream_demux_init(GstNvStreamDemux* self) {
  self->demux = new StreamDemux;
  self->demux->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  GstPadTemplate* pad_template =
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(self), "sink");
  self->demux->sink_pad = gst_pad_new_from_template(pad_template, "sink");
  gst_pad_set_chain_function(self->demux->sink_pad, &chain);
  gst_pad_set_event_function(self->demux->sink_pad, &sink_event);
  gst_element_add_pad(GST_ELEMENT_CAST(self), self->demux->sink_pad);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvstreamdemux, "nvstreamdemux", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_stream_demux_get_type());
