// SPDX-License-Identifier: Apache-2.0
// From a view's configuration to its geometry.
#include <cmath>
#include <numbers>

#include "standin/dewarp/dewarp_config.hpp"

namespace pipewright::standin::dewarp {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

/// The length at which the camera's projection shows half its field of view as half its height.
double focal_of_field(Projection camera, double degrees, int height) {
  const double half = degrees * kRadians / 2;
  const double radius = (degrees == 180 ? height : height - 1) / 2.0;
  return camera == Projection::kPerspective ? radius / std::tan(half) : radius / half;
}

/// How far from the centre a view shows an elevation, in focal lengths.
double height_of(Projection view, double degrees) {
  const double angle = degrees * kRadians;
  const bool is_flat = view == Projection::kPerspective || view == Projection::kCylinder;
  return is_flat ? std::tan(angle) : angle;
}

}  // namespace

ViewGeometry SurfaceConfig::geometry(int source_width, int source_height) const {
  ViewGeometry geometry;
  geometry.projections = *projection_pair(projection_type);
  geometry.distortion = distortion;
  const Pixel middle = {(source_width - 1) / 2.0, (source_height - 1) / 2.0};
  geometry.camera_center = {source_x0 != 0 ? source_x0 : middle.x,
                            source_y0 != 0 ? source_y0 : middle.y};
  geometry.camera_focal = {focal_length[0], focal_length[1]};
  if (focal_length[0] == 0) {
    const double focal =
        source_field_of_view > 0
            ? focal_of_field(geometry.projections.camera, source_field_of_view, source_height)
            : source_width / (2 * std::numbers::pi);
    geometry.camera_focal = {focal, focal};
  }
  geometry.rotation = rotation_matrix ? *rotation_matrix
                                      : rotation_of(pitch * kRadians, yaw * kRadians,
                                                    roll * kRadians, rotation_axes);

  const int view_width = width > 0 ? width : source_width;
  const int view_height = height > 0 ? height : source_height;
  const Pixel view_middle = {(view_width - 1) / 2.0, (view_height - 1) / 2.0};
  if (top_angle == 0 && bottom_angle == 0) {
    // As in the SDK the view keeps the camera's scale and how far its axis is off the middle.
    geometry.view_focal = geometry.camera_focal;
    geometry.view_center = {view_middle.x + geometry.camera_center.x - middle.x,
                            view_middle.y + geometry.camera_center.y - middle.y};
  } else {
    const double top = height_of(geometry.projections.view, top_angle);
    const double bottom = height_of(geometry.projections.view, bottom_angle);
    const double focal = (view_height - 1) / (top - bottom);
    geometry.view_focal = {focal, focal};
    geometry.view_center = {view_middle.x, top * focal};
  }
  if (view_focal_length[0] > 0) {
    geometry.view_focal = {view_focal_length[0], view_focal_length[1]};
  }
  if (view_principal_point[0] != 0 && view_principal_point[1] != 0) {
    geometry.view_center = {view_principal_point[0], view_principal_point[1]};
  }
  return geometry;
}

}  // namespace pipewright::standin::dewarp
