// SPDX-License-Identifier: Apache-2.0
#include "mux_element.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "common/text.hpp"

GST_DEBUG_CATEGORY(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

namespace pipewright::standin {

// Not in the nameless namespace: the two kinds of mux derive from it.
G_DEFINE_ABSTRACT_TYPE(MuxElement, mux_element, GST_TYPE_ELEMENT)

namespace {

struct MuxPad {
  GstPad parent;
  MuxSource* source;
};
struct MuxPadClass {
  GstPadClass parent_class;
};

GType mux_pad_get_type();
G_DEFINE_TYPE(MuxPad, mux_pad, GST_TYPE_PAD)

StreamMux& mux_of(gpointer element) {
  return *static_cast<MuxElement*>(element)->mux;
}
MuxSource& source_of(gpointer pad) {
  return *static_cast<MuxPad*>(pad)->source;
}

bool read_settings(GstElement* element, MuxSettings& settings) {
  const auto* mux = reinterpret_cast<MuxElement*>(element);
  const auto* klass = reinterpret_cast<MuxElementClass*>(GST_ELEMENT_GET_CLASS(element));
  return klass->read_settings(element, *mux->properties, settings);
}

/// The number in `sink_<number>`.
bool parse_source_id(const char* pad_name, unsigned& source_id) {
  constexpr const char* kPrefix = "sink_";
  if (!g_str_has_prefix(pad_name, kPrefix)) return false;
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned(pad_name + std::strlen(kPrefix), 10, 0, G_MAXUINT, &number,
                                  nullptr)) {
    return false;
  }
  source_id = static_cast<unsigned>(number);
  return true;
}

GstFlowReturn chain(GstPad* pad, GstObject* parent, GstBuffer* buffer) {
  return mux_of(parent).take_buffer(pad, source_of(pad), BufferPtr(buffer));
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* event) {
  return mux_of(parent).take_event(pad, source_of(pad), GstPtr<GstEvent>(event)) ? TRUE : FALSE;
}

gboolean src_event(GstPad* pad, GstObject* parent, GstEvent* event) {
  if (GST_EVENT_TYPE(event) == GST_EVENT_QOS) {
    // It speaks of batch times; a source's decoder would drop frames by them that are not late.
    gst_event_unref(event);
    return TRUE;
  }
  if (GST_EVENT_TYPE(event) == GST_EVENT_SEEK) {
    GstSeekFlags flags = GST_SEEK_FLAG_NONE;
    gst_event_parse_seek(event, nullptr, nullptr, &flags, nullptr, nullptr, nullptr, nullptr);
    if ((flags & GST_SEEK_FLAG_FLUSH) != 0) {
      return mux_of(parent).seek(GstPtr<GstEvent>(event)) ? TRUE : FALSE;
    }
  }
  return gst_pad_event_default(pad, parent, event);
}

gboolean src_query(GstPad* pad, GstObject* parent, GstQuery* query) {
  if (GST_QUERY_TYPE(query) != GST_QUERY_LATENCY) return gst_pad_query_default(pad, parent, query);
  mux_of(parent).answer_latency(query);
  return TRUE;
}

gboolean activate_src(GstPad*, GstObject* parent, GstPadMode mode, gboolean active) {
  if (mode != GST_PAD_MODE_PUSH) return FALSE;
  return mux_of(parent).activate(active != FALSE) ? TRUE : FALSE;
}

GstPad* request_new_pad(GstElement* element, GstPadTemplate* pad_template, const gchar* wanted_name,
                        const GstCaps*) {
  unsigned source_id = 0;
  if (wanted_name == nullptr) {
    GST_OBJECT_LOCK(element);
    for (GList* node = element->sinkpads; node != nullptr; node = node->next) {
      source_id = std::max(source_id, source_of(node->data).id + 1);
    }
    GST_OBJECT_UNLOCK(element);
  } else if (!parse_source_id(wanted_name, source_id)) {
    GST_ERROR_OBJECT(element, "pad %s: expected sink_<number>, e.g. sink_0", wanted_name);
    return nullptr;
  }
  const std::string name = concat("sink_", source_id);
  if (const PadPtr existing(gst_element_get_static_pad(element, name.c_str())); existing) {
    GST_ERROR_OBJECT(element, "pad %s exists already", name.c_str());
    return nullptr;
  }
  auto* pad = GST_PAD_CAST(g_object_new(mux_pad_get_type(), "name", name.c_str(), "direction",
                                        GST_PAD_SINK, "template", pad_template, nullptr));
  source_of(pad).id = source_id;
  gst_pad_set_chain_function(pad, &chain);
  gst_pad_set_event_function(pad, &sink_event);
  mux_of(element).add_source(source_id);
  gst_pad_set_active(pad, TRUE);
  gst_element_add_pad(element, pad);
  return pad;
}

void release_pad(GstElement* element, GstPad* pad) {
  mux_of(element).remove_source(source_of(pad).id);
  gst_pad_set_active(pad, FALSE);
  gst_element_remove_pad(element, pad);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  StreamMux& mux = mux_of(element);
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED) {
    MuxSettings settings;
    if (!read_settings(element, settings)) return GST_STATE_CHANGE_FAILURE;
    mux.start(settings);
  }
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(mux_element_parent_class)->change_state(element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) mux.stop();
  return result;
}

/// An EOS that is sent to the mux itself, as nvmultiurisrcbin does.
gboolean send_event(GstElement* element, GstEvent* event) {
  if (GST_EVENT_TYPE(event) != GST_EVENT_EOS) {
    return GST_ELEMENT_CLASS(mux_element_parent_class)->send_event(element, event);
  }
  gst_event_unref(event);
  mux_of(element).end();
  return TRUE;
}

void finalize(GObject* object) {
  delete static_cast<MuxElement*>(static_cast<gpointer>(object))->mux;
  G_OBJECT_CLASS(mux_element_parent_class)->finalize(object);
}

void finalize_pad(GObject* object) {
  delete static_cast<MuxPad*>(static_cast<gpointer>(object))->source;
  G_OBJECT_CLASS(mux_pad_parent_class)->finalize(object);
}

void mux_pad_class_init(MuxPadClass* klass) {
  G_OBJECT_CLASS(klass)->finalize = &finalize_pad;
}

void mux_pad_init(MuxPad* self) {
  self->source = new MuxSource;
}

}  // namespace

