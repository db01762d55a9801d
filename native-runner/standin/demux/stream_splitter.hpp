// SPDX-License-Identifier: Apache-2.0
// Takes single frames out of a batch buffer.
#pragma once

#include <gst/gst.h>

#include "gstnvdsmeta.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {

/// A buffer with the picture of `frame` alone, not copied, and a batch meta with a deep copy of the
/// frame's meta. Its PTS is the frame's own. `map` is the batch's surface. Null when the batch has
/// no picture for the frame.
GstBuffer* single_frame_buffer(const SurfaceMap& map, NvDsFrameMeta* frame, GstClockTime duration);

}  // namespace pipewright::standin
