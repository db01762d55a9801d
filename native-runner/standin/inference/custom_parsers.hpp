// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// The function of a custom library that parses a model's outputs.
struct CustomParser {
  /// nvinfer's key that names it.
  std::string_view key;
  std::string function;
};

/// The parser that the configuration names for its network type, if it does.
std::optional<CustomParser> custom_parser(const NvinferConfig& config);

/// Custom libraries are never loaded; parsers that are well known have a decoder of the same name.
/// Why the configuration's parser has none, and what to do; nothing when it has one.
std::optional<std::string> refuse_custom_parser(const NvinferConfig& config);

}  // namespace pipewright::standin::inference
