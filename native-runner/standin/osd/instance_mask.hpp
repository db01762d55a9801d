// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nvll_osd_struct.h"
#include "standin/osd/canvas.hpp"

namespace pipewright::standin::osd {

/// Paints an object's instance mask over its box: half transparent in the colour of the box's
/// border where the mask, scaled to the box, is above its threshold. `scratch` is overwritten; the
/// caller keeps it so that its memory is used again.
void draw_instance_mask(Canvas& canvas, const NvOSD_MaskParams& mask, const NvOSD_RectParams& rect,
                        Mask& scratch);

}  // namespace pipewright::standin::osd
