// SPDX-License-Identifier: Apache-2.0
// nvv4l2decoder: decodes with GStreamer's software decoders into NVMM pictures in NV12.
//
//   gst-launch-1.0 filesrc location=a.mp4 ! qtdemux ! h264parse ! nvv4l2decoder ! nvvideoconvert !
//   autovideosink
//
// A bin: the decoder is made when the caps are known, and nvvideoconvert wraps what it gives.

#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "codec_table.hpp"
#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "drained_restart.hpp"
#include "elements.hpp"
#include "encoded_frame.hpp"
#include "gst-nvcustomevent.h"
#include "properties/nvv4l2decoder.gen.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2decoder;

GST_DEBUG_CATEGORY_STATIC(nvv4l2decoder_debug);
#define GST_CAT_DEFAULT nvv4l2decoder_debug

/// Properties of GstVideoDecoder, which the inner decoder has.
constexpr unsigned kDecoderProperties[] = {
    props::kAutomaticRequestSyncPoints, props::kAutomaticRequestSyncPointFlags,
    props::kDiscardCorruptedFrames,     props::kMaxErrors,
    props::kMinForceKeyUnitInterval,    props::kQos,
};

struct Decoder {
  PropertyStore* properties = nullptr;
  GstElement* decoder = nullptr;  // owned by the bin; null until the caps are known
  GstElement* adapter = nullptr;  // brings what nvvideoconvert does not know to what it does
  GstPad* sink_pad = nullptr;     // owned by the bin
  std::string factory;            // of `decoder`
  StreamSyntax syntax = StreamSyntax::kOther;
  std::atomic<SkipFrames> skip = SkipFrames::kNone;
  // Every so many-th decoded frame is kept; 0 and 1 keep all.
  std::atomic<unsigned> keep_interval = 0;
  unsigned num_since_kept = 0;
  std::atomic<bool> wants_low_latency = false;
  bool has_low_latency = false;  // of `decoder` as it plays
};

struct GstNvV4l2Decoder {
  GstBin parent;
  Decoder* decoder;
};
struct GstNvV4l2DecoderClass {
  GstBinClass parent_class;
};

GType gst_nv_v4l2_decoder_get_type();
G_DEFINE_TYPE(GstNvV4l2Decoder, gst_nv_v4l2_decoder, GST_TYPE_BIN)

Decoder& decoder_of(gpointer element) {
  return *static_cast<GstNvV4l2Decoder*>(element)->decoder;
}

/// Threads per decoder. Pipelines decode several streams, each in a thread of its own already, so a
/// decoder takes only a part of the cores; with few it waits for who takes its frames.
int num_decoder_threads(const Decoder& self) {
  // Frame threads hold frames back.
  if (self.has_low_latency) return 1;
  constexpr int kMax = 6;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, kMax);
}

/// Whether what the pad gets is shared with other branches. A branch that has its first frame then
/// holds the tee up, so that nothing more comes before the decoder has given its own first frame.
bool is_behind_tee(GstPad* sink_pad) {
  const PadPtr peer(gst_pad_get_peer(sink_pad));
  if (!peer) return false;
  const ElementPtr parent(gst_pad_get_parent_element(peer.get()));
  GstElementFactory* factory = parent ? gst_element_get_factory(parent.get()) : nullptr;
  if (factory != nullptr && g_str_equal(GST_OBJECT_NAME(factory), "tee")) return true;
  GstIterator* inputs = gst_pad_iterate_internal_links(peer.get());
  if (inputs == nullptr) return false;
  GValue item = G_VALUE_INIT;
  bool found = false;
  while (!found && gst_iterator_next(inputs, &item) == GST_ITERATOR_OK) {
    found = is_behind_tee(GST_PAD_CAST(g_value_get_object(&item)));
    g_value_reset(&item);
  }
  g_value_unset(&item);
  gst_iterator_free(inputs);
  return found;
}

