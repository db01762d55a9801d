// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/analytics_config.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "standin/inference/config_file.hpp"

namespace pipewright::standin::analytics {
namespace {

using inference::ConfigEntry;
using inference::ConfigFile;
using inference::ConfigSection;
/// What is wrong with a value; nothing when it is right.
using Reason = std::optional<std::string>;

constexpr long kMaxStream = 65535;
constexpr long kMaxWindowMillis = 1000000000;
constexpr std::size_t kNumbersOfALine = 8;
constexpr std::size_t kNumbersOfADirection = 4;
constexpr std::size_t kFewestCorners = 3;

Result<std::vector<long>> read_numbers(const std::string& text, long min) {
  std::vector<long> numbers;
  for (const std::string& item : inference::split_list(text)) {
    const auto number = inference::parse_integer(item, min, INT_MAX);
    if (!number) return Error{number.error().message};
    numbers.push_back(number.value());
  }
  return numbers;
}

Reason read_bool(const std::string& text, bool& into) {
  const auto value = inference::parse_boolean(text);
  if (!value) return value.error().message;
  into = value.value();
  return std::nullopt;
}

template <typename Number>
Reason read_number(const std::string& text, long min, long max, Number& into) {
  const auto value = inference::parse_integer(text, min, max);
  if (!value) return value.error().message;
  into = static_cast<Number>(value.value());
  return std::nullopt;
}

Reason read_classes(const std::string& text, ClassIds& into) {
  const auto numbers = read_numbers(text, -1);
  if (!numbers) return "expected class ids separated by semicolons, or -1 for all";
  into.assign(numbers.value().begin(), numbers.value().end());
  return std::nullopt;
}

Reason read_polygon(const std::string& text, std::vector<Point>& into) {
  const auto numbers = read_numbers(text, INT_MIN);
  if (!numbers || numbers.value().size() % 2 != 0 || numbers.value().size() < 2 * kFewestCorners) {
    return "expected x;y of three corners or more, e.g. 0;0;640;0;640;360";
  }
  into.clear();
  for (std::size_t i = 0; i < numbers.value().size(); i += 2) {
    into.push_back(
        {static_cast<double>(numbers.value()[i]), static_cast<double>(numbers.value()[i + 1])});
  }
  return std::nullopt;
}

Arrow arrow_at(const std::vector<long>& numbers, std::size_t start) {
  const auto number = [&](std::size_t i) { return static_cast<double>(numbers[start + i]); };
  return {{number(0), number(1)}, {number(2), number(3)}};
}

Reason read_arrows(const std::string& text, std::size_t count, const char* expected,
                   const std::function<void(const std::vector<long>&)>& take) {
  const auto numbers = read_numbers(text, 0);
  if (!numbers || numbers.value().size() != count) return expected;
  for (std::size_t i = 0; i < count; i += 4) {
    const Arrow arrow = arrow_at(numbers.value(), i);
    if (is_same(arrow.from, arrow.to)) return "two points are the same, so they make no line";
  }
  take(numbers.value());
  return std::nullopt;
}

/// Reads one file; the first error ends it.
class ConfigReader {
 public:
  explicit ConfigReader(const ConfigFile& file) : file_(file) {}

  Result<AnalyticsConfig> read() {
    const ConfigSection* property = file_.section("property");
    if (property == nullptr) {
      return Error{"'" + file_.path() + "' has no group " + file_.section_label("property")};
    }
    for (const ConfigSection& section : file_.sections()) {
      const Reason reason =
          section.name == "property" ? read_property(section) : read_rule_group(section);
      if (reason) return Error{"'" + file_.path() + "', " + section.name + ": " + *reason};
    }
    return std::move(config_);
  }

 private:
  /// Calls the reader of each key; keys that nobody reads are warned of, as DeepStream does.
  Reason read_entries(const ConfigSection& section,
                      const std::function<std::optional<Reason>(const ConfigEntry&)>& read_entry) {
    for (const ConfigEntry& entry : section.entries) {
      const std::optional<Reason> result = read_entry(entry);
      if (!result) {
        config_.warnings.push_back("'" + file_.path() + "', " + section.name + ": the key '" +
                                   entry.key + "' is not known");
      } else if (*result) {
        return entry.key + ": value '" + entry.value + "' is wrong: " + **result;
      }
    }
    return std::nullopt;
  }

