// SPDX-License-Identifier: Apache-2.0
#include "standin/dewarp/projection.hpp"

#include <cmath>
#include <map>
#include <numbers>

#include "nvds_dewarper_meta.h"

namespace pipewright::standin::dewarp {
namespace {

using Direction = std::array<double, 3>;
using Matrix = std::array<double, 9>;

constexpr double kHalfTurn = std::numbers::pi;

const std::map<int, ProjectionPair>& pairs() {
  using enum Projection;
  static const std::map<int, ProjectionPair> table = {
      {NVDS_META_SURFACE_PERSPECTIVE_PERSPECTIVE, {kPerspective, kPerspective}},
      {NVDS_META_SURFACE_FISH_PERSPECTIVE, {kFisheye, kPerspective}},
      {NVDS_META_SURFACE_FISH_FISH, {kFisheye, kFisheye}},
      {NVDS_META_SURFACE_FISH_CYL, {kFisheye, kCylinder}},
      {NVDS_META_SURFACE_FISH_EQUIRECT, {kFisheye, kEquirectangular}},
      {NVDS_META_SURFACE_PERSPECTIVE_EQUIRECT, {kPerspective, kEquirectangular}},
      {NVDS_META_SURFACE_EQUIRECT_CYLINDER, {kEquirectangular, kCylinder}},
      {NVDS_META_SURFACE_EQUIRECT_EQUIRECT, {kEquirectangular, kEquirectangular}},
      {NVDS_META_SURFACE_EQUIRECT_FISHEYE, {kEquirectangular, kFisheye}},
      {NVDS_META_SURFACE_EQUIRECT_PERSPECTIVE, {kEquirectangular, kPerspective}},
  };
  return table;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix result = {};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      for (std::size_t i = 0; i < 3; ++i) {
        result[row * 3 + column] += a[row * 3 + i] * b[i * 3 + column];
      }
    }
  }
  return result;
}

Matrix turn_about(char axis, double pitch, double yaw, double roll) {
  const double angle = axis == 'X' ? pitch : axis == 'Y' ? yaw : roll;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  if (axis == 'X') return {1, 0, 0, 0, c, -s, 0, s, c};
  if (axis == 'Y') return {c, 0, s, 0, 1, 0, -s, 0, c};
  return {c, -s, 0, s, c, 0, 0, 0, 1};
}

/// The direction that a view's point shows; `x` and `y` are in focal lengths from the centre.
std::optional<Direction> direction_of(Projection projection, double x, double y) {
  switch (projection) {
    case Projection::kPerspective:
      return Direction{x, y, 1};
    case Projection::kCylinder:
      if (std::abs(x) > kHalfTurn) return std::nullopt;
      return Direction{std::sin(x), y, std::cos(x)};
    case Projection::kEquirectangular:
      if (std::abs(x) > kHalfTurn || std::abs(y) > kHalfTurn / 2) return std::nullopt;
      return Direction{std::sin(x) * std::cos(y), std::sin(y), std::cos(x) * std::cos(y)};
    case Projection::kFisheye:
      break;
  }
  const double angle = std::hypot(x, y);
  if (angle > kHalfTurn) return std::nullopt;
  const double share = angle > 0 ? std::sin(angle) / angle : 1;
  return Direction{x * share, y * share, std::cos(angle)};
}

/// Brown's radial and tangential distortion.
Pixel distorted(const std::array<double, 5>& k, double x, double y) {
  const double r2 = x * x + y * y;
  const double radial = 1 + r2 * (k[0] + r2 * (k[1] + r2 * k[2]));
  return {x * radial + 2 * k[3] * x * y + k[4] * (r2 + 2 * x * x),
          y * radial + k[3] * (r2 + 2 * y * y) + 2 * k[4] * x * y};
}

/// Where a camera shows a direction, in focal lengths from its centre.
std::optional<Pixel> point_of(const ViewGeometry& geometry, const Direction& direction) {
  const auto [x, y, z] = direction;
  const std::array<double, 5>& k = geometry.distortion;
  switch (geometry.projections.camera) {
    case Projection::kPerspective:
      if (z <= 0) return std::nullopt;
      return distorted(k, x / z, y / z);
    case Projection::kFisheye: {
      const double across = std::hypot(x, y);
      const double angle = std::atan2(across, z);
      if (across == 0) return z >= 0 ? std::optional(Pixel{}) : std::nullopt;
      const double a2 = angle * angle;
      const double radius = angle * (1 + a2 * (k[0] + a2 * (k[1] + a2 * (k[2] + a2 * k[3]))));
      return Pixel{x / across * radius, y / across * radius};
    }
    case Projection::kCylinder:
    case Projection::kEquirectangular:
      break;
  }
  return Pixel{std::atan2(x, z), std::atan2(y, std::hypot(x, z))};
}

}  // namespace

std::optional<ProjectionPair> projection_pair(int projection_type) {
  const auto found = pairs().find(projection_type);
  if (found == pairs().end()) return std::nullopt;
  return found->second;
}

std::string known_projection_types() {
  std::string text;
  for (const auto& [type, pair] : pairs()) {
    text += (text.empty() ? "" : ", ") + std::to_string(type);
  }
  return text;
}

std::array<double, 9> rotation_of(double pitch, double yaw, double roll, const std::string& axes) {
  Matrix rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  for (const char axis : axes) rotation = product(rotation, turn_about(axis, pitch, yaw, roll));
  return rotation;
}

std::optional<Pixel> camera_pixel(const ViewGeometry& geometry, const Pixel& view) {
  const auto direction = direction_of(geometry.projections.view,
                                      (view.x - geometry.view_center.x) / geometry.view_focal.x,
                                      (view.y - geometry.view_center.y) / geometry.view_focal.y);
  if (!direction) return std::nullopt;
  const Matrix& r = geometry.rotation;
  const auto [x, y, z] = *direction;
  const auto point =
      point_of(geometry, {r[0] * x + r[1] * y + r[2] * z, r[3] * x + r[4] * y + r[5] * z,
                          r[6] * x + r[7] * y + r[8] * z});
  if (!point) return std::nullopt;
  return Pixel{geometry.camera_center.x + point->x * geometry.camera_focal.x,
               geometry.camera_center.y + point->y * geometry.camera_focal.y};
}

}  // namespace pipewright::standin::dewarp
