// SPDX-License-Identifier: Apache-2.0
// Element `lastbuffersrc`: a source that pushes its one buffer when it is asked for EOS, and is
// done with that request when its thread is back from the push, as every GstBaseSrc is.
#include "gstlastbuffersrc.h"

#include <gst/base/gstpushsrc.h>

#define GST_TYPE_LAST_BUFFER_SRC (gst_last_buffer_src_get_type())
G_DECLARE_FINAL_TYPE(GstLastBufferSrc, gst_last_buffer_src, GST, LAST_BUFFER_SRC, GstPushSrc)

struct _GstLastBufferSrc {
  GstPushSrc parent;
  GMutex mutex;
  GCond changed;
  gboolean is_asked;
  gboolean is_pushed;
  gboolean is_unlocked;
};

G_DEFINE_TYPE(GstLastBufferSrc, gst_last_buffer_src, GST_TYPE_PUSH_SRC)

static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static GstFlowReturn gst_last_buffer_src_create(GstPushSrc* base, GstBuffer** buffer) {
  GstLastBufferSrc* self = GST_LAST_BUFFER_SRC(base);
  g_mutex_lock(&self->mutex);
  while (!self->is_asked && !self->is_unlocked) g_cond_wait(&self->changed, &self->mutex);
  const GstFlowReturn flow = !self->is_asked   ? GST_FLOW_FLUSHING
                             : self->is_pushed ? GST_FLOW_EOS
                                               : GST_FLOW_OK;
  if (flow == GST_FLOW_OK) {
    *buffer = gst_buffer_new_allocate(nullptr, 1, nullptr);
    GST_BUFFER_PTS(*buffer) = 0;
    self->is_pushed = TRUE;
    g_cond_broadcast(&self->changed);
  }
  g_mutex_unlock(&self->mutex);
  return flow;
}

static gboolean gst_last_buffer_src_send_event(GstElement* element, GstEvent* event) {
  if (GST_EVENT_TYPE(event) != GST_EVENT_EOS) {
    return GST_ELEMENT_CLASS(gst_last_buffer_src_parent_class)->send_event(element, event);
  }
  gst_event_unref(event);
  GstLastBufferSrc* self = GST_LAST_BUFFER_SRC(element);
  g_mutex_lock(&self->mutex);
  self->is_asked = TRUE;
  g_cond_broadcast(&self->changed);
  while (!self->is_pushed) g_cond_wait(&self->changed, &self->mutex);
  g_mutex_unlock(&self->mutex);
  // The thread has it while it pushes.
  GST_PAD_STREAM_LOCK(GST_BASE_SRC_PAD(self));
  GST_PAD_STREAM_UNLOCK(GST_BASE_SRC_PAD(self));
  return TRUE;
}

static gboolean set_unlocked(GstBaseSrc* base, gboolean is_unlocked) {
  GstLastBufferSrc* self = GST_LAST_BUFFER_SRC(base);
  g_mutex_lock(&self->mutex);
  self->is_unlocked = is_unlocked;
  g_cond_broadcast(&self->changed);
  g_mutex_unlock(&self->mutex);
  return TRUE;
}

static gboolean gst_last_buffer_src_unlock(GstBaseSrc* base) {
  return set_unlocked(base, TRUE);
}

static gboolean gst_last_buffer_src_unlock_stop(GstBaseSrc* base) {
  return set_unlocked(base, FALSE);
}

static void gst_last_buffer_src_finalize(GObject* object) {
  GstLastBufferSrc* self = GST_LAST_BUFFER_SRC(object);
  g_mutex_clear(&self->mutex);
  g_cond_clear(&self->changed);
  G_OBJECT_CLASS(gst_last_buffer_src_parent_class)->finalize(object);
}

static void gst_last_buffer_src_class_init(GstLastBufferSrcClass* klass) {
  G_OBJECT_CLASS(klass)->finalize = gst_last_buffer_src_finalize;
  auto* element_class = GST_ELEMENT_CLASS(klass);
  element_class->send_event = gst_last_buffer_src_send_event;
  gst_element_class_set_static_metadata(element_class, "Last buffer source", "Source",
                                        "Pushes a buffer when asked for EOS", "Pipewright");
  gst_element_class_add_static_pad_template(element_class, &src_template);
  auto* source_class = GST_BASE_SRC_CLASS(klass);
  source_class->unlock = gst_last_buffer_src_unlock;
  source_class->unlock_stop = gst_last_buffer_src_unlock_stop;
  GST_PUSH_SRC_CLASS(klass)->create = gst_last_buffer_src_create;
}

static void gst_last_buffer_src_init(GstLastBufferSrc* self) {
  gst_base_src_set_format(GST_BASE_SRC(self), GST_FORMAT_TIME);
  g_mutex_init(&self->mutex);
  g_cond_init(&self->changed);
}

gboolean register_last_buffer_src(GstPlugin* plugin) {
  return gst_element_register(plugin, "lastbuffersrc", GST_RANK_NONE, GST_TYPE_LAST_BUFFER_SRC);
}
