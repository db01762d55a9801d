// SPDX-License-Identifier: Apache-2.0
#include "standin/metamux/meta_mux_config.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"

namespace pipewright::standin::metamux {
namespace {

constexpr std::string_view kGroupPrefix = "group-";
constexpr std::string_view kModelPrefix = "src-ids-model-";
constexpr int kAllSources = -1;

const std::vector<keys::Key<MetaMuxConfig>>& property_keys() {
  static const std::vector<keys::Key<MetaMuxConfig>> table = {
      {"enable", keys::boolean(&MetaMuxConfig::is_enabled)},
      {"active-pad", keys::text(&MetaMuxConfig::active_pad)},
      {"pts-tolerance", keys::integer(&MetaMuxConfig::pts_tolerance_micros, 0)},
  };
  return table;
}

Result<void> read_group(const ConfigFile& file, const ConfigSection& section,
                        MetaMuxConfig& config) {
  if (!config.sources_of_model.empty()) {
    config.warnings.push_back(
        concat("'", file.path(), "', ", file.section_label(section.name),
               ": DeepStream takes the last group only; what groups above say is lost"));
    config.sources_of_model.clear();
  }
  for (const ConfigEntry& entry : section.entries) {
    const std::string place = file.where(section.name, entry.key);
    if (entry.key.rfind(kModelPrefix, 0) != 0) {
      config.warnings.push_back(place + ": the key is not known and has no effect");
      continue;
    }
    const auto model = parse_integer(entry.key.substr(kModelPrefix.size()), 0, 2147483647);
    if (!model) {
      return Error{place + ": the key has to end in a model's unique id, e.g. src-ids-model-1"};
    }
    auto sources = keys::integers_of<int>(entry.value, kAllSources);
    if (!sources || sources->empty()) {
      return keys::wrong_value(file, section, entry,
                               "expected source ids separated by semicolons, or -1 for all");
    }
    config.sources_of_model[static_cast<int>(model.value())] = *std::move(sources);
  }
  return {};
}

}  // namespace

bool MetaMuxConfig::keeps(int unique_id, int source_id) const {
  const auto found = sources_of_model.find(unique_id);
  if (found == sources_of_model.end()) return true;
  const std::vector<int>& sources = found->second;
  return sources.front() == kAllSources ||
         std::find(sources.begin(), sources.end(), source_id) != sources.end();
}

Result<MetaMuxConfig> read_meta_mux_config(const std::string& path) {
  const Result<ConfigFile> read = ConfigFile::read_ini_only(path, "nvdsmetamux");
  if (!read) return read.error();
  const ConfigFile& file = read.value();
  const auto property = file.required_section("property");
  if (!property) return property.error();
  MetaMuxConfig config;
  auto done = keys::read_section(file, *property.value(), property_keys(), config, config.warnings);
  if (!done) return done.error();
  for (const ConfigSection& section : file.sections()) {
    if (section.name == "property" || section.name == "user-configs") continue;
    if (section.name.rfind(kGroupPrefix, 0) != 0) {
      config.warnings.push_back(
          concat("'", path, "': the group [", section.name, "] is not known and has no effect"));
      continue;
    }
    if (auto group = read_group(file, section, config); !group) return group.error();
  }
  return config;
}

}  // namespace pipewright::standin::metamux
