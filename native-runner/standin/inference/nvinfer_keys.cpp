// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nvinfer_keys.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "standin/config/config_keys.hpp"

namespace pipewright::standin::inference {
namespace {

using keys::Reason;
using Config = NvinferConfig;
using Attributes = ClassAttributes;

constexpr long kMaxInt = 2147483647;
constexpr double kMaxDouble = std::numeric_limits<double>::max();
constexpr long kMaxBatchSize = 1024;
constexpr std::size_t kMaxChannels = 4;

// Readers of values into a member of a struct (the configuration or a class's attributes).

Reason read_network_type(const std::string& text, Config& config) {
  constexpr long kLastResult = 3;
  constexpr long kOther = 100;
  const auto value = parse_integer(text, 0, kOther);
  if (!value || (value.value() > kLastResult && value.value() != kOther)) {
    return "expected 0 (detector), 1 (classifier), 2 (segmentation), 3 (instance segmentation) or "
           "100 (other)";
  }
  config.network_type = static_cast<NetworkType>(value.value());
  return std::nullopt;
}

auto class_ids(std::set<int> Config::*member) {
  return [=](const std::string& text, Config& config) -> Reason {
    const auto ids = keys::integers_of<int>(text, 0);
    if (!ids) return "expected class numbers separated by semicolons, e.g. 0;2";
    (config.*member) = std::set<int>(ids->begin(), ids->end());
    return std::nullopt;
  };
}

Reason read_offsets(const std::string& text, Config& config) {
  const auto numbers = keys::numbers_of(text);
  if (!numbers) return "expected numbers separated by semicolons";
  if (numbers->size() > kMaxChannels) {
    return "expected one number per channel, at most " + std::to_string(kMaxChannels);
  }
  config.offsets.assign(numbers->begin(), numbers->end());
  return std::nullopt;
}

Reason read_dims(const std::string& text, std::size_t num_items, Config& config) {
  const auto dims = keys::integers_of<unsigned>(text, 0);
  if (!dims || dims->size() != num_items ||
      std::find(dims->begin(), dims->begin() + 3, 0U) != dims->begin() + 3) {
    return "expected channels;height;width, e.g. 3;544;960";
  }
  const InferDims wanted{(*dims)[0], (*dims)[1], (*dims)[2]};
  if (auto reason = wanted.refuse_batch(1)) return reason;
  config.infer_dims = wanted;
  return std::nullopt;
}

Reason read_infer_dims(const std::string& text, Config& config) {
  return read_dims(text, 3, config);
}

/// The older channels;height;width;order, which infer-dims overrides.
Reason read_legacy_dims(const std::string& text, const ConfigFile& file, Config& config) {
  const ConfigSection* properties = file.section("property");
  for (const ConfigEntry& entry : properties->entries) {
    if (entry.key == "infer-dims") return std::nullopt;
  }
  if (split_list(text).size() != 4) return "expected channels;height;width;order, e.g. 3;544;960;0";
  return read_dims(text, 4, config);
}

Reason read_is_classifier(const std::string& text, const ConfigFile& file, Config& config) {
  const auto value = parse_boolean(text);
  if (!value) return value.error().message;
  for (const ConfigEntry& entry : file.section("property")->entries) {
    if (entry.key == "network-type") return std::nullopt;
  }
  config.network_type = value.value() ? NetworkType::kClassifier : NetworkType::kDetector;
  return std::nullopt;
}

Reason read_enable_dbscan(const std::string& text, const ConfigFile& file, Config& config) {
  const auto value = parse_boolean(text);
  if (!value) return value.error().message;
  for (const ConfigEntry& entry : file.section("property")->entries) {
    if (entry.key == "cluster-mode") return std::nullopt;
  }
  if (value.value()) config.cluster_mode = ClusterMode::kDbscan;
  return std::nullopt;
}

template <typename Reader>
PropertyKey plain(std::string_view name, Reader reader) {
  return {.name = name,
          .read = [reader](const std::string& text, const ConfigFile&, Config& config) {
            return reader(text, config);
          }};
}

PropertyKey path(std::string_view name, std::string Config::*member) {
  return {.name = name,
          .read = [=](const std::string& text, const ConfigFile& file, Config& config) -> Reason {
            if (text.empty()) return "expected a path";
            config.*member = file.resolve_path(text);
            return std::nullopt;
          }};
}

/// Keys of which only the presence matters.
PropertyKey listed(std::string_view name, std::vector<std::string> Config::*list) {
  return {.name = name,
          .read = [=](const std::string&, const ConfigFile&, Config& config) -> Reason {
            (config.*list).emplace_back(name);
            return std::nullopt;
          }};
}

/// A function of the custom library.
PropertyKey function(std::string_view name, std::string Config::*member) {
  return {.name = name,
          .read = [=](const std::string& text, const ConfigFile&, Config& config) -> Reason {
            if (text.empty()) return "expected the name of a function";
            config.*member = text;
            config.custom_function_keys.emplace_back(name);
            return std::nullopt;
          }};
}

PropertyKey without_effect(std::string_view name) {
  return {
      .name = name,
      .read = [](const std::string&, const ConfigFile&, Config&) -> Reason { return std::nullopt; },
      .has_effect = false};
}

/// Without effect, but a value that is no whole number of the range is still a mistake.
PropertyKey without_effect(std::string_view name, long min, long max = kMaxInt) {
  return {.name = name,
          .read = [=](const std::string& text, const ConfigFile&, Config&) -> Reason {
            const auto value = parse_integer(text, min, max);
            return value ? Reason() : value.error().message;
          },
          .has_effect = false};
}

PropertyKey flag_without_effect(std::string_view name) {
  return {.name = name,
          .read = [](const std::string& text, const ConfigFile&, Config&) -> Reason {
            const auto value = parse_boolean(text);
            return value ? Reason() : value.error().message;
          },
          .has_effect = false};
}

PropertyKey legacy(PropertyKey key, const char* replacement) {
  key.ini_only = true;
  key.deprecated_for = replacement;
  return key;
}

std::vector<PropertyKey> make_property_keys() {
  return {
      plain("gie-unique-id", keys::integer(&Config::unique_id, 1)),
      plain("process-mode",
            keys::choice(&Config::process_mode, 1, 2, "1 (primary) or 2 (secondary)")),
      plain("interval", keys::integer(&Config::interval, 0)),
      plain("batch-size", keys::integer(&Config::batch_size, 1, kMaxBatchSize)),
      plain("network-type", read_network_type),
      plain("network-mode",
            keys::choice(&Config::network_mode, 3, "0 (FP32), 1 (INT8), 2 (FP16) or 3 (best)")),

      path("onnx-file", &Config::onnx_file),
      path("model-engine-file", &Config::model_engine_file),
      path("custom-lib-path", &Config::custom_lib_path),
      path("labelfile-path", &Config::labels_file),
      path("mean-file", &Config::mean_file),
      listed("tlt-encoded-model", &Config::other_model_keys),
      listed("uff-file", &Config::other_model_keys),
      listed("model-file", &Config::other_model_keys),
      listed("proto-file", &Config::other_model_keys),
      function("parse-bbox-func-name", &Config::parse_bbox_function),
      function("parse-bbox-instance-mask-func-name", &Config::parse_instance_mask_function),
      function("parse-segmentation-func-name", &Config::parse_segmentation_function),
      function("parse-classifier-func-name", &Config::parse_classifier_function),
      listed("engine-create-func-name", &Config::custom_function_keys),

      plain("infer-dims", read_infer_dims),
      plain("network-input-order",
            keys::choice(&Config::network_input_order, 1, "0 (NCHW) or 1 (NHWC)")),
      plain("model-color-format",
            keys::choice(&Config::color_format, 2, "0 (RGB), 1 (BGR) or 2 (GRAY)")),
      plain("net-scale-factor", keys::number(&Config::net_scale_factor)),
      plain("offsets", read_offsets),
      plain("maintain-aspect-ratio", keys::boolean(&Config::maintain_aspect_ratio)),
      plain("symmetric-padding", keys::boolean(&Config::symmetric_padding)),
      plain("scaling-filter", keys::integer(&Config::scaling_filter, 0, 6)),

      plain("num-detected-classes", keys::integer(&Config::num_detected_classes, 0, kMaxClasses)),
      plain("cluster-mode",
            keys::choice(
                &Config::cluster_mode, 4,
                "0 (group rectangles), 1 (DBSCAN), 2 (NMS), 3 (DBSCAN then NMS) or 4 (none)")),
      plain("filter-out-class-ids", class_ids(&Config::filter_out_class_ids)),
      plain("crop-objects-to-roi-boundary", keys::boolean(&Config::crop_objects_to_roi_boundary)),

      plain("classifier-threshold", keys::number(&Config::classifier_threshold, 0, 1)),
      plain("classifier-type", keys::text(&Config::classifier_type)),
      plain("classifier-async-mode", keys::boolean(&Config::classifier_async_mode)),
      plain("segmentation-threshold", keys::number(&Config::segmentation_threshold, 0, 1)),
      plain("segmentation-output-order",
            keys::choice(&Config::segmentation_output_order, 1, "0 (NCHW) or 1 (NHWC)")),

      plain("secondary-reinfer-interval", keys::integer(&Config::secondary_reinfer_interval, 0)),
      plain("operate-on-gie-id", keys::integer(&Config::operate_on_gie_id, -1)),
      plain("operate-on-class-ids", class_ids(&Config::operate_on_class_ids)),
      plain("input-object-min-width", keys::integer(&Config::input_object_min_width, 0)),
      plain("input-object-min-height", keys::integer(&Config::input_object_min_height, 0)),
      plain("input-object-max-width", keys::integer(&Config::input_object_max_width, 0)),
      plain("input-object-max-height", keys::integer(&Config::input_object_max_height, 0)),

      plain("output-tensor-meta", keys::boolean(&Config::output_tensor_meta)),
      plain("output-instance-mask", keys::boolean(&Config::output_instance_mask)),
      plain("input-tensor-from-meta", keys::boolean(&Config::input_tensor_from_meta)),

      without_effect("gpu-id", 0),
      without_effect("int8-calib-file"),
      without_effect("custom-network-config"),
      without_effect("tlt-model-key"),
      without_effect("uff-input-order", 0, 2),
      without_effect("uff-input-blob-name"),
      flag_without_effect("force-implicit-batch-dim"),
      without_effect("output-blob-names"),
      without_effect("output-io-formats"),
      without_effect("layer-device-precision"),
      without_effect("workspace-size", 0),
      flag_without_effect("strongly-typed"),
      without_effect("dynamic-properties"),
      flag_without_effect("enable-dla"),
      without_effect("use-dla-core", 0),
      without_effect("scaling-compute-hw", 0, 2),
      without_effect("disable-output-host-copy", 0),
      without_effect("tensor-meta-pool-size", 0),
      flag_without_effect("raw-output-file-write"),
      flag_without_effect("warmup-engine"),
      without_effect("stabilize-buffer-count", 0),
      without_effect("auto-inc-mem", 0),
      without_effect("max-gpu-mem-per"),
      without_effect("dump-input-tensor", 0),
      without_effect("dump-output-tensor", 0),
      without_effect("overwrite-input-tensor", 0),
      without_effect("overwrite-output-tensor", 0),
      without_effect("ip-tensor-file"),
      without_effect("op-tensor-files"),

      legacy({.name = "input-dims", .read = read_legacy_dims}, "infer-dims"),
      legacy({.name = "uff-input-dims", .read = read_legacy_dims}, "infer-dims"),
      legacy({.name = "is-classifier", .read = read_is_classifier}, "network-type"),
      legacy({.name = "enable-dbscan", .read = read_enable_dbscan}, "cluster-mode"),
  };
}

// Class attributes.

template <typename T>
auto clustering_integer(T ClusteringParams::*member) {
  const auto read = keys::integer(member, 0);
  return [=](const std::string& text, Attributes& attributes) -> Reason {
    return read(text, attributes.clustering);
  };
}

auto clustering_number(float ClusteringParams::*member, double max = kMaxDouble) {
  const auto read = keys::number(member, 0, max);
  return [=](const std::string& text, Attributes& attributes) -> Reason {
    return read(text, attributes.clustering);
  };
}

template <typename Member>
auto color(Member Attributes::*member) {
  return [=](const std::string& text, Attributes& attributes) -> Reason {
    const auto parts = keys::color_of(text);
    if (!parts) return keys::kExpectedColor;
    attributes.*member = *parts;
    return std::nullopt;
  };
}

Reason check_group_threshold(const std::string& text, Attributes&) {
  const auto value = parse_integer(text, 0, kMaxInt);
  return value ? Reason() : value.error().message;
}

std::vector<ClassKey> make_class_keys() {
  using Params = ClusteringParams;
  return {
      {"pre-cluster-threshold", clustering_number(&Params::pre_cluster_threshold)},
      {"post-cluster-threshold", clustering_number(&Params::post_cluster_threshold)},
      {"threshold", clustering_number(&Params::pre_cluster_threshold), true,
       "pre-cluster-threshold"},
      {"eps", clustering_number(&Params::eps)},
      // For OpenCV's groups of rectangles only, which the SDK as it is installed does not have.
      {.name = "group-threshold", .read = check_group_threshold, .has_effect = false},
      {"minBoxes", clustering_integer(&Params::min_boxes)},
      {"dbscan-min-score", clustering_number(&Params::dbscan_min_score)},
      {"nms-iou-threshold", clustering_number(&Params::nms_iou_threshold, 1)},
      {"topk", clustering_integer(&Params::topk)},
      {"roi-top-offset", keys::integer(&Attributes::roi_top_offset, 0)},
      {"roi-bottom-offset", keys::integer(&Attributes::roi_bottom_offset, 0)},
      {"detected-min-w", keys::integer(&Attributes::min_width, 0)},
      {"detected-min-h", keys::integer(&Attributes::min_height, 0)},
      {"detected-max-w", keys::integer(&Attributes::max_width, 0)},
      {"detected-max-h", keys::integer(&Attributes::max_height, 0)},
      {"border-color", color(&Attributes::border_color)},
      {"bg-color", color(&Attributes::background_color)},
  };
}

}  // namespace

const std::vector<PropertyKey>& property_keys() {
  static const std::vector<PropertyKey> table = make_property_keys();
  return table;
}

const std::vector<ClassKey>& class_keys() {
  static const std::vector<ClassKey> table = make_class_keys();
  return table;
}

}  // namespace pipewright::standin::inference
