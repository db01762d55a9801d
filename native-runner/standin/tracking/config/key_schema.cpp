// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/config/key_schema.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "standin/tracking/config/tracker_keys.gen.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr double kLargestInteger = 2147483647;

Result<long> read_integer(const KeySchema& schema, const std::string& text) {
  auto value = parse_integer(text, static_cast<long>(std::max(schema.min, -kLargestInteger)),
                             static_cast<long>(std::min(schema.max, kLargestInteger)));
  if (!value && !schema.choices.empty()) {
    return Error{"expected one of " + std::string(schema.choices)};
  }
  return value;
}

Result<std::vector<double>> read_numbers(const KeySchema& schema,
                                         const std::vector<std::string>& items) {
  std::vector<double> numbers;
  for (const std::string& item : items) {
    if (schema.type == KeyType::kIntegerList) {
      const auto value = read_integer(schema, item);
      if (!value) return Error{"'" + item + "' in the list: " + value.error().message};
      numbers.push_back(static_cast<double>(value.value()));
      continue;
    }
    const auto value = parse_number(item, schema.min, schema.max);
    if (!value) return Error{"'" + item + "' in the list: " + value.error().message};
    numbers.push_back(value.value());
  }
  return numbers;
}

bool is_list(KeyType type) {
  return type == KeyType::kIntegerList || type == KeyType::kNumberList ||
         type == KeyType::kPathList;
}

}  // namespace

const KeySchema* find_key(std::string_view section, std::string_view key) {
  const auto* found = std::find_if(
      std::begin(kTrackerKeys), std::end(kTrackerKeys),
      [&](const KeySchema& schema) { return schema.section == section && schema.key == key; });
  return found == std::end(kTrackerKeys) ? nullptr : found;
}

bool is_known_section(std::string_view section) {
  return std::any_of(std::begin(kTrackerKeys), std::end(kTrackerKeys),
                     [&](const KeySchema& schema) { return schema.section == section; });
}

Result<KeyValue> read_value(const KeySchema& schema, const ConfigEntry& entry) {
  if (is_list(schema.type) && !entry.is_nested) {
    return Error{"expected a list, e.g. [" + (entry.value.empty() ? "1" : entry.value) + "]"};
  }
  if (!is_list(schema.type) && entry.is_nested) return Error{"expected one value, not a list"};
  KeyValue value;
  switch (schema.type) {
    case KeyType::kBoolean: {
      const auto read = parse_boolean(entry.value);
      if (!read) return read.error();
      value.boolean = read.value();
      break;
    }
    case KeyType::kInteger: {
      const auto read = read_integer(schema, entry.value);
      if (!read) return read.error();
      value.integer = read.value();
      break;
    }
    case KeyType::kNumber: {
      const auto read = parse_number(entry.value, schema.min, schema.max);
      if (!read) return read.error();
      value.number = read.value();
      break;
    }
    case KeyType::kText:
    case KeyType::kPath:
      value.text = entry.value;
      break;
    case KeyType::kIntegerList:
    case KeyType::kNumberList: {
      auto read = read_numbers(schema, entry.items);
      if (!read) return read.error();
      value.numbers = std::move(read).value();
      break;
    }
    case KeyType::kPathList:
      value.texts = entry.items;
      break;
  }
  return value;
}

}  // namespace pipewright::standin::tracking
