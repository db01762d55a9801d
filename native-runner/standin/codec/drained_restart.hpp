// SPDX-License-Identifier: Apache-2.0
// Settings that a codec of GStreamer's takes only before it starts, changed while it plays.
#pragma once

#include <gst/gst.h>

#include <functional>

namespace pipewright::standin {

/// Lets an encoder or decoder within a bin give what it still holds, stops it, calls `configure`
/// and starts it anew. What follows sees neither an end nor another start, at most another segment,
/// with which the running time goes on. To be called between two frames in the thread that pushes
/// them into the element, which then begins as with a new stream: the next frame has to be one that
/// it can begin with.
void restart_drained(GstElement* element, const std::function<void()>& configure);

}  // namespace pipewright::standin
