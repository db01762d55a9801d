// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

/// Registers the element `gatesink`.
gboolean register_gate_sink(GstPlugin* plugin);
