// SPDX-License-Identifier: Apache-2.0
// The plugin `pipewrighttest`: elements that the pipelines of tests need.
#include <gst/gst.h>

#include "gstfixeddetector.h"
#include "gstgatesink.h"
#include "gstlastbuffersrc.h"
#include "gstmessageflooder.h"

static gboolean plugin_init(GstPlugin* plugin) {
  return register_fixed_detector(plugin) && register_gate_sink(plugin) &&
         register_last_buffer_src(plugin) && register_message_flooder(plugin);
}

#define PACKAGE "pipewright"
GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, pipewrighttest, "Elements for tests",
                  plugin_init, "0.1.0", "Apache-2.0", PACKAGE, "https://pipewright.invalid")
