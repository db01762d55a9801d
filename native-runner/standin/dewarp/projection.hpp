// SPDX-License-Identifier: Apache-2.0
// From a view's pixels to the camera's: directions in space are what both share. x points to the
// right, y down, z out of the lens.
#pragma once

#include <array>
#include <optional>
#include <string>

namespace pipewright::standin::dewarp {

/// How directions lie in a picture.
enum class Projection { kPerspective, kFisheye, kCylinder, kEquirectangular };

/// A projection-type of nvdewarper: the camera's projection and the view's.
struct ProjectionPair {
  Projection camera;
  Projection view;
};

/// Nothing for projection types that the CPU does not have.
std::optional<ProjectionPair> projection_pair(int projection_type);
/// The projection types that it has, for errors.
std::string known_projection_types();

struct Pixel {
  double x = 0;
  double y = 0;
};

/// What a view shows of a camera's picture. Lengths are pixels, angles radians.
struct ViewGeometry {
  ProjectionPair projections = {Projection::kPerspective, Projection::kPerspective};
  Pixel camera_focal;
  Pixel camera_center;
  /// Perspective: k1, k2, k3, p1, p2 of Brown's model; fisheye: k1 to k4 of the odd powers.
  std::array<double, 5> distortion = {};
  Pixel view_focal;
  Pixel view_center;
  /// Turns directions of the view into those of the camera, row by row.
  std::array<double, 9> rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
};

/// The rotation of a view that looks up by `pitch`, to the right by `yaw` and is turned clockwise
/// by `roll` (radians), one after the other in the order of `axes` (letters X, Y, Z; the last is
/// turned about first).
std::array<double, 9> rotation_of(double pitch, double yaw, double roll, const std::string& axes);

/// The camera's pixel that a view's pixel shows; nothing where the camera does not see.
std::optional<Pixel> camera_pixel(const ViewGeometry& geometry, const Pixel& view);

}  // namespace pipewright::standin::dewarp
