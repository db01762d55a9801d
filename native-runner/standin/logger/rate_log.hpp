// SPDX-License-Identifier: Apache-2.0
// Prints the rates of the sources that pass a pad.
#pragma once

#include <gst/gst.h>

namespace pipewright::standin {

/// Counts the buffers of a pad while it lives and prints the rates every `interval_seconds` (never
/// when that is 0), behind the element's name.
void watch_rate(GstPad* pad, const char* element_name, unsigned interval_seconds);

}  // namespace pipewright::standin
