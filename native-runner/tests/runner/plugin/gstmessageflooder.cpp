// SPDX-License-Identifier: Apache-2.0
// Element `messageflooder`: posts many equal warnings with each buffer, from its streaming thread.
#include "gstmessageflooder.h"

#include <gst/base/gstbasetransform.h>

#define GST_TYPE_MESSAGE_FLOODER (gst_message_flooder_get_type())
G_DECLARE_FINAL_TYPE(GstMessageFlooder, gst_message_flooder, GST, MESSAGE_FLOODER, GstBaseTransform)

struct _GstMessageFlooder {
  GstBaseTransform parent;
  guint num_messages;
};

G_DEFINE_TYPE(GstMessageFlooder, gst_message_flooder, GST_TYPE_BASE_TRANSFORM)

enum { PROP_MESSAGES = 1 };

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);
static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static GstFlowReturn gst_message_flooder_transform_ip(GstBaseTransform* base, GstBuffer*) {
  const guint num_messages = GST_MESSAGE_FLOODER(base)->num_messages;
  for (guint i = 0; i < num_messages; ++i) {
    GST_ELEMENT_WARNING(base, STREAM, DECODE, ("a flood"), ("a flood"));
  }
  return GST_FLOW_OK;
}

static void gst_message_flooder_set_property(GObject* object, guint, const GValue* value,
                                             GParamSpec*) {
  GST_MESSAGE_FLOODER(object)->num_messages = g_value_get_uint(value);
}

static void gst_message_flooder_get_property(GObject* object, guint, GValue* value, GParamSpec*) {
  g_value_set_uint(value, GST_MESSAGE_FLOODER(object)->num_messages);
}

static void gst_message_flooder_class_init(GstMessageFlooderClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->set_property = gst_message_flooder_set_property;
  object_class->get_property = gst_message_flooder_get_property;
  g_object_class_install_property(
      object_class, PROP_MESSAGES,
      g_param_spec_uint("messages", "Messages", "Warnings per buffer", 0, G_MAXUINT, 1000,
                        static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS)));
  auto* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_set_static_metadata(element_class, "Message flooder", "Filter",
                                        "Posts many warnings with each buffer", "Pipewright");
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  gst_element_class_add_static_pad_template(element_class, &src_template);
  GST_BASE_TRANSFORM_CLASS(klass)->transform_ip = gst_message_flooder_transform_ip;
}

static void gst_message_flooder_init(GstMessageFlooder* self) {
  self->num_messages = 1000;
}

gboolean register_message_flooder(GstPlugin* plugin) {
  return gst_element_register(plugin, "messageflooder", GST_RANK_NONE, GST_TYPE_MESSAGE_FLOODER);
}
