// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/gst_inference.hpp"

#include "common/gst_ptr.hpp"

namespace pipewright::standin::inference {
namespace {

GstInference* cast(gpointer object) {
  return static_cast<GstInference*>(object);
}

GstBaseTransformClass* parent_class() {
  return GST_BASE_TRANSFORM_CLASS(g_type_class_peek(GST_TYPE_BASE_TRANSFORM));
}

gboolean start(GstBaseTransform* transform) {
  return cast(transform)->element->start() ? TRUE : FALSE;
}

gboolean stop(GstBaseTransform* transform) {
  cast(transform)->element->stop();
  return TRUE;
}

/// The element pushes its buffers itself, so the base class has nothing to generate.
GstFlowReturn submit_input_buffer(GstBaseTransform* transform, gboolean, GstBuffer* buffer) {
  return cast(transform)->element->process(BufferPtr(buffer));
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  cast(transform)->element->follow(event);
  return parent_class()->sink_event(transform, event);
}

gboolean query(GstBaseTransform* transform, GstPadDirection direction, GstQuery* query) {
  if (direction == GST_PAD_SINK && GST_QUERY_IS_SERIALIZED(query)) {
    cast(transform)->element->drain();
  }
  return parent_class()->query(transform, direction, query);
}

void finalize(GObject* object) {
  delete cast(object)->element;
  G_OBJECT_CLASS(parent_class())->finalize(object);
}

}  // namespace

void set_up_class(GstBaseTransformClass* klass) {
  G_OBJECT_CLASS(klass)->finalize = finalize;
  klass->start = start;
  klass->stop = stop;
  klass->submit_input_buffer = submit_input_buffer;
  klass->sink_event = sink_event;
  klass->query = query;
}

void set_up_instance(GstInference* self, std::span<const PropertySpec> table,
                     GstDebugCategory* category, InferenceElement::Load load,
                     unsigned config_file_id) {
  GstBaseTransform* transform = &self->parent;
  self->properties = PropertyStore::attach(G_OBJECT(self), table);
  auto* element = new InferenceElement(transform, category, *self->properties, load);
  self->element = element;
  self->properties->on_change([element, config_file_id](unsigned id) {
    if (id == config_file_id) element->load_again();
  });
  gst_base_transform_set_in_place(transform, TRUE);
  gst_base_transform_set_passthrough(transform, TRUE);
}

}  // namespace pipewright::standin::inference
