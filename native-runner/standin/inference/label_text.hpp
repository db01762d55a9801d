// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "nvdsmeta.h"

namespace pipewright::standin::inference {

// Metas only borrow the font's name.
inline char label_font_name[] = "Serif";

/// Fills how nvinfer has an object's text drawn: white on black, above the box. `display_text` is
/// the caller's.
inline void style_label(NvOSD_TextParams& text, const NvOSD_RectParams& rect) {
  constexpr float kTextAbove = 10;
  constexpr unsigned kFontSize = 11;
  text.x_offset = static_cast<unsigned>(std::max(rect.left, 0.0f));
  text.y_offset = static_cast<unsigned>(std::max(rect.top - kTextAbove, 0.0f));
  text.set_bg_clr = 1;
  text.text_bg_clr = {0, 0, 0, 1};
  text.font_params.font_name = label_font_name;
  text.font_params.font_size = kFontSize;
  text.font_params.font_color = {1, 1, 1, 1};
}

}  // namespace pipewright::standin::inference
