// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nvinfer_checks.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include "standin/inference/custom_parsers.hpp"
#include "standin/inference/instance_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

std::optional<Error> check_file(const ConfigFile& file, std::string_view key,
                                const std::string& path, std::string_view what) {
  std::error_code error;
  if (path.empty() || std::filesystem::is_regular_file(path, error)) return std::nullopt;
  return Error{file.where(kPropertySection, key) + ": the " + std::string(what) + " '" + path +
               "' does not exist; correct the path (relative ones start at the folder of the "
               "configuration file)"};
}

std::optional<Error> check_custom_library(const ConfigFile& file, const NvinferConfig& config) {
  if (config.custom_lib_path.empty()) return std::nullopt;
  const auto reason = refuse_custom_parser(config);
  if (!reason) return std::nullopt;
  return Error{file.where(kPropertySection, custom_parser(config)->key) + ": " + *reason};
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
  if (config.input_tensor_from_meta && config.classifier_async_mode) {
    return refuse("classifier-async-mode",
                  "a classifier of nvdspreprocess's tensors cannot be asynchronous; set it to 0");
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