  Reason read_property(const ConfigSection& section) {
    return read_entries(section, [&](const ConfigEntry& entry) -> std::optional<Reason> {
      const std::string& key = entry.key;
      const std::string& value = entry.value;
      if (key == "enable") return read_bool(value, config_.is_enabled);
      if (key == "config-width") return read_number(value, 1, INT_MAX, config_.width);
      if (key == "config-height") return read_number(value, 1, INT_MAX, config_.height);
      if (key == "osd-mode") return read_draw_mode(value);
      if (key == "display-font-size") return read_number(value, 1, INT_MAX, config_.font_size);
      if (key == "obj-cnt-win-in-ms") {
        return read_number(value, 1, kMaxWindowMillis, config_.window);
      }
      if (key == "display-obj-cnt") return read_bool(value, config_.draws_object_counts);
      return std::nullopt;
    });
  }

  Reason read_draw_mode(const std::string& value) {
    if (!inference::parse_integer(value, 0, 2)) {
      return "expected 0 (draw nothing), 1 (lines and labels) or 2 (counts as well)";
    }
    return read_number(value, 0, 2, config_.draw_mode);
  }

  Reason read_rule_group(const ConfigSection& section) {
    using Member = Reason (ConfigReader::*)(const ConfigSection&, StreamRules&);
    static const std::vector<std::pair<std::string_view, Member>> kinds = {
        {"roi-filtering-stream-", &ConfigReader::read_regions},
        {"overcrowding-stream-", &ConfigReader::read_crowds},
        {"line-crossing-stream-", &ConfigReader::read_lines},
        {"direction-detection-stream-", &ConfigReader::read_directions},
    };
    for (const auto& [prefix, read_rules] : kinds) {
      if (section.name.rfind(prefix, 0) != 0) continue;
      const auto stream =
          inference::parse_integer(section.name.substr(prefix.size()), 0, kMaxStream);
      if (!stream) return "the group's name must end in the number of a stream, e.g. stream-0";
      return (this->*read_rules)(section, config_.streams[static_cast<unsigned>(stream.value())]);
    }
    config_.warnings.push_back("'" + file_.path() + "': the group '" + section.name +
                               "' is not known");
    return std::nullopt;
  }

  Reason read_regions(const ConfigSection& section, StreamRules& rules) {
    bool enable = false;
    ClassIds classes;
    bool inverse = false;
    std::vector<RegionRule> found;
    auto reason = read_entries(section, [&](const ConfigEntry& entry) -> std::optional<Reason> {
      if (entry.key == "enable") return read_bool(entry.value, enable);
      if (entry.key == "class-id") return read_classes(entry.value, classes);
      if (entry.key == "inverse-roi") return read_bool(entry.value, inverse);
      if (entry.key.rfind("roi-", 0) != 0) return std::nullopt;
      found.push_back({entry.key.substr(4), {}, {}, false});
      return read_polygon(entry.value, found.back().polygon);
    });
    if (reason) return reason;
    if (found.empty()) return "there is no roi-<label> in the group";
    for (RegionRule& rule : found) {
      rule.classes = classes;
      rule.counts_outside = inverse;
    }
    append(enable, found, rules.regions);
    return std::nullopt;
  }

  Reason read_crowds(const ConfigSection& section, StreamRules& rules) {
    bool enable = false;
    ClassIds classes;
    unsigned threshold = 1;
    // DeepStream reads it, but decides frame by frame.
    unsigned time_threshold_millis = 0;
    std::vector<CrowdRule> found;
    auto reason = read_entries(section, [&](const ConfigEntry& entry) -> std::optional<Reason> {
      if (entry.key == "enable") return read_bool(entry.value, enable);
      if (entry.key == "class-id") return read_classes(entry.value, classes);
      if (entry.key == "object-threshold") return read_number(entry.value, 0, INT_MAX, threshold);
      if (entry.key == "time-threshold") {
        return read_number(entry.value, 0, INT_MAX, time_threshold_millis);
      }
      if (entry.key.rfind("roi-", 0) != 0) return std::nullopt;
      found.push_back({entry.key.substr(4), {}, {}, 1});
      return read_polygon(entry.value, found.back().polygon);
    });
    if (reason) return reason;
    if (found.empty()) return "there is no roi-<label> in the group";
    for (CrowdRule& rule : found) {
      rule.classes = classes;
      rule.object_threshold = threshold;
    }
    append(enable, found, rules.crowds);
    return std::nullopt;
  }

