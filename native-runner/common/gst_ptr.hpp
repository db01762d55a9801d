// SPDX-License-Identifier: Apache-2.0
// Owning handles for GLib's and GStreamer's reference-counted things.
#pragma once

#include <gst/gst.h>

#include <memory>
#include <string>

namespace pipewright {

/// Gives back one reference (or the memory) of whatever it is handed.
struct GstRelease {
  void operator()(GstCaps* caps) const { gst_caps_unref(caps); }
  void operator()(GstBuffer* buffer) const { gst_buffer_unref(buffer); }
  void operator()(GstMessage* message) const { gst_message_unref(message); }
  void operator()(GstEvent* event) const { gst_event_unref(event); }
  void operator()(GstSample* sample) const { gst_sample_unref(sample); }
  void operator()(GstStructure* structure) const { gst_structure_free(structure); }
  void operator()(GstPromise* promise) const { gst_promise_unref(promise); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(gchar* text) const { g_free(text); }
  void operator()(GTypeClass* type_class) const { g_type_class_unref(type_class); }
  /// GstElement, GstPad, GstBus and everything else that is a GObject.
  template <class Object>
  void operator()(Object* object) const {
    g_object_unref(object);
  }
};

template <class T>
using GstPtr = std::unique_ptr<T, GstRelease>;

using ElementPtr = GstPtr<GstElement>;
using PadPtr = GstPtr<GstPad>;
using BusPtr = GstPtr<GstBus>;
using CapsPtr = GstPtr<GstCaps>;
using BufferPtr = GstPtr<GstBuffer>;
using MessagePtr = GstPtr<GstMessage>;
using GErrorPtr = GstPtr<GError>;
using GCharPtr = GstPtr<gchar>;
using TypeClassPtr = GstPtr<GTypeClass>;

/// Another reference to an object; a floating one is taken over.
template <class Object>
GstPtr<Object> share_object(Object* object) {
  return GstPtr<Object>(object != nullptr ? static_cast<Object*>(g_object_ref_sink(object))
                                          : nullptr);
}

/// Another reference to caps.
inline CapsPtr share_caps(GstCaps* caps) {
  return CapsPtr(caps != nullptr ? gst_caps_ref(caps) : nullptr);
}

/// Takes over a g_malloc'ed text; null becomes empty.
inline std::string take_text(gchar* text) {
  const GCharPtr owner(text);
  return owner ? std::string(owner.get()) : std::string();
}

/// The name of a pad, element or other GstObject.
inline std::string object_name(gpointer object) {
  return take_text(gst_object_get_name(GST_OBJECT(object)));
}

}  // namespace pipewright
