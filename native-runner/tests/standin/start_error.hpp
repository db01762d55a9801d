// SPDX-License-Identifier: Apache-2.0
// What an element says when it does not start.
#pragma once

#include <gst/gst.h>

#include <string>

#include "common/gst_ptr.hpp"

namespace pipewright::standin::testing {

/// The error that starting the elements posts, or "no error".
inline std::string start_error_of(const std::string& description) {
  const ElementPtr element = share_object(gst_parse_launch(description.c_str(), nullptr));
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(element.get(), bus.get());
  std::string text = "no error";
  if (gst_element_set_state(element.get(), GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE) {
    const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
    GError* error = nullptr;
    gst_message_parse_error(message.get(), &error, nullptr);
    text = error->message;
    g_error_free(error);
  }
  gst_element_set_state(element.get(), GST_STATE_NULL);
  return text;
}

}  // namespace pipewright::standin::testing
