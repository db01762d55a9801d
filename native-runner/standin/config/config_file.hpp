// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin {

/// One `key = value` of a configuration file; the value is text until somebody asks for a type.
struct ConfigEntry {
  std::string key;
  std::string value;
  /// A YAML list or mapping, which has no single value; `value` is empty.
  bool is_nested = false;
  /// Line of the file, from 1; 0 where the form does not tell (INI).
  unsigned line = 0;
  /// The plain values of a YAML list.
  std::vector<std::string> items = {};
};

/// A `[name]` group of an INI file or a `name:` mapping of a YAML file, in the file's order. A YAML
/// list of mappings under `name:` gives the sections name-0, name-1 and so on.
struct ConfigSection {
  std::string name;
  std::vector<ConfigEntry> entries;
  /// Line of the name, from 1; 0 where the form does not tell (INI).
  unsigned line = 0;
  /// It was an item of a YAML list.
  bool is_list_item = false;
};

/// A configuration file of DeepStream in either of its forms. As in the SDK the suffix decides:
/// .yml and .yaml are YAML, anything else is INI (GKeyFile).
class ConfigFile {
 public:
  /// Errors name the file and, for YAML, the line.
  static Result<ConfigFile> read(const std::string& path);
  /// For elements that know no YAML; the error says so of a file of that form.
  static Result<ConfigFile> read_ini_only(const std::string& path, std::string_view element);

  const std::string& path() const { return path_; }
  bool is_yaml() const { return is_yaml_; }
  const std::vector<ConfigSection>& sections() const { return sections_; }
  /// Null when the file has no such section.
  const ConfigSection* section(std::string_view name) const;
  /// The section, or an error that says which ones the file has instead.
  Result<const ConfigSection*> required_section(std::string_view name) const;

  /// `[name]` or `name:`, as the section is written in this file's form.
  std::string section_label(std::string_view name) const;
  /// The place of a key, for messages: file, section and key.
  std::string where(std::string_view section, std::string_view key) const;
  /// A path of the file made absolute: relative ones start at the file's folder.
  std::string resolve_path(const std::string& path) const;

 private:
  static Result<ConfigFile> read_ini(ConfigFile file);
  static Result<ConfigFile> read_yaml(ConfigFile file);

  std::string path_;
  bool is_yaml_ = false;
  std::vector<ConfigSection> sections_;
};

/// Strict readers of a value's text, the same for both forms: surrounding blanks are ignored,
/// anything else that does not belong to the value is an error, which says what is expected.
Result<long> parse_integer(const std::string& text, long min, long max);
Result<double> parse_number(const std::string& text, double min, double max);
/// 0, 1, true or false.
Result<bool> parse_boolean(const std::string& text);
/// Items separated (and optionally ended) by `separator`.
std::vector<std::string> split_list(const std::string& text, char separator = ';');

}  // namespace pipewright::standin