void forward_property(const Decoder& self, unsigned id) {
  const char* name = props::kProperties[id - 1].name;
  GObject* target = G_OBJECT(self.decoder);
  GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(target), name);
  if (spec == nullptr) return;
  GValue value = G_VALUE_INIT;
  g_value_init(&value, spec->value_type);
  self.properties->read(id, &value);
  g_object_set_property(target, name, &value);
  g_value_unset(&value);
}

/// Gives the inner decoder its settings, of which it takes those of threads when it opens a stream.
void configure_decoder(Decoder& self) {
  self.has_low_latency = self.wants_low_latency;
  for (const unsigned id : kDecoderProperties) {
    if (self.properties->was_set(id)) forward_property(self, id);
  }
  GObjectClass* klass = G_OBJECT_GET_CLASS(self.decoder);
  if (g_object_class_find_property(klass, "max-threads") != nullptr) {
    g_object_set(self.decoder, "max-threads", num_decoder_threads(self), nullptr);
  }
  if (g_object_class_find_property(klass, "thread-type") != nullptr) {
    // Threads that share out frames hold some back, those that share out slices do not.
    gst_util_set_object_arg(G_OBJECT(self.decoder), "thread-type",
                            is_behind_tee(self.sink_pad) ? "slice" : "auto");
  }
}

bool make_decoder(GstElement* element, GstCaps* caps) {
  Decoder& self = decoder_of(element);
  const DecoderChoice choice = choose_decoder(caps);
  if (choice.factory.empty()) {
    const std::string name = gst_structure_get_name(gst_caps_get_structure(caps, 0));
    if (choice.wanted.empty()) {
      GST_ELEMENT_ERROR(element, STREAM, CODEC_NOT_FOUND,
                        ("%s does not decode %s.", GST_OBJECT_NAME(element), name.c_str()),
                        ("%" GST_PTR_FORMAT, caps));
    } else {
      GST_ELEMENT_ERROR(
          element, CORE, MISSING_PLUGIN,
          ("%s needs the GStreamer element %s to decode %s on the CPU: install %s.",
           GST_OBJECT_NAME(element), choice.wanted.c_str(), name.c_str(), choice.package.c_str()),
          (nullptr));
    }
    return false;
  }
  if (self.decoder != nullptr && choice.factory == self.factory) {
    configure_decoder(self);
    return true;
  }
  GstElement* decoder = gst_element_factory_make(choice.factory.c_str(), "decoder");
  if (self.decoder != nullptr) {
    gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(self.sink_pad), nullptr);
    gst_element_set_state(self.decoder, GST_STATE_NULL);
    gst_bin_remove(GST_BIN_CAST(element), self.decoder);
  }
  self.decoder = decoder;
  self.factory = choice.factory;
  gst_bin_add(GST_BIN_CAST(element), decoder);
  configure_decoder(self);
  const PadPtr decoder_sink(gst_element_get_static_pad(decoder, "sink"));
  if (gst_element_link(decoder, self.adapter) == FALSE ||
      gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(self.sink_pad), decoder_sink.get()) == FALSE ||
      gst_element_sync_state_with_parent(decoder) == FALSE) {
    GST_ELEMENT_ERROR(
        element, CORE, NEGOTIATION,
        ("%s cannot start the decoder %s.", GST_OBJECT_NAME(element), choice.factory.c_str()),
        ("%" GST_PTR_FORMAT, caps));
    return false;
  }
  GST_INFO_OBJECT(element, "decoding with %s", choice.factory.c_str());
  return true;
}

