// SPDX-License-Identifier: Apache-2.0
// The [group-N] sections of nvdspreprocess's configuration file.
#include <algorithm>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"
#include "standin/preprocess/preprocess_config.hpp"

namespace pipewright::standin::preprocess {
namespace {

constexpr std::string_view kGroupPrefix = "group-";
constexpr std::string_view kRegionPrefix = "roi-params-src-";
constexpr long kMaxSource = 65535;
constexpr std::size_t kNumbersOfARegion = 4;
constexpr NvOSD_ColorParams kFrameColor = {0, 1, 0, 1};
constexpr NvOSD_ColorParams kObjectColor = {0, 1, 1, 1};

keys::Reason read_color(const std::string& text, RegionGroup& group) {
  const auto parts = keys::color_of(text);
  if (!parts) return keys::kExpectedColor;
  group.color = {(*parts)[0], (*parts)[1], (*parts)[2], (*parts)[3]};
  return std::nullopt;
}

/// The functions of DeepStream's own library do the same as the element without one.
keys::Reason read_transformation(const std::string& text, RegionGroup& group) {
  if (text != "CustomTransformation" && text != "CustomAsyncTransformation" && !text.empty()) {
    return "expected CustomTransformation or CustomAsyncTransformation of DeepStream's own "
           "library; "
           "the CPU stand-in cannot load others";
  }
  group.transformation_function = text;
  return std::nullopt;
}

const std::vector<keys::Key<RegionGroup>>& group_keys() {
  using Group = RegionGroup;
  static const std::vector<keys::Key<Group>> table = {
      {"src-ids",
       keys::integers(&Group::source_ids, -1, "source ids separated by semicolons, or -1 for all")},
      {"custom-input-transformation-function", read_transformation},
      {"process-on-roi", keys::boolean(&Group::process_on_roi)},
      {"process-on-all-objects", keys::boolean(&Group::process_on_all_objects)},
      {"draw-roi", keys::boolean(&Group::draws_regions)},
      {"roi-color", read_color},
      {"operate-on-class-ids",
       keys::integers(&Group::class_ids, -1, "class ids separated by semicolons")},
      {"interval", keys::integer(&Group::interval, 0)},
      {"input-object-min-width", keys::integer(&Group::object_min_width, 0)},
      {"input-object-min-height", keys::integer(&Group::object_min_height, 0)},
      {"input-object-max-width", keys::integer(&Group::object_max_width, 0)},
      {"input-object-max-height", keys::integer(&Group::object_max_height, 0)},
  };
  return table;
}

/// Reads the groups of one file; the first error ends it.
class GroupReader {
 public:
  GroupReader(const ConfigFile& file, PreprocessConfig& config)
      : file_(file),
        config_(config),
        mode_key_(config.element.process_on_frame ? "process-on-roi" : "process-on-all-objects") {}

  Result<void> read() {
    for (const ConfigSection& section : file_.sections()) {
      if (section.name == "property" || section.name == "user-configs") continue;
      if (!section.name.starts_with(kGroupPrefix)) {
        config_.warnings.push_back(concat("'", file_.path(), "': the section '", section.name,
                                          "' is not known and has no effect"));
        continue;
      }
      if (file_.is_yaml() && !section.is_list_item) {
        return wrong(section,
                     "in a YAML file DeepStream wants the groups as items of a list: "
                     "`group:` with `- src-ids: 0` under it");
      }
      if (auto read = read_group(section); !read) return read;
    }
    if (config_.groups.empty()) {
      return Error{concat("'", file_.path(), "' has no group: add ",
                          file_.is_yaml() ? "an item of `group:`" : "[group-0]", " with src-ids")};
    }
    return {};
  }

 private:
  static Error wrong_at(const std::string& place, const std::string& reason) {
    return Error{place + ": " + reason};
  }
  Error wrong(const ConfigSection& section, const std::string& reason) const {
    return wrong_at(concat("'", file_.path(), "', ", file_.section_label(section.name)), reason);
  }