  Reason read_lines(const ConfigSection& section, StreamRules& rules) {
    static constexpr std::string_view kPrefix = "line-crossing-";
    bool enable = false;
    ClassIds classes;
    bool endless = true;
    Strictness strictness = Strictness::kLoose;
    std::vector<LineRule> found;
    auto reason = read_entries(section, [&](const ConfigEntry& entry) -> std::optional<Reason> {
      if (entry.key == "enable") return read_bool(entry.value, enable);
      if (entry.key == "class-id") return read_classes(entry.value, classes);
      if (entry.key == "extended") return read_bool(entry.value, endless);
      if (entry.key == "mode") {
        strictness = strictness_of(section, entry, Strictness::kLoose);
        return Reason{};
      }
      if (entry.key.rfind(kPrefix, 0) != 0) return std::nullopt;
      LineRule rule;
      rule.label = entry.key.substr(kPrefix.size());
      Reason wrong = read_arrows(entry.value, kNumbersOfALine,
                                 "expected x1;y1;x2;y2 of the direction, then x1;y1;x2;y2 of the "
                                 "line, all from 0 on",
                                 [&](const std::vector<long>& numbers) {
                                   rule.direction = arrow_at(numbers, 0);
                                   rule.line = arrow_at(numbers, 4);
                                 });
      found.push_back(rule);
      return wrong;
    });
    if (reason) return reason;
    if (found.empty()) return "there is no line-crossing-<label> in the group";
    for (LineRule& rule : found) {
      rule.classes = classes;
      rule.is_endless = endless;
      rule.strictness = strictness;
    }
    append(enable, found, rules.lines);
    return std::nullopt;
  }

  Reason read_directions(const ConfigSection& section, StreamRules& rules) {
    static constexpr std::string_view kPrefix = "direction-";
    bool enable = false;
    ClassIds classes;
    std::vector<DirectionRule> found;
    auto reason = read_entries(section, [&](const ConfigEntry& entry) -> std::optional<Reason> {
      if (entry.key == "enable") return read_bool(entry.value, enable);
      if (entry.key == "class-id") return read_classes(entry.value, classes);
      // DeepStream reads the mode of directions, and judges all of them alike.
      if (entry.key == "mode") {
        strictness_of(section, entry, Strictness::kBalanced);
        return Reason{};
      }
      if (entry.key.rfind(kPrefix, 0) != 0) return std::nullopt;
      DirectionRule rule;
      rule.label = entry.key.substr(kPrefix.size());
      Reason wrong = read_arrows(
          entry.value, kNumbersOfADirection, "expected x1;y1;x2;y2, all from 0 on",
          [&](const std::vector<long>& numbers) { rule.direction = arrow_at(numbers, 0); });
      found.push_back(rule);
      return wrong;
    });
    if (reason) return reason;
    if (found.empty()) return "there is no direction-<label> in the group";
    for (DirectionRule& rule : found) rule.classes = classes;
    append(enable, found, rules.directions);
    return std::nullopt;
  }

  Strictness strictness_of(const ConfigSection& section, const ConfigEntry& entry,
                           Strictness otherwise) {
    if (entry.value == "strict") return Strictness::kStrict;
    if (entry.value == "balanced") return Strictness::kBalanced;
    if (entry.value == "loose") return Strictness::kLoose;
    config_.warnings.push_back("'" + file_.path() + "', " + section.name + ": mode: '" +
                               entry.value + "' is none of strict, balanced, loose; " +
                               (otherwise == Strictness::kLoose ? "loose" : "balanced") +
                               " is taken");
    return otherwise;
  }

  template <typename Rule>
  static void append(bool enable, std::vector<Rule>& found, std::vector<Rule>& rules) {
    if (enable) std::move(found.begin(), found.end(), std::back_inserter(rules));
  }

  const ConfigFile& file_;
  AnalyticsConfig config_;
};

}  // namespace

bool looks_at(const ClassIds& classes, int class_id) {
  return classes.empty() || std::any_of(classes.begin(), classes.end(),
                                        [&](int each) { return each == -1 || each == class_id; });
}

Result<AnalyticsConfig> read_analytics_config(const std::string& path) {
  const Result<ConfigFile> file = ConfigFile::read(path);
  if (!file) return file.error();
  return ConfigReader(file.value()).read();
}

StreamRules scaled(const StreamRules& rules, double scale_x, double scale_y) {
  StreamRules result = rules;
  const auto scale = [&](Point& point) {
    point = {std::trunc(point.x * scale_x), std::trunc(point.y * scale_y)};
  };
  const auto scale_arrow = [&](Arrow& arrow) {
    scale(arrow.from);
    scale(arrow.to);
  };
  for (RegionRule& rule : result.regions)
    std::for_each(rule.polygon.begin(), rule.polygon.end(), scale);
  for (CrowdRule& rule : result.crowds)
    std::for_each(rule.polygon.begin(), rule.polygon.end(), scale);
  for (LineRule& rule : result.lines) {
    scale_arrow(rule.direction);
    scale_arrow(rule.line);
  }
  for (DirectionRule& rule : result.directions) scale_arrow(rule.direction);
  return result;
}

}  // namespace pipewright::standin::analytics
