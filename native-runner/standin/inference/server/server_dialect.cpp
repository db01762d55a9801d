// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/server_dialect.hpp"

#include <algorithm>
#include <iterator>

namespace pipewright::standin::inference {
namespace {

struct Name {
  std::string_view key;
  std::string_view field;
};

constexpr Name kNames[] = {
    {"gie-unique-id", "infer_config.unique_id"},
    {"batch-size", "infer_config.max_batch_size"},
    {"onnx-file", "infer_config.backend.triton.model_name"},
    {"input-name", "infer_config.preprocess.tensor_name"},
    {"output-names", "infer_config.backend.outputs.name"},
    {"infer-dims", "infer_config.backend.inputs.dims"},
    {"custom-lib-path", "infer_config.custom_lib.path"},
    {"model-color-format", "infer_config.preprocess.network_format"},
    {"network-input-order", "infer_config.preprocess.tensor_order"},
    {"offsets", "infer_config.preprocess.normalize.channel_offsets"},
    {"mean-file", "infer_config.preprocess.normalize.mean_file"},
    {"labelfile-path", "infer_config.postprocess.labelfile_path"},
    {"num-detected-classes", "infer_config.postprocess.detection.num_detected_classes"},
    {"parse-bbox-func-name", "infer_config.postprocess.detection.custom_parse_bbox_func"},
    {"parse-classifier-func-name",
     "infer_config.postprocess.classification.custom_parse_classifier_func"},
    {"classifier-async-mode", "input_control.async_mode"},
    {"output-tensor-meta", "output_control.output_tensor_meta"},
    // Its class maps come in one order only.
    {"segmentation-output-order", ""},
};

constexpr Name kSegmentationNames[] = {
    {"num-detected-classes", "infer_config.postprocess.segmentation.num_segmentation_classes"},
    {"parse-segmentation-func-name",
     "infer_config.postprocess.segmentation.custom_parse_segmentation_func"},
};

template <std::size_t N>
std::string_view look_up(const Name (&names)[N], std::string_view key, std::string_view otherwise) {
  const auto* found = std::find_if(std::begin(names), std::end(names),
                                   [key](const Name& name) { return name.key == key; });
  return found == std::end(names) ? otherwise : found->field;
}

std::string_view server_name(std::string_view key) {
  return look_up(kNames, key, key);
}

std::string_view segmentation_name(std::string_view key) {
  return look_up(kSegmentationNames, key, server_name(key));
}

constexpr std::string_view kRawOutputs =
    "use postprocess { other {} } and output_control { output_tensor_meta: true }";

}  // namespace

constinit const ConfigDialect kServerDialect = {server_name, kRawOutputs};
constinit const ConfigDialect kServerSegmentationDialect = {segmentation_name, kRawOutputs};

}  // namespace pipewright::standin::inference
