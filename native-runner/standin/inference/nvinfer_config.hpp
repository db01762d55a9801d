// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/clustering.hpp"

namespace pipewright::standin::inference {

enum class ProcessMode { kPrimary = 1, kSecondary = 2 };
enum class NetworkType {
  kDetector = 0,
  kClassifier = 1,
  kSegmentation = 2,
  kInstanceSegmentation = 3,
  kOther = 100,
};
enum class NetworkMode { kFp32 = 0, kInt8 = 1, kFp16 = 2, kBest = 3 };
enum class ColorFormat { kRgb = 0, kBgr = 1, kGray = 2 };
enum class TensorOrder { kNchw = 0, kNhwc = 1 };

/// Red, green, blue, alpha from 0 to 1.
using Color = std::array<double, 4>;

/// [class-attrs-all] and [class-attrs-N] for one class.
struct ClassAttributes {
  ClusteringParams clustering = {};
  /// Rows at the top and the bottom of the frame in which nothing is reported.
  unsigned roi_top_offset = 0;
  unsigned roi_bottom_offset = 0;
  /// Limits of a box's size in frame pixels; a largest value of 0 is no limit.
  unsigned min_width = 0;
  unsigned min_height = 0;
  unsigned max_width = 0;
  unsigned max_height = 0;
  Color border_color = {1, 0, 0, 1};
  std::optional<Color> background_color = std::nullopt;
};

// What is above these limits is a mistake in a configuration, and no machine has memory for it.
constexpr unsigned kMaxClasses = 65536;
/// Channels, rows or columns of a network's input.
constexpr unsigned kMaxInferDim = 16384;
constexpr std::size_t kMaxTensorBytes = std::size_t{1} << 30;

/// Channels, height, width.
struct InferDims {
  unsigned channels = 0;
  unsigned height = 0;
  unsigned width = 0;

  /// Values of one sample.
  std::size_t size() const { return std::size_t{channels} * height * width; }
  /// What is wrong with a batch of so many samples as a tensor of 32-bit floats; none when nothing.
  std::optional<std::string> refuse_batch(std::size_t num_samples) const;
};

/// Properties set on the element itself; they win over the file's keys.
struct NvinferOverrides {
  std::optional<unsigned> unique_id;
  std::optional<ProcessMode> process_mode;
  std::optional<unsigned> batch_size;
  std::optional<unsigned> interval;
  std::optional<int> operate_on_gie_id;
  std::optional<std::set<int>> operate_on_class_ids;
  std::optional<std::set<int>> filter_out_class_ids;
  std::optional<std::string> model_engine_file;
  std::optional<bool> output_tensor_meta;
  std::optional<bool> output_instance_mask;
  std::optional<bool> input_tensor_from_meta;
  std::optional<bool> crop_objects_to_roi_boundary;
  std::optional<bool> clip_object_outside_roi;
};

/// How messages speak of a configuration whose file is not written in nvinfer's keys.
struct ConfigDialect {
  /// What the file calls one of nvinfer's keys; the key itself where it has no other name.
  std::string_view (*key_name)(std::string_view key) = nullptr;
  /// What to set for the model's raw outputs instead of a result.
  std::string_view raw_outputs;
};
/// nvinfer's own words.
extern const ConfigDialect kNvinferDialect;

/// An inference configuration in nvinfer's terms: what its file says, with the SDK's defaults for
/// the rest. Paths are absolute, empty when the key is missing.
struct NvinferConfig {
  std::string path;
  const ConfigDialect* dialect = &kNvinferDialect;

  /// What the file calls one of nvinfer's keys.
  std::string name_of(std::string_view key) const;
  /// An error about one of nvinfer's keys.
  Error error_at(std::string_view key, const std::string& reason) const;
  /// The end of errors about models that the network type cannot read.
  std::string raw_outputs_advice() const;

  unsigned unique_id = 0;
  ProcessMode process_mode = ProcessMode::kPrimary;
  unsigned batch_size = 1;
  unsigned interval = 0;
  NetworkType network_type = NetworkType::kDetector;
  NetworkMode network_mode = NetworkMode::kFp32;

  std::string onnx_file;
  std::string model_engine_file;
  std::string custom_lib_path;
  /// Empty when the file does not name it.
  std::string parse_bbox_function;
  std::string parse_classifier_function;
  std::string parse_segmentation_function;
  std::string parse_instance_mask_function;
  /// Model keys of formats other than ONNX that the file uses (tlt-encoded-model, uff-file, ...).
  std::vector<std::string> other_model_keys;
  std::vector<std::string> custom_function_keys;
  std::string labels_file;
  std::string mean_file;

  /// What the model's input has to be called; empty for any name.
  std::string input_name;
  /// The outputs to ask the model for; empty for all.
  std::vector<std::string> output_names;
  std::optional<InferDims> infer_dims;
  TensorOrder network_input_order = TensorOrder::kNchw;
  ColorFormat color_format = ColorFormat::kRgb;
  double net_scale_factor = 1.0;
  std::vector<float> offsets;
  bool maintain_aspect_ratio = false;
  bool symmetric_padding = false;
  int scaling_filter = 6;

  unsigned num_detected_classes = 0;
  ClusterMode cluster_mode = ClusterMode::kGroupRectangles;
  std::vector<ClassAttributes> classes;
  std::set<int> filter_out_class_ids;
  bool crop_objects_to_roi_boundary = false;
  /// Objects of one frame at most, over all classes; 0 is no limit.
  unsigned max_objects = 0;

  double classifier_threshold = 0;
  std::string classifier_type;
  bool classifier_async_mode = false;
  double segmentation_threshold = 0;
  TensorOrder segmentation_output_order = TensorOrder::kNchw;

  int operate_on_gie_id = -1;
  std::set<int> operate_on_class_ids;
  /// Frames between two looks at a tracked object.
  unsigned secondary_reinfer_interval = 2147483647;
  unsigned input_object_min_width = 0;
  unsigned input_object_min_height = 0;
  unsigned input_object_max_width = 0;
  unsigned input_object_max_height = 0;

  bool output_tensor_meta = false;
  bool output_instance_mask = false;
  bool input_tensor_from_meta = false;
  /// Cut boxes at the edges of nvdspreprocess's regions.
  bool clip_object_outside_roi = true;

  /// Things to tell the user that do not stop the element: unknown and deprecated keys.
  std::vector<std::string> warnings;
  /// Keys that were read and have no effect on a CPU.
  std::vector<std::string> keys_without_effect;
};

/// Lets what is set on the element win over what the file says.
void apply_overrides(const NvinferOverrides& overrides, NvinferConfig& config);

/// Reads and checks a configuration file, INI or YAML. Unknown keys are warnings, as in the SDK;
/// everything the CPU cannot do is an error. Errors name file, section, key and what to set.
Result<NvinferConfig> read_nvinfer_config(const std::string& path,
                                          const NvinferOverrides& overrides = {});

}  // namespace pipewright::standin::inference
