// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "standin/config/config_file.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// A key of [property]. `read` stores the value and returns why it cannot, if so.
struct PropertyKey {
  std::string_view name;
  std::function<std::optional<std::string>(const std::string& value, const ConfigFile& file,
                                           NvinferConfig& config)>
      read;
  /// False for keys that only steer GPUs and TensorRT; their values are checked and kept nowhere.
  bool has_effect = true;
  /// The SDK's YAML reader does not know it.
  bool ini_only = false;
  const char* deprecated_for = nullptr;
};

/// A key of the [class-attrs-...] sections.
struct ClassKey {
  std::string_view name;
  std::function<std::optional<std::string>(const std::string& value, ClassAttributes& attributes)>
      read;
  bool ini_only = false;
  const char* deprecated_for = nullptr;
  /// False for keys that are checked and kept nowhere.
  bool has_effect = true;
};

/// The keys that DeepStream 9.1 knows, for keys::find_key and keys::unknown_key.
const std::vector<PropertyKey>& property_keys();
const std::vector<ClassKey>& class_keys();

}  // namespace pipewright::standin::inference
