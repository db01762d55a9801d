// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nvinfer_checks.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <utility>

#include "standin/inference/box_decoder.hpp"
#include "standin/inference/instance_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

/// The SDK's own classifier parser under the name that its sample library gives it.
constexpr std::string_view kSoftmaxParser = "NvDsInferClassiferParseCustomSoftmax";

std::optional<Error> check_file(const ConfigFile& file, std::string_view key,
                                const std::string& path, std::string_view what) {
  std::error_code error;
  if (path.empty() || std::filesystem::is_regular_file(path, error)) return std::nullopt;
  return Error{file.where(kPropertySection, key) + ": the " + std::string(what) + " '" + path +
               "' does not exist; correct the path (relative ones start at the folder of the "
               "configuration file)"};
}

/// custom-lib-path and the functions in it: those that are well known have a decoder of the same
/// name here, all others are refused.
std::optional<Error> check_custom_library(const ConfigFile& file, const NvinferConfig& config) {
  if (config.custom_lib_path.empty()) return std::nullopt;
  const auto refuse = [&file](std::string_view key, const std::string& function,
                              const std::string& remedy) {
    return Error{file.where(kPropertySection, key) + ": '" + function +
                 "' is in a library for DeepStream's GPU libraries, which the CPU stand-in cannot "
                 "load; " +
                 remedy};
  };
  const std::string raw =
      ", or set network-type to 100 and output-tensor-meta to 1 to read the "
      "model's outputs yourself";
  if (!config.parse_bbox_function.empty() && config.network_type == NetworkType::kDetector &&
      !is_known_box_parser(config.parse_bbox_function)) {
    return refuse("parse-bbox-func-name", config.parse_bbox_function,
                  "set one that it has a decoder for (" + known_box_parsers() + ")" + raw);
  }
  if (!config.parse_instance_mask_function.empty() &&
      config.network_type == NetworkType::kInstanceSegmentation &&
      !is_known_instance_parser(config.parse_instance_mask_function)) {
    return refuse("parse-bbox-instance-mask-func-name", config.parse_instance_mask_function,
                  "set one that it has a decoder for (" + known_instance_parsers() + ")" + raw);
  }
  if (!config.parse_classifier_function.empty() &&
      config.network_type == NetworkType::kClassifier &&
      config.parse_classifier_function != kSoftmaxParser) {
    return refuse("parse-classifier-func-name", config.parse_classifier_function,
                  "remove it for a model with one output of probabilities per attribute" + raw);
  }
  // Maps of class numbers are read without a function, whatever its name.
  static constexpr std::string_view kClassMapParsers[] = {"NvDsInferParseCustomPeopleSemSegNet",
                                                          "NvDsInferParseCustomSegformerTAO",
                                                          "NvDsInferParseCustomSegformerTAO2"};
  if (!config.parse_segmentation_function.empty() &&
      config.network_type == NetworkType::kSegmentation &&
      std::find(std::begin(kClassMapParsers), std::end(kClassMapParsers),
                config.parse_segmentation_function) == std::end(kClassMapParsers)) {
    return refuse("parse-segmentation-func-name", config.parse_segmentation_function,
                  "remove it for a model with one map per class or one map of class numbers" + raw);
  }
  return std::nullopt;
}

std::optional<Error> check_model(const ConfigFile& file, const NvinferConfig& config) {
  if (config.onnx_file.empty()) {
    if (!config.other_model_keys.empty()) {
      return Error{file.where(kPropertySection, config.other_model_keys.front()) +
                   ": the CPU stand-in runs ONNX models only; export the model and set onnx-file "
                   "instead"};
    }
    if (!config.model_engine_file.empty()) {
      return Error{file.where(kPropertySection, "model-engine-file") + ": '" +
                   config.model_engine_file +
                   "' is a TensorRT engine, which needs an NVIDIA GPU; set onnx-file to the ONNX "
                   "model that it was built from"};
    }
    return Error{file.where(kPropertySection, "onnx-file") +
                 ": no model is named; set onnx-file to an ONNX model"};
  }
  return check_file(file, "onnx-file", config.onnx_file, "model");
}

/// What nvinfer itself checks before it makes instance masks.
std::optional<Error> check_instance_masks(const ConfigFile& file, const NvinferConfig& config) {
  const bool has_masks = config.network_type == NetworkType::kInstanceSegmentation;
  if (config.cluster_mode != ClusterMode::kNone && (has_masks || config.output_instance_mask)) {
    return Error{file.where(kPropertySection, "cluster-mode") + ": is " +
                 std::to_string(static_cast<int>(config.cluster_mode)) + ", but " +
                 (has_masks ? "instance segmentation (network-type 3) leaves"
                            : "output-instance-mask needs a model that leaves") +
                 " clustering to its parser; set cluster-mode to 4"};
  }
  if (!has_masks) return std::nullopt;
  for (const auto& [key, value] :
       {std::pair{"custom-lib-path", config.custom_lib_path},
        std::pair{"parse-bbox-instance-mask-func-name", config.parse_instance_mask_function}}) {
    if (!value.empty()) continue;
    return Error{file.where(kPropertySection, key) +
                 ": missing; nvinfer has no parser of its own for instance segmentation "
                 "(network-type 3), so it needs a library and its function: set "
                 "custom-lib-path (not loaded on a CPU) and parse-bbox-instance-mask-func-name to "
                 "one of " +
                 known_instance_parsers()};
  }
  return std::nullopt;
}

std::optional<Error> check_supported(const ConfigFile& file, const NvinferConfig& config) {
  const auto refuse = [&file](std::string_view key, std::string_view reason) {
    return Error{file.where(kPropertySection, key) + ": " + std::string(reason)};
  };
  if (config.input_tensor_from_meta) {
    return refuse("input-tensor-from-meta",
                  "tensors of nvdspreprocess are not on the CPU stand-in yet; set it (or the "
                  "property input-tensor-meta) to 0");
  }
  return check_instance_masks(file, config);
}

}  // namespace

std::optional<Error> check_nvinfer_config(const ConfigFile& file, const NvinferConfig& config) {
  if (config.unique_id == 0) {
    return Error{file.where(kPropertySection, "gie-unique-id") +
                 ": missing; set it to a number above 0 that no other inference element has (or "
                 "set the property unique-id)"};
  }
  if (auto error = check_supported(file, config)) return error;
  if (auto error = check_custom_library(file, config)) return error;
  if (auto error = check_model(file, config)) return error;
  if (auto error = check_file(file, "labelfile-path", config.labels_file, "labels file")) {
    return error;
  }
  if (auto error = check_file(file, "mean-file", config.mean_file, "mean image")) return error;
  if ((config.network_type == NetworkType::kDetector ||
       config.network_type == NetworkType::kSegmentation ||
       config.network_type == NetworkType::kInstanceSegmentation) &&
      config.num_detected_classes == 0) {
    return Error{file.where(kPropertySection, "num-detected-classes") +
                 ": a detector or a segmentation needs the number of classes of its model; set it "
                 "to 1 or more"};
  }
  return std::nullopt;
}

}  // namespace pipewright::standin::inference
