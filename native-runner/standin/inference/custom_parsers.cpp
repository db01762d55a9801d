// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/custom_parsers.hpp"

#include <algorithm>
#include <iterator>

#include "standin/inference/box_decoder.hpp"
#include "standin/inference/instance_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

/// The SDK's own classifier parser under the name that its sample library gives it.
constexpr std::string_view kSoftmaxParser = "NvDsInferClassiferParseCustomSoftmax";

/// Maps of class numbers are read without a function, whatever its name.
constexpr std::string_view kClassMapParsers[] = {"NvDsInferParseCustomPeopleSemSegNet",
                                                 "NvDsInferParseCustomSegformerTAO",
                                                 "NvDsInferParseCustomSegformerTAO2"};

bool is_class_map_parser(std::string_view function) {
  return std::find(std::begin(kClassMapParsers), std::end(kClassMapParsers), function) !=
         std::end(kClassMapParsers);
}

/// What to set instead of a parser that is not known; nothing for one that is.
std::optional<std::string> remedy_for(NetworkType type, const std::string& function) {
  switch (type) {
    case NetworkType::kDetector:
      if (is_known_box_parser(function)) return std::nullopt;
      return "set one that it has a decoder for (" + known_box_parsers() + ")";
    case NetworkType::kInstanceSegmentation:
      if (is_known_instance_parser(function)) return std::nullopt;
      return "set one that it has a decoder for (" + known_instance_parsers() + ")";
    case NetworkType::kClassifier:
      if (function == kSoftmaxParser) return std::nullopt;
      return "remove it for a model with one output of probabilities per attribute";
    case NetworkType::kSegmentation:
      if (is_class_map_parser(function)) return std::nullopt;
      return "remove it for a model with one map per class or one map of class numbers";
    case NetworkType::kOther:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<CustomParser> custom_parser(const NvinferConfig& config) {
  CustomParser parser;
  switch (config.network_type) {
    case NetworkType::kDetector:
      parser = {"parse-bbox-func-name", config.parse_bbox_function};
      break;
    case NetworkType::kInstanceSegmentation:
      parser = {"parse-bbox-instance-mask-func-name", config.parse_instance_mask_function};
      break;
    case NetworkType::kClassifier:
      parser = {"parse-classifier-func-name", config.parse_classifier_function};
      break;
    case NetworkType::kSegmentation:
      parser = {"parse-segmentation-func-name", config.parse_segmentation_function};
      break;
    case NetworkType::kOther:
      break;
  }
  if (parser.function.empty()) return std::nullopt;
  return parser;
}

std::optional<std::string> refuse_custom_parser(const NvinferConfig& config) {
  const auto parser = custom_parser(config);
  if (!parser) return std::nullopt;
  const auto remedy = remedy_for(config.network_type, parser->function);
  if (!remedy) return std::nullopt;
  return "'" + parser->function +
         "' is in a library for DeepStream's GPU libraries, which the CPU stand-in cannot load; " +
         *remedy + ", or " + config.raw_outputs_advice();
}

}  // namespace pipewright::standin::inference
