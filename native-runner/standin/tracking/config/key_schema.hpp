// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.hpp"
#include "standin/config/config_file.hpp"

namespace pipewright::standin::tracking {

enum class KeyType {
  kBoolean,
  kInteger,
  kNumber,
  kText,
  kPath,
  kIntegerList,
  kNumberList,
  kPathList,
};

inline constexpr double kNoMin = -1e30;
inline constexpr double kNoMax = 1e30;

/// What a key of the low-level tracker's YAML may hold.
struct KeySchema {
  std::string_view section;
  std::string_view key;
  KeyType type;
  double min;
  double max;
  /// `0 (greedy), 1 (cascaded)` where the numbers have names, otherwise empty.
  std::string_view choices;
};

/// A key's value, checked; which member holds it follows from the key's type.
struct KeyValue {
  bool boolean = false;
  long integer = 0;
  double number = 0;
  std::string text;
  std::vector<double> numbers;
  std::vector<std::string> texts;
};

/// The key of a section; null when the tracker has no such key.
const KeySchema* find_key(std::string_view section, std::string_view key);
/// Whether the tracker has a section of this name.
bool is_known_section(std::string_view section);

/// Reads a value as the schema says. Errors say what is expected.
Result<KeyValue> read_value(const KeySchema& schema, const ConfigEntry& entry);

}  // namespace pipewright::standin::tracking
