// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "common/result.hpp"
#include "standin/config/config_keys.hpp"
#include "standin/properties/property_store.hpp"

namespace pipewright::standin {

/// The numbers of classes in a text property, which `separator` stands between; the error names the
/// property.
inline Result<std::set<int>> class_ids_property(const PropertyStore& properties, unsigned id,
                                                const char* name, char separator) {
  const std::string text = properties.text_value(id);
  const auto ids = keys::integers_of<int>(text, 0, separator);
  if (ids) return std::set<int>(ids->begin(), ids->end());
  return Error{concat("property ", name, ": value '", text,
                      "' is wrong: expected class numbers separated by '", separator, "'")};
}

}  // namespace pipewright::standin
