// SPDX-License-Identifier: Apache-2.0
// Tables of a configuration section's keys: one row names a key and says how its value gets into a
// struct.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.hpp"
#include "common/text.hpp"
#include "standin/config/config_file.hpp"

namespace pipewright::standin::keys {

/// What is wrong with a value; nothing when it is right.
using Reason = std::optional<std::string>;

template <class Owner>
struct Key {
  std::string_view name;
  /// Empty for a key that is known and has no effect on a CPU.
  std::function<Reason(const std::string& text, Owner& owner)> read;
};

template <class Owner, class T>
auto integer(T Owner::*member, long min, long max = 2147483647) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    const auto value = parse_integer(text, min, max);
    if (!value) return value.error().message;
    owner.*member = static_cast<T>(value.value());
    return std::nullopt;
  };
}

template <class Owner, class T>
auto number(T Owner::*member, double min = std::numeric_limits<double>::lowest(),
            double max = std::numeric_limits<double>::max()) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    const auto value = parse_number(text, min, max);
    if (!value) return value.error().message;
    owner.*member = static_cast<T>(value.value());
    return std::nullopt;
  };
}

template <class Owner, class T>
auto boolean(T Owner::*member) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    const auto value = parse_boolean(text);
    if (!value) return value.error().message;
    owner.*member = value.value();
    return std::nullopt;
  };
}

template <class Owner, class T>
auto text(T Owner::*member) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    owner.*member = text;
    return std::nullopt;
  };
}

/// A number from `min` to `max`; `meaning` explains the numbers in the error.
template <class Owner, class T>
auto choice(T Owner::*member, long min, long max, std::string meaning) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    const auto value = parse_integer(text, min, max);
    if (!value) return "expected " + meaning;
    owner.*member = static_cast<T>(value.value());
    return std::nullopt;
  };
}

/// The same from 0 on.
template <class Owner, class T>
auto choice(T Owner::*member, long max, std::string meaning) {
  return choice(member, 0, max, std::move(meaning));
}

/// The whole numbers of a list, or nothing when an item is none of at least `min`.
template <class T>
std::optional<std::vector<T>> integers_of(const std::string& text, long min, char separator = ';') {
  std::vector<T> numbers;
  for (const std::string& item : split_list(text, separator)) {
    const auto value = parse_integer(item, min, 2147483647);
    if (!value) return std::nullopt;
    numbers.push_back(static_cast<T>(value.value()));
  }
  return numbers;
}

/// The numbers of a list, or nothing when an item is none.
inline std::optional<std::vector<double>> numbers_of(const std::string& text) {
  std::vector<double> numbers;
  for (const std::string& item : split_list(text)) {
    const auto value = parse_number(item, std::numeric_limits<double>::lowest(),
                                    std::numeric_limits<double>::max());
    if (!value) return std::nullopt;
    numbers.push_back(value.value());
  }
  return numbers;
}

/// Items separated by semicolons into a container; `expected` tells the right form.
template <class Owner, class Container>
auto integers(Container Owner::*member, long min, std::string expected) {
  return [=](const std::string& text, Owner& owner) -> Reason {
    const auto numbers = integers_of<typename Container::value_type>(text, min);
    if (!numbers || numbers->empty()) return "expected " + expected;
    owner.*member = Container(numbers->begin(), numbers->end());
    return std::nullopt;
  };
}

/// Red, green, blue and opacity, each from 0 to 1; nothing when the text is anything else.
inline std::optional<std::array<double, 4>> color_of(const std::string& text) {
  const auto parts = numbers_of(text);
  if (!parts || parts->size() != 4 ||
      std::any_of(parts->begin(), parts->end(), [](double part) { return part < 0 || part > 1; })) {
    return std::nullopt;
  }
  return std::array{(*parts)[0], (*parts)[1], (*parts)[2], (*parts)[3]};
}
/// What errors about such a text say.
inline constexpr const char* kExpectedColor = "expected red;green;blue;alpha, each from 0 to 1";

/// The error about an entry's value, with its place.
inline Error wrong_value(const ConfigFile& file, const ConfigSection& section,
                         const ConfigEntry& entry, const std::string& reason) {
  return Error{concat(file.where(section.name, entry.key), ": value '", entry.value,
                      "' is wrong: ", reason)};
}

/// What is wrong with a YAML list or mapping where one value belongs.
inline Reason refuse_nested(const ConfigEntry& entry) {
  if (!entry.is_nested) return std::nullopt;
  return "write it as one value; a list is one text with semicolons, e.g. 3;544;960";
}

/// The table's row of a key; null when it has none.
template <class Table>
const auto* find_key(const Table& table, std::string_view name) {
  const auto found = std::find_if(std::begin(table), std::end(table),
                                  [&](const auto& key) { return key.name == name; });
  return found == std::end(table) ? nullptr : &*found;
}

/// Reads one entry with its row of the table. False when the table has no such key.
template <class Owner, class Table>
Result<bool> read_entry(const ConfigFile& file, const ConfigSection& section,
                        const ConfigEntry& entry, const Table& table, Owner& owner) {
  const auto* key = find_key(table, entry.key);
  if (key == nullptr) return false;
  if (!key->read) return true;
  Reason reason = refuse_nested(entry);
  if (!reason) reason = key->read(entry.value, owner);
  if (!reason) return true;
  return wrong_value(file, section, entry, *reason);
}

/// The warning about a key that nobody knows.
template <class Table>
std::string unknown_key(const ConfigFile& file, const ConfigSection& section,
                        const ConfigEntry& entry, const Table& table) {
  std::vector<std::string> names;
  for (const auto& key : table) names.emplace_back(key.name);
  return file.where(section.name, entry.key) + ": the key is not known and has no effect." +
         did_you_mean(entry.key, names);
}

/// Reads a whole section; keys that the table does not have become warnings.
template <class Owner, class Table>
Result<void> read_section(const ConfigFile& file, const ConfigSection& section, const Table& table,
                          Owner& owner, std::vector<std::string>& warnings) {
  for (const ConfigEntry& entry : section.entries) {
    const auto read = read_entry(file, section, entry, table, owner);
    if (!read) return read.error();
    if (!read.value()) warnings.push_back(unknown_key(file, section, entry, table));
  }
  return {};
}

}  // namespace pipewright::standin::keys
