// SPDX-License-Identifier: Apache-2.0
#include "encoder_bin.hpp"

#include <gst/video/video.h>

#include "common/gst_ptr.hpp"
#include "drained_restart.hpp"
#include "gst-nvcustomevent.h"
#include "kind_type.hpp"

namespace pipewright::standin {

G_DEFINE_ABSTRACT_TYPE(GstStandinEncoder, gst_standin_encoder, GST_TYPE_BIN)

namespace {

EncoderParts& parts_of(gpointer element) {
  return *static_cast<GstStandinEncoder*>(element)->parts;
}

const EncoderKind& kind_of(gpointer element) {
  return *reinterpret_cast<GstStandinEncoderClass*>(G_OBJECT_GET_CLASS(element))->kind;
}

void force_key_frame(GstElement* element) {
  if (kind_of(element).restarts_for_key_frame) {
    parts_of(element).restarts = true;
    return;
  }
  const PadPtr pad(gst_element_get_static_pad(element, "src"));
  gst_pad_send_event(pad.get(),
                     gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

void on_change(GstElement* element, unsigned id) {
  const EncoderKind& kind = kind_of(element);
  EncoderParts& parts = parts_of(element);
  if (parts.encoder == nullptr) return;
  if (id == kind.bitrate_id) {
    kind.set_bitrate(parts.encoder, parts.properties->uint_value(id));
    if (kind.restarts_for_bitrate) parts.restarts = true;
  } else if (id == kind.iframe_interval_id || id == kind.idr_interval_id) {
    parts.restarts = true;
  } else if ((id == kind.force_idr_id || id == kind.force_intra_id) &&
             parts.properties->boolean_value(id)) {
    force_key_frame(element);
  }
}

/// Gives the encoder its settings; false, with an error, when one of them is bad.
bool configure(GstElement* element) {
  EncoderParts& parts = parts_of(element);
  parts.restarts = false;
  const std::string problem = kind_of(element).configure(parts);
  if (problem.empty()) return true;
  GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                    ("Element %s: %s", GST_OBJECT_NAME(element), problem.c_str()), (nullptr));
  return false;
}

/// Sets a property of the element, if its codec has it.
void set_number(GstElement* element, unsigned id, unsigned number) {
  if (id == 0) return;
  g_object_set(element, kind_of(element).element->properties[id - 1].name, number, nullptr);
}

void obey(GstElement* element, GstEvent* event) {
  gchar* stream_id = nullptr;
  guint number = 0;
  gint force = 0;
  switch (static_cast<int>(GST_EVENT_TYPE(event))) {
    case GST_NVEVENT_ENC_BITRATE_UPDATE:
      gst_nvevent_parse_enc_bitrate_update(event, &stream_id, &number);
      set_number(element, kind_of(element).bitrate_id, number);
      break;
    case GST_NVEVENT_ENC_IFRAME_INTERVAL_UPDATE:
      gst_nvevent_parse_enc_iframeinterval_update(event, &stream_id, &number);
      set_number(element, kind_of(element).iframe_interval_id, number);
      break;
    case GST_NVEVENT_ENC_FORCE_IDR:
      gst_nvevent_parse_enc_force_idr(event, &stream_id, &force);
      break;
    case GST_NVEVENT_ENC_FORCE_INTRA:
      gst_nvevent_parse_enc_force_intra(event, &stream_id, &force);
      break;
    default:
      break;
  }
  g_free(stream_id);
  if (force != 0 && kind_of(element).force_idr_id != 0) force_key_frame(element);
}

/// What is about to go into the encoder.
GstPadProbeReturn on_input(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto* element = static_cast<GstElement*>(data);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) == 0) {
    obey(element, GST_PAD_PROBE_INFO_EVENT(info));
  } else if (parts_of(element).restarts.exchange(false)) {
    restart_drained(parts_of(element).encoder, [element] { configure(element); });
  }
  return GST_PAD_PROBE_OK;
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  const EncoderParts& parts = parts_of(element);
  const EncoderKind& kind = kind_of(element);
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && parts.encoder == nullptr) {
    GST_ELEMENT_ERROR(element, CORE, MISSING_PLUGIN,
                      ("%s needs the GStreamer element %s to encode on the CPU: install %s.",
                       GST_OBJECT_NAME(element), kind.factory, kind.package),
                      (nullptr));
    return GST_STATE_CHANGE_FAILURE;
  }
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !configure(element)) {
    return GST_STATE_CHANGE_FAILURE;
  }
  return GST_ELEMENT_CLASS(gst_standin_encoder_parent_class)->change_state(element, transition);
}

