// SPDX-License-Identifier: Apache-2.0
// Element `gatesink`: a sink that keeps each buffer while its gate is closed, as one does whose
// device or peer does not answer.
#include "gstgatesink.h"

#include <gst/base/gstbasesink.h>

#define GST_TYPE_GATE_SINK (gst_gate_sink_get_type())
G_DECLARE_FINAL_TYPE(GstGateSink, gst_gate_sink, GST, GATE_SINK, GstBaseSink)

struct _GstGateSink {
  GstBaseSink parent;
  GMutex mutex;
  GCond changed;
  gboolean is_closed;
  gboolean is_unlocked;
};

G_DEFINE_TYPE(GstGateSink, gst_gate_sink, GST_TYPE_BASE_SINK)

enum { PROP_CLOSED = 1 };

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static GstFlowReturn gst_gate_sink_render(GstBaseSink* base, GstBuffer*) {
  GstGateSink* self = GST_GATE_SINK(base);
  g_mutex_lock(&self->mutex);
  while (self->is_closed && !self->is_unlocked) g_cond_wait(&self->changed, &self->mutex);
  const gboolean is_unlocked = self->is_unlocked;
  g_mutex_unlock(&self->mutex);
  return is_unlocked ? GST_FLOW_FLUSHING : GST_FLOW_OK;
}

static gboolean set_unlocked(GstBaseSink* base, gboolean is_unlocked) {
  GstGateSink* self = GST_GATE_SINK(base);
  g_mutex_lock(&self->mutex);
  self->is_unlocked = is_unlocked;
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->mutex);
  return TRUE;
}

static gboolean gst_gate_sink_unlock(GstBaseSink* base) {
  return set_unlocked(base, TRUE);
}

static gboolean gst_gate_sink_unlock_stop(GstBaseSink* base) {
  return set_unlocked(base, FALSE);
}

static void gst_gate_sink_set_property(GObject* object, guint, const GValue* value, GParamSpec*) {
  GstGateSink* self = GST_GATE_SINK(object);
  g_mutex_lock(&self->mutex);
  self->is_closed = g_value_get_boolean(value);
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->mutex);
}

static void gst_gate_sink_get_property(GObject* object, guint, GValue* value, GParamSpec*) {
  g_value_set_boolean(value, GST_GATE_SINK(object)->is_closed);
}

static void gst_gate_sink_finalize(GObject* object) {
  GstGateSink* self = GST_GATE_SINK(object);
  g_mutex_clear(&self->mutex);
  g_cond_clear(&self->changed);
  G_OBJECT_CLASS(gst_gate_sink_parent_class)->finalize(object);
}

static void gst_gate_sink_class_init(GstGateSinkClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->set_property = gst_gate_sink_set_property;
  object_class->get_property = gst_gate_sink_get_property;
  object_class->finalize = gst_gate_sink_finalize;
  g_object_class_install_property(
      object_class, PROP_CLOSED,
      g_param_spec_boolean("closed", "Closed", "Keep the next buffer until it is opened", FALSE,
                           static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                    GST_PARAM_MUTABLE_PLAYING)));
  auto* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_set_static_metadata(element_class, "Gate sink", "Sink",
                                        "Keeps buffers while its gate is closed", "Pipewright");
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  auto* sink_class = GST_BASE_SINK_CLASS(klass);
  sink_class->render = gst_gate_sink_render;
  sink_class->unlock = gst_gate_sink_unlock;
  sink_class->unlock_stop = gst_gate_sink_unlock_stop;
}

static void gst_gate_sink_init(GstGateSink* self) {
  g_mutex_init(&self->mutex);
  g_cond_init(&self->changed);
}

gboolean register_gate_sink(GstPlugin* plugin) {
  return gst_element_register(plugin, "gatesink", GST_RANK_NONE, GST_TYPE_GATE_SINK);
}
