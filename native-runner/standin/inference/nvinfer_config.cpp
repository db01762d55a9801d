// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nvinfer_config.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"
#include "standin/inference/nvinfer_checks.hpp"
#include "standin/inference/nvinfer_keys.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr std::string_view kClassPrefix = "class-attrs-";
constexpr std::string_view kAllClasses = "class-attrs-all";

/// What a key that is on its way out is told.
std::string deprecated(const ConfigFile& file, const ConfigSection& section, const auto& key) {
  return concat(file.where(section.name, key.name), " is deprecated: use ", key.deprecated_for);
}

std::optional<Error> read_class_section(const ConfigFile& file, const ConfigSection& section,
                                        ClassAttributes& attributes, NvinferConfig& config) {
  for (const ConfigEntry& entry : section.entries) {
    const ClassKey* key = keys::find_key(class_keys(), entry.key);
    if (key == nullptr || (file.is_yaml() && key->ini_only)) {
      config.warnings.push_back(keys::unknown_key(file, section, entry, class_keys()));
      continue;
    }
    if (key->deprecated_for != nullptr) config.warnings.push_back(deprecated(file, section, *key));
    keys::Reason reason = keys::refuse_nested(entry);
    if (!reason) reason = key->read(entry.value, attributes);
    if (reason) return keys::wrong_value(file, section, entry, *reason);
    if (!key->has_effect) config.keys_without_effect.push_back(entry.key);
  }
  return std::nullopt;
}

