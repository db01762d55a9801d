// SPDX-License-Identifier: Apache-2.0
// nvmultiurisrcbin: plays several files and cameras into batches.
//
//   gst-launch-1.0 nvmultiurisrcbin uri-list=file:///folder/a.mp4,rtsp://camera/b width=1280
//     height=720 max-batch-size=2 ! nvmultistreamtiler ! fakesink
//
// While it runs, its REST server adds and removes sources.

#include "elements.hpp"
#include "multi_uri_source.hpp"
#include "source/rest/rest_api.hpp"

namespace pipewright::standin {
namespace {

struct GstNvMultiUriSrcBin {
  GstBin parent;
  MultiUriSource* source;
  rest::RestApi* api;
};
struct GstNvMultiUriSrcBinClass {
  GstBinClass parent_class;
};

GType gst_nv_multi_uri_src_bin_get_type();
G_DEFINE_TYPE(GstNvMultiUriSrcBin, gst_nv_multi_uri_src_bin, GST_TYPE_BIN)

GstNvMultiUriSrcBin* cast(gpointer object) {
  return static_cast<GstNvMultiUriSrcBin*>(object);
}

/// Starts the sources and the server. Posts an error and is false when nothing is to be played now
/// or later.
bool play(GstNvMultiUriSrcBin* self) {
  self->source->add_listed_cameras();
  const bool serves = self->api->start();
  self->source->set_waits_for_cameras(serves);
  if (serves || !self->source->cameras().empty()) return true;
  GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS,
                    ("%s has nothing to play: set uri-list to one or more addresses that can be "
                     "played, with commas between them, or port to that of a REST server that "
                     "takes them later.",
                     GST_OBJECT_NAME(self)),
                    (nullptr));
  return false;
}

void stop(GstNvMultiUriSrcBin* self) {
  self->api->stop();
  self->source->stop();
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  GstNvMultiUriSrcBin* self = cast(element);
  GstElementClass* parent_class = GST_ELEMENT_CLASS(gst_nv_multi_uri_src_bin_parent_class);
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !self->source->start()) {
    stop(self);
    return GST_STATE_CHANGE_FAILURE;
  }
  // No source may come any more once those that are there stop.
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) self->api->stop();
  GstStateChangeReturn result = parent_class->change_state(element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) stop(self);
  if (transition != GST_STATE_CHANGE_READY_TO_PAUSED) return result;
  // The sources come when the mux and the bin's pad take frames: who pushes sooner stops for good.
  if (result != GST_STATE_CHANGE_FAILURE && !play(self)) {
    parent_class->change_state(element, GST_STATE_CHANGE_PAUSED_TO_READY);
    result = GST_STATE_CHANGE_FAILURE;
  }
  if (result == GST_STATE_CHANGE_FAILURE) {
    stop(self);
  } else if (self->source->is_live()) {
    result = GST_STATE_CHANGE_NO_PREROLL;
  }
  return result;
}

/// EOS ends the batches at the mux: a source may have read all of its file and be past taking it,
/// and there may be no source at all.
gboolean send_event(GstElement* element, GstEvent* event) {
  if (GST_EVENT_TYPE(event) == GST_EVENT_EOS) {
    if (const ElementPtr mux = cast(element)->source->mux(); mux) {
      return gst_element_send_event(mux.get(), event);
    }
  }
  return GST_ELEMENT_CLASS(gst_nv_multi_uri_src_bin_parent_class)->send_event(element, event);
}

void handle_message(GstBin* bin, GstMessage* message) {
  if (cast(bin)->source->handle_message(message)) {
    gst_message_unref(message);
    return;
  }
  GST_BIN_CLASS(gst_nv_multi_uri_src_bin_parent_class)->handle_message(bin, message);
}

void finalize(GObject* object) {
  delete cast(object)->api;
  delete cast(object)->source;
  G_OBJECT_CLASS(gst_nv_multi_uri_src_bin_parent_class)->finalize(object);
}

void gst_nv_multi_uri_src_bin_class_init(GstNvMultiUriSrcBinClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->finalize = &finalize;
  install_element(element_class, multi_props::kElement,
                  "Plays several files and cameras into batches on the CPU");
  element_class->change_state = &change_state;
  element_class->send_event = &send_event;
  GST_BIN_CLASS(klass)->handle_message = &handle_message;
}

void gst_nv_multi_uri_src_bin_init(GstNvMultiUriSrcBin* self) {
  auto* element = GST_ELEMENT_CAST(self);
  PropertyStore* properties = PropertyStore::attach(G_OBJECT(self), multi_props::kProperties);
  self->source = new MultiUriSource(element, properties);
  self->api = new rest::RestApi(element, properties, self->source);
  // Sources that join do not take the pipeline out of PLAYING.
  g_object_set(self, "async-handling", TRUE, nullptr);
  GstPad* pad = gst_ghost_pad_new_no_target_from_template(
      "src", gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(self), "src"));
  self->source->set_src_pad(pad);
  gst_element_add_pad(GST_ELEMENT_CAST(self), pad);
  GST_OBJECT_FLAG_SET(self, GST_ELEMENT_FLAG_SOURCE);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvmultiurisrcbin, "nvmultiurisrcbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_multi_uri_src_bin_get_type());
