// SPDX-License-Identifier: Apache-2.0
// Which caps nvvideoconvert can bring to which.
#pragma once

#include <gst/gst.h>

#include "surface/flip.hpp"

namespace pipewright::standin {

/// All caps that `caps` can be converted to: both kinds of memory, every format and size of the
/// template. The same caps come first, so that nothing is converted without need.
GstCaps* convertible_caps(GstCaps* caps, GstCaps* template_caps);

/// Picks one of `candidates` (taken over) for this input: as near to it in format and size as they
/// allow.
GstCaps* nearest_caps(GstCaps* input, GstCaps* candidates, Flip flip);

}  // namespace pipewright::standin
