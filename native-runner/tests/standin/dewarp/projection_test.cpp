// SPDX-License-Identifier: Apache-2.0
#include "standin/dewarp/projection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "standin/dewarp/dewarp_config.hpp"

namespace pipewright::standin::dewarp {
namespace {

constexpr double kPi = std::numbers::pi;

ViewGeometry geometry_of(Projection camera, Projection view) {
  ViewGeometry geometry;
  geometry.projections = {camera, view};
  geometry.camera_focal = {100, 100};
  geometry.camera_center = {500, 500};
  geometry.view_focal = {200, 200};
  geometry.view_center = {320, 240};
  return geometry;
}

void expect_pixel(const std::optional<Pixel>& pixel, double x, double y) {
  ASSERT_TRUE(pixel.has_value());
  EXPECT_NEAR(pixel->x, x, 1e-6);
  EXPECT_NEAR(pixel->y, y, 1e-6);
}

TEST(Projection, CentresLieOnEachOther) {
  for (int type = 1; type <= 18; ++type) {
    const auto pair = projection_pair(type);
    if (!pair) continue;
    expect_pixel(camera_pixel(geometry_of(pair->camera, pair->view), {320, 240}), 500, 500);
  }
}

TEST(Projection, FisheyeRadiusIsTheAngle) {
  const auto geometry = geometry_of(Projection::kFisheye, Projection::kPerspective);
  expect_pixel(camera_pixel(geometry, {320 + 200, 240}), 500 + 100 * kPi / 4, 500);
  expect_pixel(camera_pixel(geometry, {320, 240 - 200}), 500, 500 - 100 * kPi / 4);
}

TEST(Projection, FisheyeDistortionIsOfOddPowers) {
  auto geometry = geometry_of(Projection::kFisheye, Projection::kPerspective);
  geometry.distortion = {0.1, 0, 0, 0, 0};
  const double angle = kPi / 4;
  expect_pixel(camera_pixel(geometry, {520, 240}), 500 + 100 * angle * (1 + 0.1 * angle * angle),
               500);
}

TEST(Projection, PerspectiveDistortionIsBrowns) {
  auto geometry = geometry_of(Projection::kPerspective, Projection::kPerspective);
  geometry.distortion = {0.2, 0.05, 0.01, 0.002, 0.003};
  // At x = 1, y = 0 of the plane: r = 1.
  expect_pixel(camera_pixel(geometry, {520, 240}), 500 + 100 * (1.26 + 0.003 * 3),
               500 + 100 * 0.002);
}

TEST(Projection, EquirectangularPixelsAreAngles) {
  const auto geometry = geometry_of(Projection::kEquirectangular, Projection::kPerspective);
  expect_pixel(camera_pixel(geometry, {520, 240}), 500 + 100 * kPi / 4, 500);
  const auto flat = geometry_of(Projection::kPerspective, Projection::kEquirectangular);
  expect_pixel(camera_pixel(flat, {320 + 200 * kPi / 4, 240}), 600, 500);
  EXPECT_FALSE(camera_pixel(flat, {320 + 200 * kPi * 0.75, 240})) << "behind the camera";
}

TEST(Projection, CylindersAreFlatUpwards) {
  const auto geometry = geometry_of(Projection::kEquirectangular, Projection::kCylinder);
  expect_pixel(camera_pixel(geometry, {320 + 200 * 1.2, 240 + 200}), 620, 500 + 100 * kPi / 4);
}

TEST(Projection, PitchLooksUpYawRightAndRollTurnsClockwise) {
  auto geometry = geometry_of(Projection::kFisheye, Projection::kPerspective);
  geometry.rotation = rotation_of(0.5, 0, 0, "YXZ");
  expect_pixel(camera_pixel(geometry, {320, 240}), 500, 500 - 50);
  geometry.rotation = rotation_of(0, 0.5, 0, "YXZ");
  expect_pixel(camera_pixel(geometry, {320, 240}), 550, 500);
  geometry.rotation = rotation_of(0, 0, kPi / 2, "YXZ");
  expect_pixel(camera_pixel(geometry, {520, 240}), 500, 500 + 100 * kPi / 4);
}

TEST(Projection, AxesAreTurnedAboutFromTheLast) {
  auto geometry = geometry_of(Projection::kFisheye, Projection::kPerspective);
  // First up, then a quarter about the lens: what was up is to the right.
  geometry.rotation = rotation_of(0.5, 0, kPi / 2, "ZXY");
  expect_pixel(camera_pixel(geometry, {320, 240}), 550, 500);
  geometry.rotation = rotation_of(0.5, 0, kPi / 2, "YXZ");
  expect_pixel(camera_pixel(geometry, {320, 240}), 500, 450);
}

TEST(ViewGeometry, KeepsTheCamerasScaleWithoutAngles) {
  SurfaceConfig surface;
  surface.projection_type = 3;
  surface.width = 201;
  surface.height = 101;
  surface.focal_length = {150, 150};
  surface.source_x0 = 310;
  const ViewGeometry geometry = surface.geometry(601, 401);
  EXPECT_EQ(geometry.view_focal.x, 150);
  EXPECT_EQ(geometry.camera_center.y, 200);
  EXPECT_EQ(geometry.view_center.x, 110) << "ten pixels off the middle, as the camera";
  EXPECT_EQ(geometry.view_center.y, 50);
}

TEST(ViewGeometry, ShowsWhatIsBetweenItsAngles) {
  SurfaceConfig surface;
  surface.projection_type = 4;
  surface.width = 101;
  surface.height = 101;
  surface.top_angle = 45;
  surface.bottom_angle = -45;
  surface.source_field_of_view = 180;
  const ViewGeometry geometry = surface.geometry(400, 400);
  EXPECT_NEAR(geometry.camera_focal.x, 200 / (kPi / 2), 1e-6);
  EXPECT_NEAR(geometry.view_focal.x, 50, 1e-6);
  EXPECT_NEAR(geometry.view_center.y, 50, 1e-6);
  const auto top = camera_pixel(geometry, {50, 0});
  ASSERT_TRUE(top.has_value());
  EXPECT_NEAR(top->y, 199.5 - 100, 1e-6) << "45 of 90 degrees up";
}

}  // namespace
}  // namespace pipewright::standin::dewarp