void mux_element_class_init(MuxElementClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvstreammux_debug, "nvstreammux", 0, "nvstreammux");
  auto* element_class = GST_ELEMENT_CLASS(klass);
  G_OBJECT_CLASS(klass)->finalize = &finalize;
  element_class->request_new_pad = &request_new_pad;
  element_class->release_pad = &release_pad;
  element_class->change_state = &change_state;
  element_class->send_event = &send_event;
}

void mux_element_init(MuxElement* self) {
  self->mux = new StreamMux(GST_ELEMENT_CAST(self));
}

void mux_element_setup(MuxElement* self, std::span<const PropertySpec> properties) {
  auto* element = GST_ELEMENT_CAST(self);
  self->properties = PropertyStore::attach(G_OBJECT(self), properties);
  self->properties->on_change([element](unsigned) {
    if (GST_STATE(element) < GST_STATE_PAUSED) return;
    MuxSettings settings;
    if (read_settings(element, settings)) mux_of(element).change(settings);
  });
  GstPad* pad = gst_pad_new_from_template(
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(self), "src"), "src");
  self->mux->set_src_pad(pad);
  gst_pad_set_event_function(pad, &src_event);
  gst_pad_set_query_function(pad, &src_query);
  gst_pad_set_activatemode_function(pad, &activate_src);
  gst_element_add_pad(element, pad);
}

bool check_batch_size(GstElement* element, unsigned batch_size) {
  if (batch_size != 0) return true;
  GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                    ("Property batch-size of %s is 0: set it to the number of sources.",
                     GST_OBJECT_NAME(element)),
                    (nullptr));
  return false;
}

GstClockTime frame_duration_from_millis(std::uint64_t millis) {
  return millis >= GST_CLOCK_TIME_NONE / GST_MSECOND ? GST_CLOCK_TIME_NONE : millis * GST_MSECOND;
}

}  // namespace pipewright::standin
