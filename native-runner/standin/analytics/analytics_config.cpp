// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/analytics_config.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"

namespace pipewright::standin::analytics {
namespace {

using keys::Reason;

constexpr long kMaxStream = 65535;
constexpr long kMaxWindowMillis = 1000000000;
constexpr std::size_t kNumbersOfALine = 8;
constexpr std::size_t kNumbersOfADirection = 4;
constexpr std::size_t kFewestCorners = 3;

const std::vector<keys::Key<AnalyticsConfig>>& property_keys() {
  using Config = AnalyticsConfig;
  static const std::vector<keys::Key<Config>> table = {
      {"enable", keys::boolean(&Config::is_enabled)},
      {"config-width", keys::integer(&Config::width, 1)},
      {"config-height", keys::integer(&Config::height, 1)},
      {"osd-mode", keys::choice(&Config::draw_mode, 2,
                                "0 (draw nothing), 1 (lines and labels) or 2 (counts as well)")},
      {"display-font-size", keys::integer(&Config::font_size, 1)},
      {"obj-cnt-win-in-ms", keys::integer(&Config::window, 1, kMaxWindowMillis)},
      {"display-obj-cnt", keys::boolean(&Config::draws_object_counts)},
  };
  return table;
}

/// What a group of rules says of all of them.
struct GroupSettings {
  bool is_enabled = false;
  ClassIds classes;
  bool counts_outside = false;
  unsigned object_threshold = 1;
  /// DeepStream reads it, but decides frame by frame.
  unsigned time_threshold_millis = 0;
  bool is_endless = true;
  /// Empty when the group has none.
  std::string mode;
};

Reason read_classes(const std::string& text, GroupSettings& group) {
  auto ids = keys::integers_of<int>(text, -1);
  if (!ids) return "expected class ids separated by semicolons, or -1 for all";
  group.classes = *std::move(ids);
  return std::nullopt;
}

/// One kind of rule: the keys of its groups, and the prefix of those that are a rule each.
struct RuleKind {
  std::vector<keys::Key<GroupSettings>> table;
  std::string_view prefix;
};

RuleKind rule_kind(std::string_view prefix, std::vector<keys::Key<GroupSettings>> own_keys) {
  own_keys.push_back({"enable", keys::boolean(&GroupSettings::is_enabled)});
  own_keys.push_back({"class-id", read_classes});
  return {std::move(own_keys), prefix};
}

Reason read_polygon(const std::string& text, std::vector<Point>& into) {
  const auto numbers = keys::integers_of<double>(text, INT_MIN);
  if (!numbers || numbers->size() % 2 != 0 || numbers->size() < 2 * kFewestCorners) {
    return "expected x;y of three corners or more, e.g. 0;0;640;0;640;360";
  }
  into.clear();
  for (std::size_t i = 0; i < numbers->size(); i += 2) {
    into.push_back({(*numbers)[i], (*numbers)[i + 1]});
  }
  return std::nullopt;
}

Arrow arrow_at(const std::vector<double>& numbers, std::size_t start) {
  return {{numbers[start], numbers[start + 1]}, {numbers[start + 2], numbers[start + 3]}};
}

Reason read_arrows(const std::string& text, std::size_t count, const char* expected,
                   const std::function<void(const std::vector<double>&)>& take) {
  const auto numbers = keys::integers_of<double>(text, 0);
  if (!numbers || numbers->size() != count) return expected;
  for (std::size_t i = 0; i < count; i += 4) {
    const Arrow arrow = arrow_at(*numbers, i);
    if (is_same(arrow.from, arrow.to)) return "two points are the same, so they make no line";
  }
  take(*numbers);
  return std::nullopt;
}

/// Reads one file; the first error ends it.
class ConfigReader {
 public:
  explicit ConfigReader(const ConfigFile& file) : file_(file) {}

  Result<AnalyticsConfig> read() {
    const auto property = file_.required_section("property");
    if (!property) return property.error();
    for (const ConfigSection& section : file_.sections()) {
      const auto done =
          &section == property.value()
              ? keys::read_section(file_, section, property_keys(), config_, config_.warnings)
              : read_rule_group(section);
      if (!done) return done.error();
    }
    if (auto done = check_presence(*property.value()); !done) return done.error();
    return std::move(config_);
  }

 private:
  /// In INI files DeepStream wants these, in YAML files it has defaults for them.
  Result<void> check_presence(const ConfigSection& section) const {
    if (file_.is_yaml()) return {};
    for (const char* key : {"enable", "config-width", "config-height"}) {
      if (std::ranges::find(section.entries, key, &ConfigEntry::key) == section.entries.end()) {
        return Error{concat(file_.where(section.name, key),
                            ": missing; DeepStream does not start without it")};
      }
    }
    return {};
  }

  std::string place_of(const ConfigSection& section) const {
    return concat('\'', file_.path(), "', ", file_.section_label(section.name));
  }

  Result<void> read_rule_group(const ConfigSection& section) {
    using Member = Result<void> (ConfigReader::*)(const ConfigSection&, StreamRules&);
    static const std::vector<std::pair<std::string_view, Member>> kinds = {
        {"roi-filtering-stream-", &ConfigReader::read_regions},
        {"overcrowding-stream-", &ConfigReader::read_crowds},
        {"line-crossing-stream-", &ConfigReader::read_lines},
        {"direction-detection-stream-", &ConfigReader::read_directions},
    };
    for (const auto& [prefix, read_rules] : kinds) {
      if (!section.name.starts_with(prefix)) continue;
      const auto stream = parse_integer(section.name.substr(prefix.size()), 0, kMaxStream);
      if (!stream) {
        return Error{place_of(section) +
                     ": the group's name must end in the number of a stream, e.g. stream-0"};
      }
      return (this->*read_rules)(section, config_.streams[static_cast<unsigned>(stream.value())]);
    }
    config_.warnings.push_back(place_of(section) + ": the group is not known");
    return {};
  }

