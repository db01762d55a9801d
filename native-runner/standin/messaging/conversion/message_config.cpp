// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_config.hpp"

#include <climits>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "standin/inference/config_file.hpp"
#include "standin/messaging/conversion/message_csv.hpp"

namespace pipewright::standin::messaging {
namespace {

using inference::ConfigEntry;
using inference::ConfigFile;
using inference::ConfigSection;
/// What is wrong; nothing when all is right.
using Reason = std::optional<std::string>;

Reason read_triple(const std::string& text, const char* expected, std::array<double, 3>& into) {
  const std::vector<std::string> items = inference::split_list(text);
  if (items.size() != into.size()) return std::string("expected ") + expected;
  constexpr double kMax = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < into.size(); ++i) {
    const auto number = inference::parse_number(items[i], -kMax, kMax);
    if (!number) return std::string("expected ") + expected;
    into[i] = number.value();
  }
  return std::nullopt;
}

Reason keep(const std::string& text, std::string& into) {
  into = text;
  return std::nullopt;
}

constexpr const char* kLocation = "latitude;longitude;altitude";
constexpr const char* kCoordinate = "x;y;z";

std::optional<Reason> read_sensor_key(const ConfigEntry& entry, SensorInfo& into) {
  const std::string& key = entry.key;
  const std::string& value = entry.value;
  if (key == "id") return keep(value, into.id);
  if (key == "type") return keep(value, into.type);
  if (key == "description") return keep(value, into.description);
  if (key == "location") return read_triple(value, kLocation, into.location);
  if (key == "coordinate") return read_triple(value, kCoordinate, into.coordinate);
  return std::nullopt;
}

std::optional<Reason> read_place_key(const ConfigEntry& entry, PlaceInfo& into) {
  const std::string& key = entry.key;
  const std::string& value = entry.value;
  if (key == "id") return keep(value, into.id);
  if (key == "name") return keep(value, into.name);
  if (key == "type") return keep(value, into.type);
  if (key == "location") return read_triple(value, kLocation, into.location);
  if (key == "coordinate") return read_triple(value, kCoordinate, into.coordinate);
  if (key == "place-sub-field1") return keep(value, into.sub_fields[0]);
  if (key == "place-sub-field2") return keep(value, into.sub_fields[1]);
  if (key == "place-sub-field3") return keep(value, into.sub_fields[2]);
  return std::nullopt;
}

std::optional<Reason> read_analytics_key(const ConfigEntry& entry, AnalyticsInfo& into) {
  const std::string& key = entry.key;
  const std::string& value = entry.value;
  if (key == "id") return keep(value, into.id);
  if (key == "description") return keep(value, into.description);
  if (key == "source") return keep(value, into.source);
  if (key == "version") return keep(value, into.version);
  return std::nullopt;
}

class ConfigReader {
 public:
  explicit ConfigReader(const ConfigFile& file) : file_(file) {}

  Result<MessageConfig> read() {
    for (const ConfigSection& section : file_.sections()) {
      if (const Reason wrong = read_section(section)) {
        return Error{"'" + file_.path() + "', " + file_.section_label(section.name) + ": " +
                     *wrong};
      }
    }
    return std::move(config_);
  }

 private:
  Reason read_section(const ConfigSection& section) {
    if (section.name.rfind("sensor", 0) == 0) {
      return read_group(section, "sensor", config_.sensors, read_sensor_key);
    }
    if (section.name.rfind("place", 0) == 0) {
      return read_group(section, "place", config_.places, read_place_key);
    }
    if (section.name.rfind("analytics", 0) == 0) {
      return read_group(section, "analytics", config_.analytics, read_analytics_key);
    }
    warn(section, "the section is not known (sensor<n>, place<n> and analytics<n> are)");
    return std::nullopt;
  }

  template <typename Info>
  Reason read_group(const ConfigSection& section, std::string_view kind, std::map<int, Info>& into,
                    std::optional<Reason> (*read_key)(const ConfigEntry&, Info&)) {
    const auto number = inference::parse_integer(section.name.substr(kind.size()), 0, INT_MAX);
    if (!number) {
      return "the section's name must end in a number, e.g. " + std::string(kind) + "0";
    }
    if (into.contains(static_cast<int>(number.value()))) return "the section is there twice";
    Info info;
    bool is_enabled = false;
    for (const ConfigEntry& entry : section.entries) {
      if (entry.key == "enable") {
        const auto enable = inference::parse_boolean(entry.value);
        if (!enable) return "enable: value '" + entry.value + "': " + enable.error().message;
        is_enabled = enable.value();
        continue;
      }
      if (entry.is_nested) return entry.key + ": expected one value; separate numbers by ;";
      const std::optional<Reason> result = read_key(entry, info);
      if (!result) {
        warn(section, "the key '" + entry.key + "' is not known");
      } else if (*result) {
        return entry.key + ": value '" + entry.value + "' is wrong: " + **result;
      }
    }
    if (is_enabled) into.emplace(static_cast<int>(number.value()), std::move(info));
    return std::nullopt;
  }

  void warn(const ConfigSection& section, const std::string& text) {
    config_.warnings.push_back("'" + file_.path() + "', " + file_.section_label(section.name) +
                               ": " + text);
  }

  const ConfigFile& file_;
  MessageConfig config_;
};

}  // namespace

Result<MessageConfig> read_message_config(const std::string& path, Schema schema) {
  if (path.ends_with(".csv")) {
    if (schema == Schema::kFull) return read_message_csv(path);
    return Error{"'" + path +
                 "': a CSV file is for payload-type 0 only; use an INI or YAML file with sensor "
                 "sections, or none"};
  }
  const Result<ConfigFile> file = ConfigFile::read(path);
  if (!file) return file.error();
  return ConfigReader(file.value()).read();
}

}  // namespace pipewright::standin::messaging
