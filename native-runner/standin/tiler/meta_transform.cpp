// SPDX-License-Identifier: Apache-2.0
#include "meta_transform.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright::standin {
namespace {

struct Mapping {
  double scale_x;
  double scale_y;
  int offset_x;
  int offset_y;

  [[nodiscard]] unsigned x(unsigned value) const { return map(value, scale_x, offset_x); }
  [[nodiscard]] unsigned y(unsigned value) const { return map(value, scale_y, offset_y); }
  [[nodiscard]] unsigned length(unsigned value) const {
    return map(value, std::min(scale_x, scale_y), 0);
  }

 private:
  /// What starts left of or above the picture has a negative place, wrapped around.
  static unsigned map(unsigned value, double scale, int offset) {
    return static_cast<unsigned>(std::lround(static_cast<int>(value) * scale)) +
           static_cast<unsigned>(offset);
  }
};

void move(NvOSD_RectParams& rect, const Mapping& mapping) {
  rect.left = static_cast<float>(rect.left * mapping.scale_x + mapping.offset_x);
  rect.top = static_cast<float>(rect.top * mapping.scale_y + mapping.offset_y);
  rect.width = static_cast<float>(rect.width * mapping.scale_x);
  rect.height = static_cast<float>(rect.height * mapping.scale_y);
}

void move(NvOSD_TextParams& text, const Mapping& mapping) {
  text.x_offset = mapping.x(text.x_offset);
  text.y_offset = mapping.y(text.y_offset);
}

template <typename Line>
void move_line(Line& line, const Mapping& mapping) {
  line.x1 = mapping.x(line.x1);
  line.y1 = mapping.y(line.y1);
  line.x2 = mapping.x(line.x2);
  line.y2 = mapping.y(line.y2);
}

void move(NvDsDisplayMeta& display, const Mapping& mapping) {
  const auto used = [](unsigned count) {
    return std::min<unsigned>(count, MAX_ELEMENTS_IN_DISPLAY_META);
  };
  for (unsigned i = 0; i < used(display.num_rects); ++i) move(display.rect_params[i], mapping);
  for (unsigned i = 0; i < used(display.num_labels); ++i) move(display.text_params[i], mapping);
  for (unsigned i = 0; i < used(display.num_lines); ++i) move_line(display.line_params[i], mapping);
  for (unsigned i = 0; i < used(display.num_arrows); ++i) {
    move_line(display.arrow_params[i], mapping);
  }
  for (unsigned i = 0; i < used(display.num_circles); ++i) {
    NvOSD_CircleParams& circle = display.circle_params[i];
    circle.xc = mapping.x(circle.xc);
    circle.yc = mapping.y(circle.yc);
    circle.radius = mapping.length(circle.radius);
  }
}

}  // namespace

void move_frame_meta(NvDsFrameMeta* frame, int width, int height, const Rect& tile) {
  if (width <= 0 || height <= 0) return;
  const Mapping mapping = {static_cast<double>(tile.width) / width,
                           static_cast<double>(tile.height) / height, tile.x, tile.y};
  for (GList* node = frame->obj_meta_list; node != nullptr; node = node->next) {
    auto* object = static_cast<NvDsObjectMeta*>(node->data);
    move(object->rect_params, mapping);
    move(object->text_params, mapping);
  }
  for (GList* node = frame->display_meta_list; node != nullptr; node = node->next) {
    move(*static_cast<NvDsDisplayMeta*>(node->data), mapping);
  }
}

}  // namespace pipewright::standin
