// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/meta_drawer.hpp"

#include <algorithm>
#include <ctime>

#include "standin/osd/instance_mask.hpp"
#include "standin/osd/shapes.hpp"

namespace pipewright::standin::osd {
namespace {

/// Pixels between a text and the edge of its background.
constexpr int kTextPadding = 2;

/// Offsets are unsigned; a text that starts left of or above the picture has a wrapped one.
int to_coordinate(unsigned offset) {
  return static_cast<int>(offset);
}

template <typename Draw>
void for_each_object(const NvDsFrameMeta& frame, const Draw& draw) {
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    draw(*static_cast<const NvDsObjectMeta*>(item->data));
  }
}

/// Calls `draw` with each shape of one kind that a frame's display metas hold.
template <typename Shape, typename Draw>
void for_each_shape(const NvDsFrameMeta& frame, guint NvDsDisplayMeta::*count,
                    Shape (NvDsDisplayMeta::*shapes)[MAX_ELEMENTS_IN_DISPLAY_META],
                    const Draw& draw) {
  for (const GList* item = frame.display_meta_list; item != nullptr; item = item->next) {
    const auto& meta = *static_cast<const NvDsDisplayMeta*>(item->data);
    const guint num_shapes = std::min<guint>(meta.*count, MAX_ELEMENTS_IN_DISPLAY_META);
    for (guint i = 0; i < num_shapes; ++i) draw((meta.*shapes)[i]);
  }
}

}  // namespace

bool MetaDrawer::has_work(const NvDsFrameMeta& frame) const {
  return frame.display_meta_list != nullptr ||
         (frame.obj_meta_list != nullptr &&
          (settings_.draws_boxes || settings_.draws_text || settings_.draws_masks));
}

void MetaDrawer::draw(Canvas& canvas, const NvDsFrameMeta& frame) {
  // Kind by kind, as in the SDK: no box of a display meta hides an object's text.
  if (settings_.draws_boxes) {
    for_each_object(frame, [&](const NvDsObjectMeta& object) {
      draw_rectangle(canvas, shapes_, object.rect_params);
    });
    for_each_shape(frame, &NvDsDisplayMeta::num_rects, &NvDsDisplayMeta::rect_params,
                   [&](const auto& rect) { draw_rectangle(canvas, shapes_, rect); });
  }
  if (settings_.draws_masks) {
    for_each_object(frame, [&](const NvDsObjectMeta& object) {
      draw_instance_mask(canvas, object.mask_params, object.rect_params, mask_);
    });
  }
  if (settings_.draws_text) {
    for_each_object(frame,
                    [&](const NvDsObjectMeta& object) { draw_text(canvas, object.text_params); });
    for_each_shape(frame, &NvDsDisplayMeta::num_labels, &NvDsDisplayMeta::text_params,
                   [&](const auto& text) { draw_text(canvas, text); });
  }
  for_each_shape(frame, &NvDsDisplayMeta::num_lines, &NvDsDisplayMeta::line_params,
                 [&](const auto& line) { draw_line(canvas, shapes_, line); });
  for_each_shape(frame, &NvDsDisplayMeta::num_arrows, &NvDsDisplayMeta::arrow_params,
                 [&](const auto& arrow) { draw_arrow(canvas, shapes_, arrow); });
  for_each_shape(frame, &NvDsDisplayMeta::num_circles, &NvDsDisplayMeta::circle_params,
                 [&](const auto& circle) { draw_circle(canvas, shapes_, circle); });
}

void MetaDrawer::draw_text(Canvas& canvas, const NvOSD_TextParams& text) {
  if (text.display_text == nullptr || *text.display_text == '\0') return;
  const Mask& mask =
      texts_.render(text.display_text, text.font_params.font_name, text.font_params.font_size);
  if (mask.empty()) return;
  const int x = to_coordinate(text.x_offset);
  const int y = to_coordinate(text.y_offset);
  if (text.set_bg_clr != 0) {
    canvas.fill({x, y, mask.width() + 2 * kTextPadding, mask.height() + 2 * kTextPadding},
                canvas.paint(text.text_bg_clr));
  }
  canvas.blend(x + kTextPadding, y + kTextPadding, mask, canvas.paint(text.font_params.font_color));
}

void MetaDrawer::draw_clock(Canvas& canvas) {
  const std::time_t now = std::time(nullptr);
  std::tm local = {};
  localtime_r(&now, &local);
  char text[64];
  std::strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &local);
  const ClockSettings& clock = settings_.clock;
  const Mask& mask = texts_.render(text, clock.font.c_str(), clock.font_size);
  canvas.blend(to_coordinate(clock.x), to_coordinate(clock.y), mask, canvas.paint(clock.color));
}

}  // namespace pipewright::standin::osd