std::optional<Error> read_classes(const ConfigFile& file, NvinferConfig& config) {
  ClassAttributes common;
  if (const ConfigSection* section = file.section(kAllClasses)) {
    if (auto error = read_class_section(file, *section, common, config)) return error;
  }
  config.classes.assign(config.num_detected_classes, common);
  for (const ConfigSection& section : file.sections()) {
    if (!section.name.starts_with(kClassPrefix) || section.name == kAllClasses) continue;
    const std::string number = section.name.substr(kClassPrefix.size());
    const auto class_id = parse_integer(number, 0, 2147483647);
    if (!class_id) {
      return Error{"'" + file.path() + "': section " + file.section_label(section.name) +
                   " must end in a class number or 'all'"};
    }
    if (static_cast<unsigned long>(class_id.value()) >= config.num_detected_classes) {
      return Error{"'" + file.path() + "': section " + file.section_label(section.name) +
                   " names class " + number + ", but num-detected-classes is " +
                   std::to_string(config.num_detected_classes) + " (classes count from 0)"};
    }
    if (auto error = read_class_section(
            file, section, config.classes[static_cast<std::size_t>(class_id.value())], config)) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<Error> read_properties(const ConfigFile& file, const ConfigSection& section,
                                     NvinferConfig& config) {
  for (const ConfigEntry& entry : section.entries) {
    const PropertyKey* key = keys::find_key(property_keys(), entry.key);
    if (key == nullptr || (file.is_yaml() && key->ini_only)) {
      config.warnings.push_back(keys::unknown_key(file, section, entry, property_keys()));
      continue;
    }
    if (key->deprecated_for != nullptr) config.warnings.push_back(deprecated(file, section, *key));
    keys::Reason reason = keys::refuse_nested(entry);
    if (!reason) reason = key->read(entry.value, file, config);
    if (reason) return keys::wrong_value(file, section, entry, *reason);
    if (!key->has_effect) config.keys_without_effect.push_back(entry.key);
  }
  return std::nullopt;
}

void add_library_warnings(const ConfigFile& file, NvinferConfig& config) {
  if (config.custom_lib_path.empty()) {
    if (config.custom_function_keys.empty()) return;
    config.warnings.push_back(file.where(kPropertySection, config.custom_function_keys.front()) +
                              " has no effect without custom-lib-path");
    config.parse_bbox_function.clear();
    return;
  }
  const std::string& function = config.network_type == NetworkType::kInstanceSegmentation
                                    ? config.parse_instance_mask_function
                                    : config.parse_bbox_function;
  config.warnings.push_back(file.where(kPropertySection, "custom-lib-path") + ": '" +
                            config.custom_lib_path +
                            "' is not loaded on a CPU; the stand-in's own decoder is used" +
                            (function.empty() ? std::string() : " for " + function));
}

}  // namespace

void apply_overrides(const NvinferOverrides& overrides, NvinferConfig& config) {
  const auto take = [](const auto& from, auto& to) {
    if (from) to = *from;
  };
  take(overrides.unique_id, config.unique_id);
  take(overrides.process_mode, config.process_mode);
  take(overrides.batch_size, config.batch_size);
  take(overrides.interval, config.interval);
  take(overrides.operate_on_gie_id, config.operate_on_gie_id);
  take(overrides.operate_on_class_ids, config.operate_on_class_ids);
  take(overrides.filter_out_class_ids, config.filter_out_class_ids);
  take(overrides.model_engine_file, config.model_engine_file);
  take(overrides.output_tensor_meta, config.output_tensor_meta);
  take(overrides.output_instance_mask, config.output_instance_mask);
  take(overrides.input_tensor_from_meta, config.input_tensor_from_meta);
  take(overrides.crop_objects_to_roi_boundary, config.crop_objects_to_roi_boundary);
  take(overrides.clip_object_outside_roi, config.clip_object_outside_roi);
}

constinit const ConfigDialect kNvinferDialect = {
    nullptr, "set network-type to 100 and output-tensor-meta to 1"};

std::optional<std::string> InferDims::refuse_batch(std::size_t num_samples) const {
  const std::string text = std::to_string(num_samples) + " x " + std::to_string(channels) + " x " +
                           std::to_string(height) + " x " + std::to_string(width);
  if (std::max({channels, height, width}) > kMaxInferDim) {
    return "a batch of " + text + " (samples, channels, height, width) has a side above " +
           std::to_string(kMaxInferDim);
  }
  // Three sides within the limit leave room for this in 64 bits.
  const std::size_t sample_bytes = std::max<std::size_t>(size(), 1) * sizeof(float);
  if (num_samples <= kMaxTensorBytes / sample_bytes) return std::nullopt;
  return "a batch of " + text +
         " floats (samples, channels, height, width) takes more than 1 GiB; "
         "use fewer samples or smaller pictures";
}

std::string NvinferConfig::name_of(std::string_view key) const {
  return std::string(dialect->key_name == nullptr ? key : dialect->key_name(key));
}

Error NvinferConfig::error_at(std::string_view key, const std::string& reason) const {
  return Error{"'" + path + "', " + name_of(key) + ": " + reason};
}

std::string NvinferConfig::raw_outputs_advice() const {
  return std::string(dialect->raw_outputs) + " to read the model's outputs yourself";
}

Result<NvinferConfig> read_nvinfer_config(const std::string& path,
                                          const NvinferOverrides& overrides) {
  const Result<ConfigFile> read = ConfigFile::read(path);
  if (!read) return read.error();
  const ConfigFile& file = read.value();

  const auto properties = file.required_section(kPropertySection);
  if (!properties) return properties.error();
  NvinferConfig config;
  config.path = path;
  if (auto error = read_properties(file, *properties.value(), config)) return *std::move(error);
  apply_overrides(overrides, config);
  if (config.network_type == NetworkType::kDetector ||
      config.network_type == NetworkType::kInstanceSegmentation) {
    if (auto error = read_classes(file, config)) return *std::move(error);
  }
  for (const ConfigSection& section : file.sections()) {
    if (section.name != kPropertySection && !section.name.starts_with(kClassPrefix)) {
      config.warnings.push_back("'" + path + "': unknown section " +
                                file.section_label(section.name) + ": ignored");
    }
  }
  if (auto error = check_nvinfer_config(file, config)) return *std::move(error);

  add_library_warnings(file, config);
  if (config.network_type == NetworkType::kOther && !config.output_tensor_meta) {
    config.warnings.push_back(file.where(kPropertySection, "network-type") +
                              " is 100, whose outputs only show as tensor metadata; set "
                              "output-tensor-meta to 1");
  }
  if (config.network_type == NetworkType::kDetector &&
      config.cluster_mode == ClusterMode::kGroupRectangles) {
    config.warnings.push_back(file.where(kPropertySection, "cluster-mode") +
                              " is 0 (group rectangles), which DeepStream without OpenCV replaces "
                              "by NMS with topk 20 and IoU 0.5; so does the stand-in");
  }
  return config;
}

}  // namespace pipewright::standin::inference
