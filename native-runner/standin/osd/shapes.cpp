// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/shapes.hpp"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "standin/osd/cairo_mask.hpp"

namespace pipewright::standin::osd {
namespace {

/// Length of an arrow's head in widths of its shaft, and the angle between shaft and head.
constexpr double kHeadLength = 4;
constexpr double kHeadAngle = std::numbers::pi / 6;

enum class Kind { kLine, kArrow, kCircle, kDisc, kBox, kFilledBox };

/// All that a shape's mask depends on, besides the canvas.
struct Geometry {
  Kind kind;
  std::array<double, 6> numbers;
};

struct Bounds {
  double left;
  double top;
  double right;
  double bottom;
};

/// Draws with cairo into a mask over `bounds` (cut at the canvas), unless one of this geometry is
/// kept, and paints it. `draw` gets a context in picture coordinates.
template <typename Draw>
void paint_shape(Canvas& canvas, MaskCache& masks, const Geometry& geometry, const Bounds& bounds,
                 const NvOSD_ColorParams& color, const Draw& draw) {
  // A box with sides that are no numbers is nowhere.
  for (const double bound : {bounds.left, bounds.top, bounds.right, bounds.bottom}) {
    if (std::isnan(bound)) return;
  }
  const auto inside = [](double value, int limit) { return std::clamp(value, 0.0, double(limit)); };
  const int x = static_cast<int>(std::floor(inside(bounds.left, canvas.width())));
  const int y = static_cast<int>(std::floor(inside(bounds.top, canvas.height())));
  const int width = static_cast<int>(std::ceil(inside(bounds.right, canvas.width()))) - x;
  const int height = static_cast<int>(std::ceil(inside(bounds.bottom, canvas.height()))) - y;
  std::array<double, 9> key = {static_cast<double>(geometry.kind), double(canvas.width()),
                               double(canvas.height())};
  std::copy(geometry.numbers.begin(), geometry.numbers.end(), key.begin() + 3);
  const std::string_view key_bytes(reinterpret_cast<const char*>(key.data()), sizeof key);
  const Mask& mask = masks.get(key_bytes, [&] {
    return draw_mask(width, height, [&](cairo_t* context) {
      cairo_translate(context, -x, -y);
      draw(context);
    });
  });
  if (!mask.empty()) canvas.blend(x, y, mask, canvas.paint(color));
}

double line_width(unsigned width) {
  return std::clamp<double>(width, 1, MAX_BORDER_WIDTH);
}

void add_head(cairo_t* context, double x, double y, double direction, double length) {
  for (const double side : {-kHeadAngle, kHeadAngle}) {
    cairo_move_to(context, x, y);
    cairo_line_to(context, x - length * std::cos(direction + side),
                  y - length * std::sin(direction + side));
  }
}

void draw_turned(Canvas& canvas, MaskCache& masks, const NvOSD_RectParams& rect) {
  const double center_x = rect.left + rect.width / 2.0;
  const double center_y = rect.top + rect.height / 2.0;
  const double reach = std::hypot(rect.width, rect.height) / 2 + MAX_BORDER_WIDTH;
  const Bounds bounds = {center_x - reach, center_y - reach, center_x + reach, center_y + reach};
  const auto geometry = [&](Kind kind) {
    const double border = kind == Kind::kBox ? line_width(rect.border_width) : 0;
    return Geometry{kind,
                    {rect.left, rect.top, rect.width, rect.height, rect.rotation_angle, border}};
  };
  const auto outline = [&](cairo_t* context) {
    cairo_translate(context, center_x, center_y);
    cairo_rotate(context, rect.rotation_angle * std::numbers::pi / 180);
    cairo_rectangle(context, -rect.width / 2.0, -rect.height / 2.0, rect.width, rect.height);
  };
  if (rect.has_bg_color != 0) {
    paint_shape(canvas, masks, geometry(Kind::kFilledBox), bounds, rect.bg_color,
                [&](cairo_t* context) {
                  outline(context);
                  cairo_fill(context);
                });
  }
  if (rect.border_width == 0) return;
  paint_shape(canvas, masks, geometry(Kind::kBox), bounds, rect.border_color,
              [&](cairo_t* context) {
                outline(context);
                cairo_set_line_width(context, line_width(rect.border_width));
                cairo_stroke(context);
              });
}

}  // namespace

void draw_line(Canvas& canvas, MaskCache& masks, const NvOSD_LineParams& line) {
  const double width = line_width(line.line_width);
  const double left = std::min(line.x1, line.x2);
  const double top = std::min(line.y1, line.y2);
  const double right = std::max(line.x1, line.x2);
  const double bottom = std::max(line.y1, line.y2);
  const Geometry geometry = {
      Kind::kLine, {double(line.x1), double(line.y1), double(line.x2), double(line.y2), width, 0}};
  paint_shape(canvas, masks, geometry, {left - width, top - width, right + width, bottom + width},
              line.line_color, [&](cairo_t* context) {
                cairo_set_line_width(context, width);
                cairo_move_to(context, line.x1, line.y1);
                cairo_line_to(context, line.x2, line.y2);
                cairo_stroke(context);
              });
}

void draw_arrow(Canvas& canvas, MaskCache& masks, const NvOSD_ArrowParams& arrow) {
  const double width = line_width(arrow.arrow_width);
  const double head = kHeadLength * width;
  const double left = std::min(arrow.x1, arrow.x2);
  const double top = std::min(arrow.y1, arrow.y2);
  const double right = std::max(arrow.x1, arrow.x2);
  const double bottom = std::max(arrow.y1, arrow.y2);
  const double direction = std::atan2(double(arrow.y2) - arrow.y1, double(arrow.x2) - arrow.x1);
  const Geometry geometry = {Kind::kArrow,
                             {double(arrow.x1), double(arrow.y1), double(arrow.x2),
                              double(arrow.y2), width, double(arrow.arrow_head)}};
  paint_shape(canvas, masks, geometry, {left - head, top - head, right + head, bottom + head},
              arrow.arrow_color, [&](cairo_t* context) {
                cairo_set_line_width(context, width);
                cairo_move_to(context, arrow.x1, arrow.y1);
                cairo_line_to(context, arrow.x2, arrow.y2);
                if (arrow.arrow_head != START_HEAD) {
                  add_head(context, arrow.x2, arrow.y2, direction, head);
                }
                if (arrow.arrow_head != END_HEAD) {
                  add_head(context, arrow.x1, arrow.y1, direction + std::numbers::pi, head);
                }
                cairo_stroke(context);
              });
}

void draw_circle(Canvas& canvas, MaskCache& masks, const NvOSD_CircleParams& circle) {
  const double width = line_width(circle.circle_width);
  const double reach = circle.radius + width;
  const double x = circle.xc;
  const double y = circle.yc;
  const auto draw = [&](const NvOSD_ColorParams& color, bool fill) {
    const Geometry geometry = {fill ? Kind::kDisc : Kind::kCircle,
                               {x, y, double(circle.radius), fill ? 0 : width, 0, 0}};
    const Bounds bounds = {x - reach, y - reach, x + reach, y + reach};
    paint_shape(canvas, masks, geometry, bounds, color, [&](cairo_t* context) {
      cairo_arc(context, x, y, circle.radius, 0, 2 * std::numbers::pi);
      cairo_set_line_width(context, width);
      if (fill) {
        cairo_fill(context);
      } else {
        cairo_stroke(context);
      }
    });
  };
  if (circle.has_bg_color != 0) draw(circle.bg_color, true);
  draw(circle.circle_color, false);
}

void draw_rectangle(Canvas& canvas, MaskCache& masks, const NvOSD_RectParams& rect) {
  if (!(rect.width > 0) || !(rect.height > 0)) return;
  if (rect.rotation_angle != 0) {
    draw_turned(canvas, masks, rect);
    return;
  }
  // Coordinates far outside of the picture must not overflow.
  const auto pixel = [](float value) {
    return static_cast<int>(std::lround(std::clamp(value, -32768.0f, 32767.0f)));
  };
  const int left = pixel(rect.left);
  const int top = pixel(rect.top);
  const Rect box{left, top, pixel(rect.left + rect.width) - left,
                 pixel(rect.top + rect.height) - top};
  if (rect.has_bg_color != 0) canvas.fill(box, canvas.paint(rect.bg_color));
  const int border = static_cast<int>(std::min<unsigned>(rect.border_width, MAX_BORDER_WIDTH));
  canvas.outline(box, border, canvas.paint(rect.border_color));
}

}  // namespace pipewright::standin::osd
