// SPDX-License-Identifier: Apache-2.0
#include "mux_config.hpp"

#include <array>
#include <climits>
#include <optional>
#include <string_view>

#include "standin/config/config_keys.hpp"

namespace pipewright::standin {
namespace {

constexpr std::string_view kSourceGroup = "source-config-";
constexpr long kMaxBatchSize = 1024;

/// Frames a second as two keys, `<name>-n` over `<name>-d`.
struct Rate {
  long numerator = 1;
  long denominator = 1;

  double per_second() const {
    return static_cast<double>(numerator) / static_cast<double>(denominator);
  }
};

/// [property] as it stands in the file.
struct PropertySection {
  unsigned algorithm_type = 1;
  std::optional<unsigned> batch_size;
  bool adaptive_batching = true;
  bool enable_source_rate_control = false;
  bool max_fps_control = false;
  Rate overall_max_fps = {120};
  Rate overall_min_fps = {5};
  unsigned max_same_source_frames = 1;
};

/// [source-config-N] as it stands in the file.
struct SourceSection {
  Rate max_fps = {60};
  /// DeepStream reads the slowest rate of a source too, and does nothing with it.
  Rate min_fps = {30};
  unsigned priority = 0;
  unsigned max_frames_per_batch = 1;
};

template <class Section>
auto rate(Rate Section::*member, long Rate::*part) {
  return [read = keys::integer(part, 1), member](const std::string& text, Section& section) {
    return read(text, section.*member);
  };
}

const std::vector<keys::Key<PropertySection>>& property_keys() {
  using Section = PropertySection;
  static const std::vector<keys::Key<Section>> table = {
      {"algorithm-type", keys::integer(&Section::algorithm_type, 0, 2)},
      {"batch-size", keys::integer(&Section::batch_size, 1, kMaxBatchSize)},
      {"adaptive-batching", keys::boolean(&Section::adaptive_batching)},
      {"enable-source-rate-control", keys::boolean(&Section::enable_source_rate_control)},
      {"max-fps-control", keys::boolean(&Section::max_fps_control)},
      {"overall-max-fps-n", rate(&Section::overall_max_fps, &Rate::numerator)},
      {"overall-max-fps-d", rate(&Section::overall_max_fps, &Rate::denominator)},
      {"overall-min-fps-n", rate(&Section::overall_min_fps, &Rate::numerator)},
      {"overall-min-fps-d", rate(&Section::overall_min_fps, &Rate::denominator)},
      {"max-same-source-frames", keys::integer(&Section::max_same_source_frames, 1)},
  };
  return table;
}

const std::vector<keys::Key<SourceSection>>& source_keys() {
  using Section = SourceSection;
  static const std::vector<keys::Key<Section>> table = {
      {"max-fps-n", rate(&Section::max_fps, &Rate::numerator)},
      {"max-fps-d", rate(&Section::max_fps, &Rate::denominator)},
      {"min-fps-n", rate(&Section::min_fps, &Rate::numerator)},
      {"min-fps-d", rate(&Section::min_fps, &Rate::denominator)},
      {"priority", keys::integer(&Section::priority, 0)},
      {"max-num-frames-per-batch", keys::integer(&Section::max_frames_per_batch, 1)},
  };
  return table;
}

std::chrono::nanoseconds period_of(double rate) {
  constexpr double kNanosPerSecond = 1e9;
  return std::chrono::nanoseconds(static_cast<std::int64_t>(kNanosPerSecond / rate));
}

void apply(const PropertySection& section, BatchRules& rules) {
  constexpr std::array kOrders = {TurnOrder::kPriority, TurnOrder::kRoundRobin,
                                  TurnOrder::kPriority};
  rules.order = kOrders.at(section.algorithm_type);
  rules.batch_size = section.batch_size.value_or(rules.batch_size);
  rules.sizing = section.adaptive_batching ? BatchSizing::kActive : BatchSizing::kFixed;
  rules.limits_source_rates = section.enable_source_rate_control;
  rules.min_interval = section.max_fps_control ? period_of(section.overall_max_fps.per_second())
                                               : std::chrono::nanoseconds(0);
  rules.timeout = period_of(section.overall_min_fps.per_second());
  rules.max_same_source_frames = section.max_same_source_frames;
}

/// What a group says, with its defaults for the rest; keys that it does not know are warned of.
template <class Section>
Result<Section> read_group(const ConfigFile& file, const ConfigSection& group,
                           const std::vector<keys::Key<Section>>& table,
                           std::vector<std::string>& warnings) {
  Section section;
  if (auto read = keys::read_section(file, group, table, section, warnings); !read) {
    return read.error();
  }
  return section;
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
  if (!file) return file.error();
  std::vector<std::string> warnings;
  for (const ConfigSection& section : file.value().sections()) {
    if (section.name == "property") {
      const auto read = read_group(file.value(), section, property_keys(), warnings);
      if (!read) return read.error();
      apply(read.value(), rules);
    } else if (section.name.starts_with(kSourceGroup)) {
      const Result<long> id = parse_integer(section.name.substr(kSourceGroup.size()), 0, INT_MAX);
      if (!id) {
        return Error{concat("'", path, "', ", file.value().section_label(section.name),
                            ": expected source-config-<number of the sink pad>, e.g. "
                            "source-config-0")};
      }
      const auto read = read_group(file.value(), section, source_keys(), warnings);
      if (!read) return read.error();
      rules.sources[static_cast<unsigned>(id.value())] = {
          .priority = read.value().priority,
          .max_frames_per_batch = read.value().max_frames_per_batch,
          .max_fps = read.value().max_fps.per_second()};
    } else {
      warnings.push_back(concat("'", path, "', ", file.value().section_label(section.name),
                                ": the group is not known and has no effect; there are property "
                                "and source-config-<number>"));
    }
  }
  return warnings;
}

}  // namespace pipewright::standin
