// SPDX-License-Identifier: Apache-2.0
// Points, lines and regions in a frame, pixels.
#pragma once

#include <optional>
#include <vector>

namespace pipewright::standin::analytics {

struct Point {
  double x = 0;
  double y = 0;
};

/// From one point to another.
struct Arrow {
  Point from;
  Point to;
};

/// An endless line, kept so that `distance` is in pixels.
class Line {
 public:
  /// Undefined for two equal points.
  Line(const Point& a, const Point& b);

  /// From the line: above 0 on one side, below on the other.
  double distance(const Point& point) const { return a_ * point.x + b_ * point.y + c_; }
  /// How much `distance` grows along an arrow of length 1; 0 for one that runs along the line.
  double rise(const Arrow& arrow) const;
  /// Where another line meets this one; none for lines that (nearly) run in parallel.
  std::optional<Point> meets(const Line& other) const;

 private:
  double a_ = 0;
  double b_ = 0;
  double c_ = 0;
};

/// Whether a point is inside a polygon. Of its edges, left and upper ones belong to it.
bool is_inside(const std::vector<Point>& polygon, const Point& point);

/// The cosine of the angle between two arrows; 0 where one of them has no length.
double similarity(const Arrow& a, const Arrow& b);

/// Whether a point of the line through a segment lies on the segment itself, ends left out.
bool is_on_segment(const Arrow& segment, const Point& point);

/// Whether two points are the same one.
bool is_same(const Point& a, const Point& b);

}  // namespace pipewright::standin::analytics
