// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/tracking/tracker_config.hpp"

namespace pipewright::standin::tracking {

/// A low-level tracker configuration (ll-config-file).
struct TrackerConfigFile {
  TrackerConfig config;
  /// `section.key`s that steer parts the CPU tracker does not have (visual tracking, ReID, 3D) or
  /// that are unknown.
  std::vector<std::string> keys_without_effect;
  std::vector<std::string> warnings;
};

/// Reads the YAML of DeepStream's tracker library. Keys that are missing keep the library's
/// defaults; a StateEstimator section that is missing turns the Kalman filter off, as the library
/// does. Errors name file, section and key.
Result<TrackerConfigFile> read_tracker_config(const std::string& path);

}  // namespace pipewright::standin::tracking
