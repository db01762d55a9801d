// SPDX-License-Identifier: Apache-2.0
#include "encoder_bin.hpp"

#include <gst/video/video.h>

#include "common/gst_ptr.hpp"
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

void force_idr(GstElement* element) {
  const PadPtr pad(gst_element_get_static_pad(element, "src"));
  gst_pad_send_event(pad.get(),
                     gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

void on_change(GstElement* element, unsigned id) {
  const EncoderKind& kind = kind_of(element);
  const EncoderParts& parts = parts_of(element);
  if (parts.encoder == nullptr) return;
  if (id == kind.bitrate_id) {
    kind.set_bitrate(parts.encoder, parts.properties->uint_value(id));
  } else if ((id == kind.force_idr_id || id == kind.force_intra_id) &&
             parts.properties->boolean_value(id)) {
    force_idr(element);
  }
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
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED) {
    if (const std::string problem = kind.configure(parts); !problem.empty()) {
      GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                        ("Element %s: %s", GST_OBJECT_NAME(element), problem.c_str()), (nullptr));
      return GST_STATE_CHANGE_FAILURE;
    }
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
  GstElement* last = unwrapper;
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
  }
  add_ghost_pad(element, "sink", unwrapper);
  add_ghost_pad(element, "src", parts.output);
}

void constructed(GObject* object) {
  G_OBJECT_CLASS(gst_standin_encoder_parent_class)->constructed(object);
  auto* element = GST_ELEMENT_CAST(object);
  EncoderParts& parts = parts_of(object);
  parts.properties = PropertyStore::attach(object, kind_of(object).properties);
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
  auto* element_class = GST_ELEMENT_CLASS(klass);
  static_cast<GstStandinEncoderClass*>(klass)->kind = &kind;
  PropertyStore::install(G_OBJECT_CLASS(klass), kind.properties);
  if (kind.force_idr_id != 0) {
    g_signal_new_class_handler("force-IDR", G_TYPE_FROM_CLASS(klass),
                               static_cast<GSignalFlags>(G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION),
                               G_CALLBACK(&force_idr), nullptr, nullptr, nullptr, G_TYPE_NONE, 0);
  }
  gst_element_class_set_static_metadata(element_class, kind.long_name, kind.klass, kind.description,
                                        "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, kind.sink_caps);
  add_pad_template(element_class, "src", GST_PAD_SRC, GST_PAD_ALWAYS, kind.src_caps);
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
