// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

/// Registers the element `lastbuffersrc`.
gboolean register_last_buffer_src(GstPlugin* plugin);
