// SPDX-License-Identifier: Apache-2.0
// EOS that a pipeline's sources are asked for, and how the pipeline stops meanwhile.
#pragma once

#include <gst/gst.h>

namespace pipewright {

/// As the bin does with an event of its own, but without its state lock: a source may wait for a
/// sink that waits for the bin to reach PLAYING, for which the bin needs the lock. Each source
/// keeps its own state locked until it has taken the event.
void send_eos_to_sources(GstBin* bin);

/// NULL while sources are still being asked for EOS. Such a source waits for its thread, which may
/// be waiting in a sink, and the bin, whose sinks pass through PAUSED and keep the thread there,
/// would wait for the source's state. So its sinks go to NULL ahead of it, and let the thread go.
GstStateChangeReturn stop_sinks_first(GstBin* bin);

}  // namespace pipewright
