// SPDX-License-Identifier: Apache-2.0
// Errors that GStreamer's parsebin keeps to itself by mistake.
//
// parsebin drops the errors of an element while it plugs it, and tries the next one instead. A
// demuxer that reads from a thread of its own can fail in the moment when parsebin has already
// decided to keep it: then the error is lost, and a broken file plays for ever without a frame.
// (Seen with GStreamer 1.22.)
#pragma once

#include <gst/gst.h>

#include <functional>

namespace pipewright::standin {

/// Calls `report`, from another thread, with errors of elements inside `parse_bin` that are still
/// there half a second later, so that parsebin has not replaced them. Errors that parsebin passed
/// on come too; whoever reports has to know what was reported. `owner` is kept alive until the last
/// call; `report` may be called as long.
void watch_swallowed_errors(GstElement* parse_bin, GstElement* owner,
                            std::function<void(GstMessage*)> report);

}  // namespace pipewright::standin
