// SPDX-License-Identifier: Apache-2.0
// What nvmsgconv's file tells of sensors, places and analytics modules: it goes into messages as it
// is.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::messaging {

struct SensorInfo {
  std::string id;
  std::string type;
  std::string description;
  /// Latitude, longitude (degrees), altitude (metres).
  std::array<double, 3> location = {};
  /// x, y, z in a system of the user's own.
  std::array<double, 3> coordinate = {};
};

struct PlaceInfo {
  std::string id;
  std::string name;
  std::string type;
  std::array<double, 3> location = {};
  std::array<double, 3> coordinate = {};
  /// place-sub-field1 to 3; their meaning depends on the event.
  std::array<std::string, 3> sub_fields;
};

struct AnalyticsInfo {
  std::string id;
  std::string description;
  std::string source;
  std::string version;
};

/// By the number in the section's name; sections that are not enabled are left out.
struct MessageConfig {
  std::map<int, SensorInfo> sensors;
  std::map<int, PlaceInfo> places;
  std::map<int, AnalyticsInfo> analytics;
  /// Things that are not as they should be but that a run can go on with.
  std::vector<std::string> warnings;
};

enum class Schema { kFull, kMinimal };

/// Reads an INI or YAML file, or for the full schema also CSV, told apart by their suffix as in
/// DeepStream. Errors name file, section or line, key and what is expected.
Result<MessageConfig> read_message_config(const std::string& path, Schema schema);

}  // namespace pipewright::standin::messaging