  /// Reads the settings of a group; `add_rule` gets the label and the value of each rule. Keys that
  /// nobody reads are warned of, as DeepStream does.
  Result<GroupSettings> read_group(
      const ConfigSection& section, const RuleKind& kind,
      const std::function<Reason(std::string label, const std::string& value)>& add_rule) {
    GroupSettings group;
    bool has_rule = false;
    for (const ConfigEntry& entry : section.entries) {
      const auto read = keys::read_entry(file_, section, entry, kind.table, group);
      if (!read) return read.error();
      if (read.value()) continue;
      if (!entry.key.starts_with(kind.prefix)) {
        config_.warnings.push_back(keys::unknown_key(file_, section, entry, kind.table));
        continue;
      }
      Reason reason = keys::refuse_nested(entry);
      if (!reason) reason = add_rule(entry.key.substr(kind.prefix.size()), entry.value);
      if (reason) return keys::wrong_value(file_, section, entry, *reason);
      has_rule = true;
    }
    if (!has_rule) {
      return Error{
          concat(place_of(section), ": there is no ", kind.prefix, "<label> in the group")};
    }
    return group;
  }

  Result<void> read_regions(const ConfigSection& section, StreamRules& rules) {
    static const RuleKind kind =
        rule_kind("roi-", {{"inverse-roi", keys::boolean(&GroupSettings::counts_outside)}});
    std::vector<RegionRule> found;
    const auto group = read_group(section, kind, [&](std::string label, const std::string& value) {
      found.push_back({std::move(label), {}, {}, false});
      return read_polygon(value, found.back().polygon);
    });
    if (!group) return group.error();
    for (RegionRule& rule : found) {
      rule.classes = group.value().classes;
      rule.counts_outside = group.value().counts_outside;
    }
    append(group.value(), found, rules.regions);
    return {};
  }

  Result<void> read_crowds(const ConfigSection& section, StreamRules& rules) {
    static const RuleKind kind = rule_kind(
        "roi-", {{"object-threshold", keys::integer(&GroupSettings::object_threshold, 0)},
                 {"time-threshold", keys::integer(&GroupSettings::time_threshold_millis, 0)}});
    std::vector<CrowdRule> found;
    const auto group = read_group(section, kind, [&](std::string label, const std::string& value) {
      found.push_back({std::move(label), {}, {}, 1});
      return read_polygon(value, found.back().polygon);
    });
    if (!group) return group.error();
    for (CrowdRule& rule : found) {
      rule.classes = group.value().classes;
      rule.object_threshold = group.value().object_threshold;
    }
    append(group.value(), found, rules.crowds);
    return {};
  }

  Result<void> read_lines(const ConfigSection& section, StreamRules& rules) {
    static const RuleKind kind =
        rule_kind("line-crossing-", {{"extended", keys::boolean(&GroupSettings::is_endless)},
                                     {"mode", keys::text(&GroupSettings::mode)}});
    std::vector<LineRule> found;
    const auto group = read_group(section, kind, [&](std::string label, const std::string& value) {
      LineRule& rule = found.emplace_back();
      rule.label = std::move(label);
      return read_arrows(value, kNumbersOfALine,
                         "expected x1;y1;x2;y2 of the direction, then x1;y1;x2;y2 of the "
                         "line, all from 0 on",
                         [&](const std::vector<double>& numbers) {
                           rule.direction = arrow_at(numbers, 0);
                           rule.line = arrow_at(numbers, 4);
                         });
    });
    if (!group) return group.error();
    const Strictness strictness = strictness_of(section, group.value(), Strictness::kLoose);
    for (LineRule& rule : found) {
      rule.classes = group.value().classes;
      rule.is_endless = group.value().is_endless;
      rule.strictness = strictness;
    }
    append(group.value(), found, rules.lines);
    return {};
  }

  Result<void> read_directions(const ConfigSection& section, StreamRules& rules) {
    static const RuleKind kind =
        rule_kind("direction-", {{"mode", keys::text(&GroupSettings::mode)}});
    std::vector<DirectionRule> found;
    const auto group = read_group(section, kind, [&](std::string label, const std::string& value) {
      DirectionRule& rule = found.emplace_back();
      rule.label = std::move(label);
      return read_arrows(
          value, kNumbersOfADirection, "expected x1;y1;x2;y2, all from 0 on",
          [&](const std::vector<double>& numbers) { rule.direction = arrow_at(numbers, 0); });
    });
    if (!group) return group.error();
    // DeepStream reads the mode of directions, and judges all of them alike.
    strictness_of(section, group.value(), Strictness::kBalanced);
    for (DirectionRule& rule : found) rule.classes = group.value().classes;
    append(group.value(), found, rules.directions);
    return {};
  }

  Strictness strictness_of(const ConfigSection& section, const GroupSettings& group,
                           Strictness otherwise) {
    const std::string& mode = group.mode;
    if (mode.empty()) return otherwise;
    if (mode == "strict") return Strictness::kStrict;
    if (mode == "balanced") return Strictness::kBalanced;
    if (mode == "loose") return Strictness::kLoose;
    config_.warnings.push_back(concat(
        file_.where(section.name, "mode"), ": '", mode, "' is none of strict, balanced, loose; ",
        otherwise == Strictness::kLoose ? "loose" : "balanced", " is taken"));
    return otherwise;
  }

  template <typename Rule>
  static void append(const GroupSettings& group, std::vector<Rule>& found,
                     std::vector<Rule>& rules) {
    if (group.is_enabled) std::move(found.begin(), found.end(), std::back_inserter(rules));
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
