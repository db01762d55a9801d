// SPDX-License-Identifier: Apache-2.0
// Throws away what is on its way through a pipeline.
#pragma once

#include <gst/gst.h>

#include "runner/error.hpp"

namespace pipewright {

/// A flushing seek to where the streams are, if all sources can seek; else flush events from the
/// sources on, after which they go on with what comes next. INVALID_STATE names the source that
/// takes no flush. Not for the main thread.
Outcome<runner::PositionResult> flush(GstElement* pipeline, double current_rate);

}  // namespace pipewright
