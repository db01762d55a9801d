// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_config.hpp"

#include <algorithm>
#include <climits>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"
#include "standin/messaging/conversion/message_csv.hpp"

namespace pipewright::standin::messaging {
namespace {

using keys::Reason;

template <class Info>
auto triple(std::array<double, 3> Info::*member, const char* form) {
  return [=](const std::string& text, Info& info) -> Reason {
    const auto numbers = keys::numbers_of(text);
    if (!numbers || numbers->size() != 3) return std::string("expected ") + form;
    std::copy(numbers->begin(), numbers->end(), (info.*member).begin());
    return std::nullopt;
  };
}

constexpr const char* kLocation = "latitude;longitude;altitude";
constexpr const char* kCoordinate = "x;y;z";

const std::vector<keys::Key<SensorInfo>>& keys_of(const SensorInfo&) {
  using Info = SensorInfo;
  static const std::vector<keys::Key<Info>> table = {
      {"id", keys::text(&Info::id)},
      {"type", keys::text(&Info::type)},
      {"description", keys::text(&Info::description)},
      {"location", triple(&Info::location, kLocation)},
      {"coordinate", triple(&Info::coordinate, kCoordinate)},
  };
  return table;
}

/// place-sub-field1 to 3.
auto sub_field(std::size_t index) {
  return [=](const std::string& text, PlaceInfo& place) -> Reason {
    place.sub_fields.at(index) = text;
    return std::nullopt;
  };
}

const std::vector<keys::Key<PlaceInfo>>& keys_of(const PlaceInfo&) {
  using Info = PlaceInfo;
  static const std::vector<keys::Key<Info>> table = {
      {"id", keys::text(&Info::id)},
      {"name", keys::text(&Info::name)},
      {"type", keys::text(&Info::type)},
      {"location", triple(&Info::location, kLocation)},
      {"coordinate", triple(&Info::coordinate, kCoordinate)},
      {"place-sub-field1", sub_field(0)},
      {"place-sub-field2", sub_field(1)},
      {"place-sub-field3", sub_field(2)},
  };
  return table;
}

const std::vector<keys::Key<AnalyticsInfo>>& keys_of(const AnalyticsInfo&) {
  using Info = AnalyticsInfo;
  static const std::vector<keys::Key<Info>> table = {
      {"id", keys::text(&Info::id)},
      {"description", keys::text(&Info::description)},
      {"source", keys::text(&Info::source)},
      {"version", keys::text(&Info::version)},
  };
  return table;
}

/// What every kind of section has.
constexpr const char* kEnable = "enable";

struct Switch {
  bool is_enabled = false;
};

const std::vector<keys::Key<Switch>>& switch_keys() {
  static const std::vector<keys::Key<Switch>> table = {
      {kEnable, keys::boolean(&Switch::is_enabled)}};
  return table;
}

class ConfigReader {
 public:
  explicit ConfigReader(const ConfigFile& file) : file_(file) {}

  Result<MessageConfig> read() {
    for (const ConfigSection& section : file_.sections()) {
      if (auto done = read_section(section); !done) return done.error();
    }
    return std::move(config_);
  }

 private:
  Result<void> read_section(const ConfigSection& section) {
    if (section.name.starts_with("sensor")) return read_group(section, "sensor", config_.sensors);
    if (section.name.starts_with("place")) return read_group(section, "place", config_.places);
    if (section.name.starts_with("analytics")) {
      return read_group(section, "analytics", config_.analytics);
    }
    config_.warnings.push_back(
        place_of(section) +
        ": the section is not known (sensor<n>, place<n> and analytics<n> are)");
    return {};
  }

  template <typename Info>
  Result<void> read_group(const ConfigSection& section, std::string_view kind,
                          std::map<int, Info>& into) {
    const auto number = parse_integer(section.name.substr(kind.size()), 0, INT_MAX);
    if (!number) {
      return Error{
          concat(place_of(section), ": the section's name must end in a number, e.g. ", kind, "0")};
    }
    if (into.contains(static_cast<int>(number.value()))) {
      return Error{place_of(section) + ": the section is there twice"};
    }
    Switch enable;
    for (const ConfigEntry& entry : section.entries) {
      auto read = keys::read_entry(file_, section, entry, switch_keys(), enable);
      if (!read) return read.error();
    }
    // As in the SDK nobody looks at the rest of a section that is off.
    if (!enable.is_enabled) return {};
    Info info;
    for (const ConfigEntry& entry : section.entries) {
      if (entry.key == kEnable) continue;
      auto read = keys::read_entry(file_, section, entry, keys_of(info), info);
      if (!read) return read.error();
      if (!read.value()) {
        config_.warnings.push_back(keys::unknown_key(file_, section, entry, keys_of(info)));
      }
    }
    into.emplace(static_cast<int>(number.value()), std::move(info));
    return {};
  }

  std::string place_of(const ConfigSection& section) const {
    return concat('\'', file_.path(), "', ", file_.section_label(section.name));
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