/// Takes over what an event of gst-nvcustomevent.h asks for.
void obey(GstElement* element, GstEvent* event) {
  gchar* stream_id = nullptr;
  guint number = 0;
  gint is_enabled = 0;
  switch (static_cast<int>(GST_EVENT_TYPE(event))) {
    case GST_NVEVENT_DEC_DROP_FRAME_INTERVAL_UPDATE:
      gst_nvevent_parse_dec_drop_frame_interval_update(event, &stream_id, &number);
      g_object_set(element, "drop-frame-interval", number, nullptr);
      break;
    case GST_NVEVENT_DEC_SKIP_FRAME_UPDATE:
      gst_nvevent_parse_dec_skip_frame_update(event, &stream_id, &number);
      g_object_set(element, "skip-frames", number, nullptr);
      break;
    case GST_NVEVENT_DEC_ENABLE_LOW_LATENCY_MODE:
      gst_nvevent_parse_dec_enable_low_latency_mode(event, &stream_id, &is_enabled);
      g_object_set(element, "low-latency-mode", is_enabled, nullptr);
      break;
    default:
      break;
  }
  g_free(stream_id);
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* event) {
  obey(GST_ELEMENT_CAST(parent), event);
  if (GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
    GstCaps* caps = nullptr;
    gst_event_parse_caps(event, &caps);
    decoder_of(parent).syntax = stream_syntax(caps);
    if (!make_decoder(GST_ELEMENT_CAST(parent), caps)) {
      gst_event_unref(event);
      return FALSE;
    }
  }
  return gst_pad_event_default(pad, parent, event);
}

/// The decoder of the moment takes one codec; the element takes all, since it changes the decoder.
gboolean sink_query(GstPad* pad, GstObject* parent, GstQuery* query) {
  if (GST_QUERY_TYPE(query) != GST_QUERY_CAPS && GST_QUERY_TYPE(query) != GST_QUERY_ACCEPT_CAPS) {
    return gst_pad_query_default(pad, parent, query);
  }
  const CapsPtr known(gst_pad_get_pad_template_caps(pad));
  GstCaps* caps = nullptr;
  if (GST_QUERY_TYPE(query) == GST_QUERY_ACCEPT_CAPS) {
    gst_query_parse_accept_caps(query, &caps);
    gst_query_set_accept_caps_result(query, gst_caps_is_subset(caps, known.get()));
    return TRUE;
  }
  gst_query_parse_caps(query, &caps);  // the filter
  const CapsPtr result(caps == nullptr
                           ? gst_caps_ref(known.get())
                           : gst_caps_intersect_full(caps, known.get(), GST_CAPS_INTERSECT_FIRST));
  gst_query_set_caps_result(query, result.get());
  return TRUE;
}

GstPadProbeReturn before_decoding(GstPad*, GstPadProbeInfo* info, gpointer data) {
  Decoder& self = *static_cast<Decoder*>(data);
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  if (is_skipped(buffer, self.skip.load(std::memory_order_relaxed), self.syntax)) {
    return GST_PAD_PROBE_DROP;
  }
  const bool is_another_mode =
      self.wants_low_latency.load(std::memory_order_relaxed) != self.has_low_latency;
  if (is_another_mode && self.decoder != nullptr && is_entry_point(buffer, self.syntax)) {
    restart_drained(self.decoder, [&self] { configure_decoder(self); });
  }
  return GST_PAD_PROBE_OK;
}

GstPadProbeReturn thin_decoded(GstPad*, GstPadProbeInfo*, gpointer data) {
  Decoder& self = *static_cast<Decoder*>(data);
  const unsigned interval = self.keep_interval.load(std::memory_order_relaxed);
  if (interval < 2) return GST_PAD_PROBE_OK;
  const bool is_kept = self.num_since_kept == 0;
  self.num_since_kept = (self.num_since_kept + 1) % interval;
  return is_kept ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  Decoder& self = decoder_of(element);
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && self.adapter == nullptr) {
    GST_ELEMENT_ERROR(element, CORE, MISSING_PLUGIN,
                      ("%s needs the GStreamer element videoconvert: install "
                       "gstreamer1.0-plugins-base.",
                       GST_OBJECT_NAME(element)),
                      (nullptr));
    return GST_STATE_CHANGE_FAILURE;
  }
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED) {
    self.num_since_kept = 0;
  }
  return GST_ELEMENT_CLASS(gst_nv_v4l2_decoder_parent_class)->change_state(element, transition);
}

