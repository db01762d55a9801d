// SPDX-License-Identifier: Apache-2.0
#include "standin/config/config_file.hpp"

#include <glib.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright::standin {
namespace {

std::string range_text(double min, double max) {
  const auto print = [](double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  const bool unlimited = max >= 2147483647.0;
  return unlimited ? "of " + print(min) + " or more" : "from " + print(min) + " to " + print(max);
}

unsigned line_of(const YAML::Node& node) {
  return static_cast<unsigned>(node.Mark().line + 1);
}

std::vector<std::string> plain_items(const YAML::Node& node) {
  std::vector<std::string> items;
  if (!node.IsSequence()) return items;
  for (const YAML::Node& item : node) {
    if (item.IsScalar()) items.emplace_back(trim(item.Scalar()));
  }
  return items;
}

struct KeyFileDeleter {
  void operator()(GKeyFile* file) const { g_key_file_free(file); }
};
struct StringListDeleter {
  void operator()(gchar** list) const { g_strfreev(list); }
};

bool is_list_of_mappings(const YAML::Node& node) {
  return node.IsSequence() && node.size() > 0 &&
         std::all_of(node.begin(), node.end(), [](const YAML::Node& item) { return item.IsMap(); });
}

void read_yaml_entries(const YAML::Node& mapping, std::vector<ConfigEntry>& entries) {
  for (const auto& entry : mapping) {
    const bool is_nested = entry.second.IsSequence() || entry.second.IsMap();
    entries.push_back({entry.first.as<std::string>(),
                       std::string(entry.second.IsScalar() ? trim(entry.second.Scalar()) : ""),
                       is_nested, line_of(entry.first), plain_items(entry.second)});
  }
}

}  // namespace

Result<ConfigFile> ConfigFile::read(const std::string& path) {
  ConfigFile file;
  file.path_ = path;
  file.is_yaml_ = path.ends_with(".yml") || path.ends_with(".yaml");
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return Error{"configuration file '" + path + "' does not exist"};
  }
  if (std::filesystem::is_directory(path, error)) {
    return Error{"configuration file '" + path + "' is a folder"};
  }
  return file.is_yaml_ ? read_yaml(std::move(file)) : read_ini(std::move(file));
}

Result<ConfigFile> ConfigFile::read_ini_only(const std::string& path, std::string_view element) {
  Result<ConfigFile> file = read(path);
  if (!file || !file.value().is_yaml()) return file;
  return Error{concat("'", path, "': DeepStream reads ", element,
                      "'s configuration as an INI file only; write [property] and key=value, in a "
                      "file of another suffix")};
}

Result<ConfigFile> ConfigFile::read_ini(ConfigFile file) {
  std::unique_ptr<GKeyFile, KeyFileDeleter> ini(g_key_file_new());
  GError* raw_error = nullptr;
  if (!g_key_file_load_from_file(ini.get(), file.path_.c_str(), G_KEY_FILE_NONE, &raw_error)) {
    const GErrorPtr error(raw_error);
    return Error{
        concat("configuration file '", file.path_,
               "' is no INI file (YAML needs the suffix .yml or .yaml): ", error->message)};
  }
  std::unique_ptr<gchar*, StringListDeleter> groups(g_key_file_get_groups(ini.get(), nullptr));
  for (gchar** group = groups.get(); *group != nullptr; ++group) {
    ConfigSection section{*group, {}, 0};
    std::unique_ptr<gchar*, StringListDeleter> keys(
        g_key_file_get_keys(ini.get(), *group, nullptr, nullptr));
    for (gchar** key = keys.get(); key != nullptr && *key != nullptr; ++key) {
      const std::string value = take_text(g_key_file_get_value(ini.get(), *group, *key, nullptr));
      section.entries.push_back({*key, std::string(trim(value))});
    }
    file.sections_.push_back(std::move(section));
  }
  return file;
}