  Result<void> read_group(const ConfigSection& section) {
    RegionGroup group;
    group.label = file_.section_label(section.name);
    group.color = config_.element.process_on_frame ? kFrameColor : kObjectColor;
    std::string first_region_key;
    for (const ConfigEntry& entry : section.entries) {
      if (entry.key.rfind(kRegionPrefix, 0) == 0) {
        if (first_region_key.empty()) first_region_key = entry.key;
        if (auto read = read_regions(section, entry, group); !read) return read;
        continue;
      }
      const auto read = keys::read_entry(file_, section, entry, group_keys(), group);
      if (!read) return read.error();
      if (!read.value()) {
        const std::string text = keys::unknown_key(file_, section, entry, group_keys());
        // The SDK's YAML reader stops at such a key.
        if (file_.is_yaml()) return Error{text};
        config_.warnings.push_back(text);
      }
      if (entry.key != mode_key_) continue;
      has_mode_ = true;
      if (!first_region_key.empty() && group.process_on_roi && config_.element.process_on_frame) {
        return wrong_at(file_.where(section.name, mode_key_),
                        concat("has to stand above ", first_region_key,
                               ", which DeepStream passes over otherwise"));
      }
    }
    return take(section, std::move(group));
  }

  Result<void> read_regions(const ConfigSection& section, const ConfigEntry& entry,
                            RegionGroup& group) const {
    const std::string place = file_.where(section.name, entry.key);
    const auto source = parse_integer(entry.key.substr(kRegionPrefix.size()), 0, kMaxSource);
    if (!source) return wrong_at(place, "the key has to end in a source id, e.g. roi-params-src-0");
    const auto numbers = keys::integers_of<int>(entry.value, 0);
    if (!numbers || numbers->empty() || numbers->size() % kNumbersOfARegion != 0) {
      return keys::wrong_value(file_, section, entry,
                               "expected left;top;width;height of each region");
    }
    std::vector<Rect> regions;
    for (std::size_t i = 0; i < numbers->size(); i += kNumbersOfARegion) {
      const auto at = numbers->begin() + static_cast<std::ptrdiff_t>(i);
      regions.push_back({at[0], at[1], at[2], at[3]});
      if (regions.back().width < 2 || regions.back().height < 2) {
        return wrong_at(place, concat("the region ", at[0], ";", at[1], ";", at[2], ";", at[3],
                                      " has less than two pixels of width or height"));
      }
    }
    // With src-ids=-1 the first list holds for all sources.
    const bool is_first_of_all =
        !group.source_ids.empty() && group.takes_all_sources() && !group.regions.empty();
    group.regions[static_cast<int>(source.value())] =
        is_first_of_all ? group.regions.begin()->second : std::move(regions);
    return {};
  }

  Result<void> take(const ConfigSection& section, RegionGroup group) {
    const bool on_frame = config_.element.process_on_frame;
    if (group.source_ids.empty()) {
      return wrong_at(file_.where(section.name, "src-ids"),
                      "missing; list the sources of the group, or -1 for all");
    }
    if (!has_mode_) {
      return wrong_at(
          file_.where(section.name, mode_key_),
          concat("missing; set it to 1 or 0 (process-on-frame is ", on_frame ? 1 : 0, ")"));
    }
    if (!group.uses_regions(on_frame)) {
      group.regions.clear();
    } else if (group.regions.empty()) {
      return wrong(section,
                   concat("there is no roi-params-src-<source id> with the regions; add one, "
                          "or set ",
                          mode_key_, " to ", on_frame ? 0 : 1));
    }
    config_.groups.push_back(std::move(group));
    return {};
  }

  const ConfigFile& file_;
  PreprocessConfig& config_;
  std::string mode_key_;
  /// As in the SDK one group with the key is enough for those behind it.
  bool has_mode_ = false;
};

}  // namespace

Result<void> read_region_groups(const ConfigFile& file, PreprocessConfig& config) {
  return GroupReader(file, config).read();
}

}  // namespace pipewright::standin::preprocess
