// SPDX-License-Identifier: Apache-2.0
// Lines, arrows, circles and turned boxes: drawn with soft edges into a mask, then painted. Masks
// are kept by geometry, since most shapes stay where they are from frame to frame.
#pragma once

#include "nvll_osd_struct.h"
#include "standin/osd/canvas.hpp"
#include "standin/osd/mask_cache.hpp"

namespace pipewright::standin::osd {

void draw_line(Canvas& canvas, MaskCache& masks, const NvOSD_LineParams& line);
void draw_arrow(Canvas& canvas, MaskCache& masks, const NvOSD_ArrowParams& arrow);
void draw_circle(Canvas& canvas, MaskCache& masks, const NvOSD_CircleParams& circle);
/// A box with its background; turned by rotation_angle (degrees, around its middle) if it has one.
void draw_rectangle(Canvas& canvas, MaskCache& masks, const NvOSD_RectParams& rect);

}  // namespace pipewright::standin::osd