Result<ConfigFile> ConfigFile::read_yaml(ConfigFile file) {
  const auto refuse = [&file](const YAML::Mark& mark, const std::string& what) {
    return Error{"configuration file '" + file.path_ + "', line " + std::to_string(mark.line + 1) +
                 ": " + what};
  };
  try {
    const YAML::Node root = YAML::LoadFile(file.path_);
    if (!root.IsMap()) {
      return refuse(root.Mark(), "expected `section:` mappings at the top of the YAML file");
    }
    for (const auto& section_node : root) {
      ConfigSection section{section_node.first.as<std::string>(), {}, line_of(section_node.first)};
      const YAML::Node& body = section_node.second;
      if (body.IsNull()) {
        file.sections_.push_back(std::move(section));
        continue;
      }
      if (is_list_of_mappings(body)) {
        for (std::size_t i = 0; i < body.size(); ++i) {
          ConfigSection item{section.name + "-" + std::to_string(i), {}, line_of(body[i]), true};
          read_yaml_entries(body[i], item.entries);
          file.sections_.push_back(std::move(item));
        }
        continue;
      }
      if (!body.IsMap()) {
        return refuse(section_node.first.Mark(),
                      "'" + section.name + "' must be a section with `key: value` lines under it");
      }
      read_yaml_entries(body, section.entries);
      file.sections_.push_back(std::move(section));
    }
  } catch (const YAML::Exception& error) {
    return refuse(error.mark, error.msg);
  }
  return file;
}

const ConfigSection* ConfigFile::section(std::string_view name) const {
  for (const ConfigSection& section : sections_) {
    if (section.name == name) return &section;
  }
  return nullptr;
}

Result<const ConfigSection*> ConfigFile::required_section(std::string_view name) const {
  if (const ConfigSection* found = section(name)) return found;
  std::vector<std::string> labels;
  for (const ConfigSection& each : sections_) labels.push_back(section_label(each.name));
  return Error{concat("'", path_, "' has no section ", section_label(name), " (it has ",
                      labels.empty() ? "no section at all" : join(labels, ", "), ")")};
}

std::string ConfigFile::section_label(std::string_view name) const {
  return is_yaml_ ? concat(name, ':') : concat('[', name, ']');
}

std::string ConfigFile::where(std::string_view section, std::string_view key) const {
  return concat('\'', path_, "', ", section_label(section), ' ', key);
}

std::string ConfigFile::resolve_path(const std::string& path) const {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path_, error).parent_path();
  return (folder / path).lexically_normal().string();
}

Result<long> parse_integer(const std::string& text, long min, long max) {
  const std::string_view trimmed = trim(text);
  long value = 0;
  const char* end = trimmed.data() + trimmed.size();
  const auto [stopped, error] = std::from_chars(trimmed.data(), end, value);
  if (error != std::errc() || stopped != end || value < min || value > max) {
    return Error{"expected a whole number " +
                 range_text(static_cast<double>(min), static_cast<double>(max))};
  }
  return value;
}

Result<double> parse_number(const std::string& text, double min, double max) {
  const std::string_view trimmed = trim(text);
  double value = 0;
  const char* end = trimmed.data() + trimmed.size();
  const auto [stopped, error] = std::from_chars(trimmed.data(), end, value);
  if (error != std::errc() || stopped != end || !std::isfinite(value) || value < min ||
      value > max) {
    return Error{"expected a number " + range_text(min, max)};
  }
  return value;
}

Result<bool> parse_boolean(const std::string& text) {
  const std::string_view trimmed = trim(text);
  if (trimmed == "1" || trimmed == "true") return true;
  if (trimmed == "0" || trimmed == "false") return false;
  return Error{"expected 0 or 1"};
}

std::vector<std::string> split_list(const std::string& text, char separator) {
  std::vector<std::string> items;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    std::string item(trim(std::string_view(text).substr(start, end - start)));
    if (end == text.size() && item.empty()) break;
    items.push_back(std::move(item));
    start = end + 1;
  }
  return items;
}

}  // namespace pipewright::standin
