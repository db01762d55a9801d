// SPDX-License-Identifier: Apache-2.0
// Takes single frames out of a batch buffer.
#pragma once

#include <gst/gst.h>

#include <vector>

#include "gstnvdsmeta.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {

/// The metas of one frame of a batch: one per surface, more than one for the views of a dewarper.
using FrameSurfaces = std::vector<NvDsFrameMeta*>;

/// Puts the frame that starts at `node` of a batch's frame metas into `frame`, up to
/// `num_surfaces` metas that follow each other, are of one pad and have one time. The node behind
/// them, null at the end.
GList* take_frame(GList* node, unsigned num_surfaces, FrameSurfaces& frame);

/// A buffer with the pictures of `frame` alone, not copied, and a batch meta with deep copies of
/// its metas, numbered from 0. Its PTS is the frame's own. `map` is the batch's surface. Null when
/// the batch lacks one of the pictures.
GstBuffer* single_frame_buffer(const SurfaceMap& map, const FrameSurfaces& frame,
                               GstClockTime duration);

}  // namespace pipewright::standin
