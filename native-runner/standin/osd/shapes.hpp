// SPDX-License-Identifier: Apache-2.0
// Lines, arrows, circles and turned boxes: drawn with soft edges into a mask, then painted.
#pragma once

#include "nvll_osd_struct.h"
#include "standin/osd/canvas.hpp"

namespace pipewright::standin::osd {

void draw_line(Canvas& canvas, const NvOSD_LineParams& line);
void draw_arrow(Canvas& canvas, const NvOSD_ArrowParams& arrow);
void draw_circle(Canvas& canvas, const NvOSD_CircleParams& circle);
/// A box with its background; turned by rotation_angle (degrees, around its middle) if it has one.
void draw_rectangle(Canvas& canvas, const NvOSD_RectParams& rect);

}  // namespace pipewright::standin::osd
