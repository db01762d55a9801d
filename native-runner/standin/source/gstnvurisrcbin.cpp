// SPDX-License-Identifier: Apache-2.0
// nvurisrcbin: plays files and RTSP cameras into decoded NVMM pictures.
//
//   gst-launch-1.0 nvurisrcbin uri=file:///folder/a.mp4 file-loop=true ! m.sink_0 nvstreammux
//   name=m batch-size=1
//     width=1280 height=720 ! fakesink

#include "elements.hpp"
#include "uri_source.hpp"

GST_DEBUG_CATEGORY(nvurisrcbin_debug);

namespace pipewright::standin {
namespace {

struct GstNvUriSrcBin {
  GstBin parent;
  UriSource* source;
};
struct GstNvUriSrcBinClass {
  GstBinClass parent_class;
};

GType gst_nv_uri_src_bin_get_type();
G_DEFINE_TYPE(GstNvUriSrcBin, gst_nv_uri_src_bin, GST_TYPE_BIN)

UriSource& source_of(gpointer element) {
  return *static_cast<GstNvUriSrcBin*>(element)->source;
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  UriSource& source = source_of(element);
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !source.start()) {
    return GST_STATE_CHANGE_FAILURE;
  }
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) source.stop_pacing();
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(gst_nv_uri_src_bin_parent_class)->change_state(element, transition);
  const bool failed_to_start =
      transition == GST_STATE_CHANGE_READY_TO_PAUSED && result == GST_STATE_CHANGE_FAILURE;
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY || failed_to_start) source.stop();
  return result;
}

gboolean send_event(GstElement* element, GstEvent* event) {
  if (GST_EVENT_TYPE(event) == GST_EVENT_EOS) source_of(element).prepare_end();
  return GST_ELEMENT_CLASS(gst_nv_uri_src_bin_parent_class)->send_event(element, event);
}

void handle_message(GstBin* bin, GstMessage* message) {
  if (source_of(bin).handle_message(message)) {
    gst_message_unref(message);
    return;
  }
  GST_BIN_CLASS(gst_nv_uri_src_bin_parent_class)->handle_message(bin, message);
}

void finalize(GObject* object) {
  delete static_cast<GstNvUriSrcBin*>(static_cast<gpointer>(object))->source;
  G_OBJECT_CLASS(gst_nv_uri_src_bin_parent_class)->finalize(object);
}

void start_recording(GstElement* element, NvDsSRSessionId* session_id, guint seconds_back,
                     guint seconds, gpointer user_data) {
  // A source has one recording at a time.
  if (session_id != nullptr) *session_id = 0;
  if (const auto recorder = source_of(element).recorder(); recorder) {
    recorder->start(seconds_back, seconds, user_data);
    return;
  }
  GST_ELEMENT_WARNING(element, LIBRARY, SETTINGS,
                      ("%s does not record: only an RTSP source that plays does, with smart-record "
                       "set to 1 or 2.",
                       GST_OBJECT_NAME(element)),
                      (nullptr));
}

void stop_recording(GstElement* element, NvDsSRSessionId) {
  if (const auto recorder = source_of(element).recorder(); recorder) recorder->stop();
}

void add_recording_signals(GstNvUriSrcBinClass* klass) {
  const GType type = G_TYPE_FROM_CLASS(klass);
  const auto flags = static_cast<GSignalFlags>(G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION);
  g_signal_new_class_handler("start-sr", type, flags, G_CALLBACK(&start_recording), nullptr,
                             nullptr, nullptr, G_TYPE_NONE, 4, G_TYPE_POINTER, G_TYPE_UINT,
                             G_TYPE_UINT, G_TYPE_POINTER);
  g_signal_new_class_handler("stop-sr", type, flags, G_CALLBACK(&stop_recording), nullptr, nullptr,
                             nullptr, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new("sr-done", type, G_SIGNAL_RUN_LAST, 0, nullptr, nullptr, nullptr, G_TYPE_NONE, 2,
               G_TYPE_POINTER, G_TYPE_POINTER);
}

void gst_nv_uri_src_bin_class_init(GstNvUriSrcBinClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvurisrcbin_debug, "nvurisrcbin", 0, "nvurisrcbin");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->finalize = &finalize;
  add_recording_signals(klass);
  install_element(element_class, uri_props::kElement, "Plays files and RTSP cameras on the CPU");
  element_class->change_state = &change_state;
  element_class->send_event = &send_event;
  GST_BIN_CLASS(klass)->handle_message = &handle_message;
}

void gst_nv_uri_src_bin_init(GstNvUriSrcBin* self) {
  PropertyStore* properties = PropertyStore::attach(G_OBJECT(self), uri_props::kProperties);
  self->source = new UriSource(GST_ELEMENT_CAST(self), properties);
  properties->on_read([source = self->source](unsigned id, GValue* value) {
    if (id != uri_props::kSmartRecStatus) return;
    const auto recorder = source->recorder();
    g_value_set_boolean(value, recorder && recorder->is_recording() ? TRUE : FALSE);
  });
  GST_OBJECT_FLAG_SET(self, GST_ELEMENT_FLAG_SOURCE);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvurisrcbin, "nvurisrcbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_uri_src_bin_get_type());
