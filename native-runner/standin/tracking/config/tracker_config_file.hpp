// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/tracking/config/tracker_config.hpp"

namespace pipewright::standin::tracking {

/// A low-level tracker configuration (ll-config-file).
struct TrackerConfigFile {
  TrackerConfig config;
  /// `section.key`s that are well formed and steer nothing on a CPU.
  std::vector<std::string> keys_without_effect;
  /// Things to tell the user that do not stop the element: unknown keys, parts that only the GPU
  /// has.
  std::vector<std::string> warnings;
};

/// Reads the YAML of DeepStream's tracker library. Keys that are missing keep the library's
/// defaults; a StateEstimator section that is missing turns the Kalman filter off, as the library
/// does. Every key is checked, also those without an effect. Errors name file, line, section and
/// key.
Result<TrackerConfigFile> read_tracker_config(const std::string& path);

}  // namespace pipewright::standin::tracking