void finalize(GObject* object) {
  delete static_cast<GstNvV4l2Decoder*>(static_cast<gpointer>(object))->decoder;
  G_OBJECT_CLASS(gst_nv_v4l2_decoder_parent_class)->finalize(object);
}

void gst_nv_v4l2_decoder_class_init(GstNvV4l2DecoderClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvv4l2decoder_debug, "nvv4l2decoder", 0, "nvv4l2decoder");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->finalize = &finalize;
  install_element(element_class, props::kElement, "Decodes video on the CPU");
  element_class->change_state = &change_state;
}

/// A capsfilter for the bin.
GstElement* make_filter(const char* name, const char* caps_text) {
  GstElement* filter = gst_element_factory_make("capsfilter", name);
  const CapsPtr caps(gst_caps_from_string(caps_text));
  g_object_set(filter, "caps", caps.get(), nullptr);
  return filter;
}

/// decoder (later) -> adapter -> 8 bit 4:2:0 -> wrapper -> NVMM NV12. The adapter passes the usual
/// formats as they are; the wrapper turns them into NV12 pictures of the stand-in's pool, so that
/// the decoder has its own back soon.
void build(GstElement* element) {
  Decoder& self = decoder_of(element);
  self.adapter = gst_element_factory_make("videoconvert", "adapter");
  if (self.adapter == nullptr) return;  // change_state says so
  GstElement* wrapper = gst_element_factory_make("nvvideoconvert", "wrapper");
  GstElement* plain = make_filter("plain", "video/x-raw, format=(string){ NV12, I420 }");
  GstElement* filter = make_filter("nvmm", "video/x-raw(memory:NVMM), format=(string)NV12");
  g_object_set(wrapper, "interpolation-method", 1, nullptr);
  gst_bin_add_many(GST_BIN_CAST(element), self.adapter, plain, wrapper, filter, nullptr);
  gst_element_link_many(self.adapter, plain, wrapper, filter, nullptr);

  GstElementClass* element_class = GST_ELEMENT_GET_CLASS(element);
  self.sink_pad = gst_ghost_pad_new_no_target_from_template(
      "sink", gst_element_class_get_pad_template(element_class, "sink"));
  gst_pad_set_event_function(self.sink_pad, &sink_event);
  gst_pad_set_query_function(self.sink_pad, &sink_query);
  gst_pad_add_probe(self.sink_pad, GST_PAD_PROBE_TYPE_BUFFER, &before_decoding, &self, nullptr);
  gst_element_add_pad(element, self.sink_pad);
  const PadPtr filter_src(gst_element_get_static_pad(filter, "src"));
  gst_element_add_pad(element, gst_ghost_pad_new_from_template(
                                   "src", filter_src.get(),
                                   gst_element_class_get_pad_template(element_class, "src")));
  const PadPtr adapter_sink(gst_element_get_static_pad(self.adapter, "sink"));
  gst_pad_add_probe(adapter_sink.get(), GST_PAD_PROBE_TYPE_BUFFER, &thin_decoded, &self, nullptr);
}

void gst_nv_v4l2_decoder_init(GstNvV4l2Decoder* self) {
  self->decoder = new Decoder;
  Decoder* decoder = self->decoder;
  decoder->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  decoder->properties->on_change([decoder](unsigned id) {
    if (id == props::kSkipFrames) {
      decoder->skip = static_cast<SkipFrames>(decoder->properties->enum_value(id));
    } else if (id == props::kDropFrameInterval) {
      decoder->keep_interval = decoder->properties->uint_value(id);
    } else if (id == props::kLowLatencyMode) {
      decoder->wants_low_latency = decoder->properties->boolean_value(id);
    }
  });
  build(GST_ELEMENT_CAST(self));
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2decoder, "nvv4l2decoder", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_v4l2_decoder_get_type());
