// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

/// Registers the element `messageflooder`.
gboolean register_message_flooder(GstPlugin* plugin);