void add_ghost_pad(GstElement* element, const char* name, GstElement* inner) {
  const PadPtr target(gst_element_get_static_pad(inner, name));
  GstPadTemplate* pad_template =
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(element), name);
  gst_element_add_pad(element, gst_ghost_pad_new_from_template(name, target.get(), pad_template));
}

void build(GstElement* element) {
  const EncoderKind& kind = kind_of(element);
  EncoderParts& parts = parts_of(element);
  GstElement* unwrapper = gst_element_factory_make("nvvideoconvert", "unwrapper");
  parts.input = gst_element_factory_make("capsfilter", "input");
  parts.output = gst_element_factory_make("capsfilter", "output");
  parts.encoder = gst_element_factory_make(kind.factory, "encoder");
  gst_bin_add_many(GST_BIN_CAST(element), unwrapper, parts.input, parts.output, nullptr);
  GstElement* first = unwrapper;
  GstElement* last = unwrapper;
  if (kind.takes_more_formats) {
    first = gst_element_factory_make("videoconvert", "front-adapter");
    gst_bin_add(GST_BIN_CAST(element), first);
    gst_element_link(first, unwrapper);
  }
  if (kind.needs_adapter) {
    GstElement* adapter = gst_element_factory_make("videoconvert", "adapter");
    gst_bin_add(GST_BIN_CAST(element), adapter);
    gst_element_link(last, adapter);
    last = adapter;
  }
  gst_element_link(last, parts.input);
  if (parts.encoder != nullptr) {
    gst_bin_add(GST_BIN_CAST(element), parts.encoder);
    gst_element_link_many(parts.input, parts.encoder, parts.output, nullptr);
    const PadPtr input(gst_element_get_static_pad(parts.input, "src"));
    gst_pad_add_probe(input.get(),
                      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER |
                                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
                      &on_input, element, nullptr);
  }
  add_ghost_pad(element, "sink", first);
  add_ghost_pad(element, "src", parts.output);
}

void constructed(GObject* object) {
  G_OBJECT_CLASS(gst_standin_encoder_parent_class)->constructed(object);
  auto* element = GST_ELEMENT_CAST(object);
  EncoderParts& parts = parts_of(object);
  parts.properties = PropertyStore::attach(object, kind_of(object).element->properties);
  parts.properties->on_change([element](unsigned id) { on_change(element, id); });
  build(element);
  if (kind_of(object).on_built != nullptr) kind_of(object).on_built(parts);
}

void finalize(GObject* object) {
  delete &parts_of(object);
  G_OBJECT_CLASS(gst_standin_encoder_parent_class)->finalize(object);
}

/// Makes a class the encoder of the codec that its type was registered with.
void init_class(gpointer klass, gpointer data) {
  const EncoderKind& kind = *static_cast<const EncoderKind*>(data);
  static_cast<GstStandinEncoderClass*>(klass)->kind = &kind;
  install_element(GST_ELEMENT_CLASS(klass), *kind.element, kind.description);
  if (kind.force_idr_id != 0) {
    g_signal_new_class_handler("force-IDR", G_TYPE_FROM_CLASS(klass),
                               static_cast<GSignalFlags>(G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION),
                               G_CALLBACK(&force_key_frame), nullptr, nullptr, nullptr, G_TYPE_NONE,
                               0);
  }
}

}  // namespace

static void gst_standin_encoder_init(GstStandinEncoder* self) {
  self->parts = new EncoderParts;
}

static void gst_standin_encoder_class_init(GstStandinEncoderClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->constructed = &constructed;
  object_class->finalize = &finalize;
  GST_ELEMENT_CLASS(klass)->change_state = &change_state;
}

GType encoder_type(const char* type_name, const EncoderKind& kind) {
  return kind_type<GstStandinEncoder, GstStandinEncoderClass>(gst_standin_encoder_get_type(),
                                                              type_name, kind, &init_class);
}

void set_filter_caps(GstElement* filter, const char* caps_text) {
  const CapsPtr caps(gst_caps_from_string(caps_text));
  g_object_set(filter, "caps", caps.get(), nullptr);
}

}  // namespace pipewright::standin
