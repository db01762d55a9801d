// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/source_eos.hpp"

namespace pipewright {
namespace {

using ElementTask = void (*)(GstElement* element);

/// Frees the iterator.
void for_each_element(GstIterator* elements, ElementTask task) {
  const auto run = [](const GValue* item, gpointer user_data) {
    (*static_cast<ElementTask*>(user_data))(GST_ELEMENT(g_value_get_object(item)));
  };
  while (gst_iterator_foreach(elements, run, &task) == GST_ITERATOR_RESYNC) {
    gst_iterator_resync(elements);
  }
  gst_iterator_free(elements);
}

}  // namespace

void send_eos_to_sources(GstBin* bin) {
  for_each_element(gst_bin_iterate_sources(bin),
                   [](GstElement* source) { gst_element_send_event(source, gst_event_new_eos()); });
}

GstStateChangeReturn stop_sinks_first(GstBin* bin) {
  for_each_element(gst_bin_iterate_sinks(bin), [](GstElement* sink) {
    gst_element_set_locked_state(sink, TRUE);
    gst_element_set_state(sink, GST_STATE_NULL);
  });
  const GstStateChangeReturn result = gst_element_set_state(GST_ELEMENT(bin), GST_STATE_NULL);
  for_each_element(gst_bin_iterate_sinks(bin),
                   [](GstElement* sink) { gst_element_set_locked_state(sink, FALSE); });
  return result;
}

}  // namespace pipewright
