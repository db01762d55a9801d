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

}  // namespace

bool MetaDrawer::has_work(const NvDsFrameMeta& frame) const {
  return frame.display_meta_list != nullptr ||
         (frame.obj_meta_list != nullptr &&
          (settings_.draws_boxes || settings_.draws_text || settings_.draws_masks));
}

void MetaDrawer::draw(Canvas& canvas, const NvDsFrameMeta& frame) {
  if (settings_.draws_masks) {
    for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
      const auto& object = *static_cast<const NvDsObjectMeta*>(item->data);
      draw_instance_mask(canvas, object.mask_params, object.rect_params, mask_);
    }
  }
  if (settings_.draws_boxes) {
    for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
      draw_rectangle(canvas, shapes_, static_cast<const NvDsObjectMeta*>(item->data)->rect_params);
    }
  }
  if (settings_.draws_text) {
    // After all boxes, so that none crosses a text.
    for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
      draw_text(canvas, static_cast<const NvDsObjectMeta*>(item->data)->text_params);
    }
  }
  for (const GList* item = frame.display_meta_list; item != nullptr; item = item->next) {
    draw_display_meta(canvas, *static_cast<const NvDsDisplayMeta*>(item->data));
  }
}

void MetaDrawer::draw_display_meta(Canvas& canvas, const NvDsDisplayMeta& meta) {
  const auto count = [](guint filled) {
    return std::min<guint>(filled, MAX_ELEMENTS_IN_DISPLAY_META);
  };
  if (settings_.draws_boxes) {
    for (guint i = 0; i < count(meta.num_rects); ++i)
      draw_rectangle(canvas, shapes_, meta.rect_params[i]);
  }
  for (guint i = 0; i < count(meta.num_lines); ++i) draw_line(canvas, shapes_, meta.line_params[i]);
  for (guint i = 0; i < count(meta.num_arrows); ++i)
    draw_arrow(canvas, shapes_, meta.arrow_params[i]);
  for (guint i = 0; i < count(meta.num_circles); ++i)
    draw_circle(canvas, shapes_, meta.circle_params[i]);
  if (settings_.draws_text) {
    for (guint i = 0; i < count(meta.num_labels); ++i) draw_text(canvas, meta.text_params[i]);
  }
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
