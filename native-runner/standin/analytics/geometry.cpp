// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/geometry.hpp"

#include <cmath>

namespace pipewright::standin::analytics {
namespace {

/// Below this, two lines count as parallel (sine of the angle between them).
constexpr double kParallel = 1e-5;

}  // namespace

Line::Line(const Point& a, const Point& b)
    : a_(a.y - b.y), b_(b.x - a.x), c_(a.x * b.y - b.x * a.y) {
  const double length = std::hypot(a_, b_);
  a_ /= length;
  b_ /= length;
  c_ /= length;
}

double Line::rise(const Arrow& arrow) const {
  const double x = arrow.to.x - arrow.from.x;
  const double y = arrow.to.y - arrow.from.y;
  const double length = std::hypot(x, y);
  return length == 0 ? 0 : (a_ * x + b_ * y) / length;
}

std::optional<Point> Line::meets(const Line& other) const {
  const double determinant = a_ * other.b_ - b_ * other.a_;
  if (!(std::abs(determinant) >= kParallel)) return std::nullopt;
  return Point{(b_ * other.c_ - c_ * other.b_) / determinant,
               (c_ * other.a_ - a_ * other.c_) / determinant};
}

bool is_inside(const std::vector<Point>& polygon, const Point& point) {
  bool inside = false;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    if ((point.y >= a.y) == (point.y >= b.y)) continue;
    // The edge crosses the point's row: count it when it is to the left.
    const double x = a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y);
    if (x <= point.x) inside = !inside;
  }
  return inside;
}

double similarity(const Arrow& a, const Arrow& b) {
  const Point p{a.to.x - a.from.x, a.to.y - a.from.y};
  const Point q{b.to.x - b.from.x, b.to.y - b.from.y};
  const double lengths = std::hypot(p.x, p.y) * std::hypot(q.x, q.y);
  return lengths == 0 ? 0 : (p.x * q.x + p.y * q.y) / lengths;
}

bool is_on_segment(const Arrow& segment, const Point& point) {
  const Point along{segment.to.x - segment.from.x, segment.to.y - segment.from.y};
  const Point offset{point.x - segment.from.x, point.y - segment.from.y};
  const double projection = along.x * offset.x + along.y * offset.y;
  const double length_squared = along.x * along.x + along.y * along.y;
  return projection > 0 && projection < length_squared;
}

bool is_same(const Point& a, const Point& b) {
  return a.x == b.x && a.y == b.y;
}

}  // namespace pipewright::standin::analytics
