// SPDX-License-Identifier: Apache-2.0
#include "mux_config.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "common/text.hpp"
#include "inference/config_file.hpp"

namespace pipewright::standin {
namespace {

using inference::ConfigEntry;
using inference::ConfigFile;
using inference::ConfigSection;

constexpr std::string_view kSourceGroup = "source-config-";

/// Reads typed values of one group; the first bad one is kept as the error.
class GroupReader {
 public:
  GroupReader(const ConfigFile& file, const ConfigSection& section)
      : file_(file), section_(section) {}

  /// Null for a key that the group does not have.
  std::optional<long> number(std::string_view key, long min, long max) {
    const ConfigEntry* entry = find(key);
    if (entry == nullptr) return std::nullopt;
    const Result<long> value = inference::parse_integer(entry->value, min, max);
    if (value.ok()) return value.value();
    refuse(*entry, value.error().message);
    return std::nullopt;
  }

  std::optional<bool> boolean(std::string_view key) {
    const ConfigEntry* entry = find(key);
    if (entry == nullptr) return std::nullopt;
    const Result<bool> value = inference::parse_boolean(entry->value);
    if (value.ok()) return value.value();
    refuse(*entry, value.error().message);
    return std::nullopt;
  }

  /// `<name>-n` over `<name>-d`, each with its default.
  double rate(const std::string& name, long default_numerator) {
    constexpr long kLargest = 2147483647;
    const long numerator = number(name + "-n", 1, kLargest).value_or(default_numerator);
    const long denominator = number(name + "-d", 1, kLargest).value_or(1);
    return static_cast<double>(numerator) / static_cast<double>(denominator);
  }

  /// Adds a warning for every key that nobody asked for.
  void warn_of_unknown(std::vector<std::string>& warnings) const {
    for (const ConfigEntry& entry : section_.entries) {
      if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
      warnings.push_back(concat("configuration file '", file_.path(), "', ",
                                file_.section_label(section_.name), ": key '", entry.key,
                                "' is unknown and ignored", did_you_mean(entry.key, known_)));
    }
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const ConfigEntry* find(std::string_view key) {
    known_.emplace_back(key);
    for (const ConfigEntry& entry : section_.entries) {
      if (entry.key == key) return &entry;
    }
    return nullptr;
  }

  void refuse(const ConfigEntry& entry, const std::string& expected) {
    if (error_) return;
    error_ = Error{concat("configuration file '", file_.path(), "', ",
                          file_.section_label(section_.name), ": ", entry.key, " = ", entry.value,
                          ": ", expected)};
  }

  const ConfigFile& file_;
  const ConfigSection& section_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
};

std::chrono::nanoseconds period_of(double rate) {
  constexpr double kNanosPerSecond = 1e9;
  return std::chrono::nanoseconds(static_cast<std::int64_t>(kNanosPerSecond / rate));
}

void read_property_group(GroupReader& group, BatchRules& rules) {
  constexpr long kMaxBatchSize = 1024;
  constexpr long kLargest = 2147483647;
  constexpr std::array kOrders = {TurnOrder::kPriority, TurnOrder::kRoundRobin,
                                  TurnOrder::kPriority};
  rules.order =
      kOrders.at(static_cast<std::size_t>(group.number("algorithm-type", 0, 2).value_or(1)));
  if (const auto size = group.number("batch-size", 1, kMaxBatchSize)) {
    rules.batch_size = static_cast<unsigned>(*size);
  }
  rules.sizing = group.boolean("adaptive-batching").value_or(true) ? BatchSizing::kActive
                                                                   : BatchSizing::kFixed;
  rules.limits_source_rates = group.boolean("enable-source-rate-control").value_or(false);
  const bool limits_rate = group.boolean("max-fps-control").value_or(false);
  const double max_rate = group.rate("overall-max-fps", 120);
  rules.min_interval = limits_rate ? period_of(max_rate) : std::chrono::nanoseconds(0);
  rules.timeout = period_of(group.rate("overall-min-fps", 5));
  rules.max_same_source_frames =
      static_cast<unsigned>(group.number("max-same-source-frames", 1, kLargest).value_or(1));
}

SourceRules read_source_group(GroupReader& group) {
  constexpr long kLargest = 2147483647;
  SourceRules source;
  source.max_fps = group.rate("max-fps", 60);
  // DeepStream reads the slowest rate of a source too, and does nothing with it.
  group.rate("min-fps", 30);
  source.priority = static_cast<unsigned>(group.number("priority", 0, kLargest).value_or(0));
  source.max_frames_per_batch =
      static_cast<unsigned>(group.number("max-num-frames-per-batch", 1, kLargest).value_or(1));
  return source;
}

}  // namespace

BatchRules default_batch_rules() {
  BatchRules rules;
  rules.sizing = BatchSizing::kActive;
  rules.order = TurnOrder::kRoundRobin;
  rules.timeout = period_of(5);
  rules.waits_from_last_batch = true;
  rules.max_same_source_frames = 1;
  rules.ends_without_sources = true;
  return rules;
}

MuxConfigResult read_mux_config(const std::string& path, BatchRules& rules) {
  const Result<ConfigFile> file = ConfigFile::read(path);
  if (!file.ok()) return file.error();
  std::vector<std::string> warnings;
  for (const ConfigSection& section : file.value().sections()) {
    GroupReader group(file.value(), section);
    if (section.name == "property") {
      read_property_group(group, rules);
    } else if (section.name.starts_with(kSourceGroup)) {
      const Result<long> id =
          inference::parse_integer(section.name.substr(kSourceGroup.size()), 0, 2147483647);
      if (!id.ok()) {
        return Error{concat("configuration file '", path, "', ",
                            file.value().section_label(section.name),
                            ": expected source-config-<number of the sink pad>, e.g. "
                            "source-config-0")};
      }
      rules.sources[static_cast<unsigned>(id.value())] = read_source_group(group);
    } else {
      warnings.push_back(concat("configuration file '", path, "': group ",
                                file.value().section_label(section.name),
                                " is unknown and ignored; there are property and "
                                "source-config-<number>"));
      continue;
    }
    if (group.error()) return *group.error();
    group.warn_of_unknown(warnings);
  }
  return warnings;
}

}  // namespace pipewright::standin
