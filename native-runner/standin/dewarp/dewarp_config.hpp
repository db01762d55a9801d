// SPDX-License-Identifier: Apache-2.0
// The configuration file of nvdewarper.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/dewarp/projection.hpp"

namespace pipewright::standin::dewarp {

/// [surfaceN]: one view. Angles are degrees, lengths pixels; zeros stand for what follows from the
/// rest, as in the SDK.
struct SurfaceConfig {
  int projection_type = 0;
  int surface_index = 0;
  int width = 0;
  int height = 0;
  double top_angle = 0;
  double bottom_angle = 0;
  double pitch = 0;
  double yaw = 0;
  double roll = 0;
  std::array<double, 2> focal_length = {};
  double source_field_of_view = 0;
  std::string rotation_axes = "YXZ";
  std::optional<std::array<double, 9>> rotation_matrix;
  std::array<double, 5> distortion = {};
  double source_x0 = 0;
  double source_y0 = 0;
  std::array<double, 2> view_focal_length = {};
  std::array<double, 2> view_principal_point = {};
  double control = 0.6;
  /// Black outside of the camera's picture; else its edge goes on.
  bool has_border = false;

  /// What the view shows of a camera's picture of this size.
  ViewGeometry geometry(int source_width, int source_height) const;
};

struct DewarpConfig {
  int output_width = 960;
  int output_height = 752;
  std::optional<unsigned> num_batch_buffers;
  std::vector<SurfaceConfig> surfaces;
  /// Things to tell the user that do not stop the element.
  std::vector<std::string> warnings;
};

/// Errors name file, group, key and what to set.
Result<DewarpConfig> read_dewarp_config(const std::string& path);

}  // namespace pipewright::standin::dewarp
