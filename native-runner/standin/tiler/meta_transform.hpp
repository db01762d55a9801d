// SPDX-License-Identifier: Apache-2.0
// Moves what is drawn on a frame to where its picture goes.
#pragma once

#include "nvdsmeta.h"
#include "surface/frame_view.hpp"

namespace pipewright::standin {

/// Scales and moves boxes, masks' boxes, texts and shapes of a frame from its `width` x `height`
/// picture to `tile` of another. Detector and tracker boxes keep the coordinates of the frame.
void move_frame_meta(NvDsFrameMeta* frame, int width, int height, const Rect& tile);

}  // namespace pipewright::standin
