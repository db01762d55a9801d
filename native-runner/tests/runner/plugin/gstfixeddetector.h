// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

/// Registers the element `fixeddetector`.
gboolean register_fixed_detector(GstPlugin* plugin);
