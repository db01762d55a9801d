// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/server_config.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "inferserver_config.pb.h"
#include "standin/inference/server/model_repository.hpp"
#include "standin/inference/server/server_dialect.hpp"
#include "standin/inference/server/server_postprocess.hpp"
#include "standin/inference/server/text_message.hpp"

namespace pipewright::standin::inference {
namespace {

namespace proto = pipewright::inferserver;
using proto::PluginControl;

constexpr unsigned kMaxScalingFilter = 6;
constexpr int kNumDims = 3;

const std::vector<std::string> kFieldsWithoutEffect = {
    "InferenceConfig.gpu_ids",
    "InferenceConfig.clip_object_outside_roi",
    "BackendParams.output_mem_type",
    "BackendParams.disable_warmup",
    "OutputLayer.max_buffer_bytes",
    "PreProcessParams.frame_scaling_hw",
    "TritonParams.class_params",
    "TritonModelRepo.log_level",
    "TritonModelRepo.tf_gpu_memory_fraction",
    "TritonModelRepo.tf_disable_soft_placement",
    "TritonModelRepo.min_compute_capacity",
    "TritonModelRepo.backend_dir",
    "TritonModelRepo.model_control_mode",
    "TritonModelRepo.cuda_device_memory",
    "TritonModelRepo.pinned_memory_pool_byte_size",
    "TritonModelRepo.backend_configs",
    "ExtraControl.copy_input_to_host_buffers",
    "ExtraControl.output_buffer_pool_size",
};

/// A path of the file made absolute: relative ones start at the file's folder.
std::string resolve(const NvinferConfig& config, const std::string& path) {
  if (path.empty()) return path;
  std::error_code error;
  const auto folder = std::filesystem::absolute(config.path, error).parent_path();
  return (folder / path).lexically_normal().string();
}

std::optional<Error> check_file(const NvinferConfig& config, std::string_view key,
                                const std::string& path) {
  std::error_code error;
  if (path.empty() || std::filesystem::is_regular_file(path, error)) return std::nullopt;
  return config.error_at(key, "the file '" + path +
                                  "' does not exist; correct the path (relative ones start at the "
                                  "folder of the configuration file)");
}

Error field_error(const NvinferConfig& config, const std::string& field,
                  const std::string& reason) {
  return Error{"'" + config.path + "', " + field + ": " + reason};
}

/// What only a Triton server, a GPU or a library for one can do.
std::optional<Error> check_needs(const proto::InferenceConfig& infer, const NvinferConfig& config) {
  if (infer.gpu_ids_size() > 1) {
    return field_error(config, "infer_config.gpu_ids", "has more than one GPU; set one, e.g. [0]");
  }
  if (infer.has_lstm()) {
    return field_error(config, "infer_config.lstm",
                       "loops of a model's state need a Triton server; remove it");
  }
  if (!infer.extra().custom_process_funcion().empty()) {
    return field_error(config, "infer_config.extra.custom_process_funcion",
                       "'" + infer.extra().custom_process_funcion() +
                           "' is in a library for DeepStream's GPU libraries, which the CPU "
                           "stand-in cannot load; remove it");
  }
  if (config.input_tensor_from_meta) {
    return field_error(config, "infer_config.input_tensor_from_meta",
                       "tensors of nvdspreprocess are not on the CPU stand-in yet; set preprocess "
                       "instead (and the property input-tensor-meta to false)");
  }
  if (infer.backend().inputs_size() > 1) {
    return field_error(config, "infer_config.backend.inputs",
                       "names more than one input; the CPU stand-in feeds one, the picture");
  }
  return std::nullopt;
}

std::optional<Error> take_model(proto::InferenceConfig& infer, NvinferConfig& config) {
  proto::BackendParams& backend = *infer.mutable_backend();
  if (backend.has_trt_is()) {
    config.warnings.push_back("'" + config.path +
                              "': infer_config.backend.trt_is is deprecated: use triton");
  }
  proto::TritonParams triton = backend.has_trt_is() ? backend.trt_is() : backend.triton();
  if (triton.has_grpc()) {
    return field_error(config, "infer_config.backend.triton.grpc",
                       "'" + triton.grpc().url() +
                           "' is a Triton server of its own, which the CPU stand-in does not use; "
                           "set model_repo { root: ... } with the model as ONNX");
  }
  if (triton.model_name().empty()) {
    return config.error_at("onnx-file",
                           "missing; set it to the name of a model in the model repository");
  }
  if (triton.model_repo().root().empty()) {
    return field_error(config, "infer_config.backend.triton.model_repo.root",
                       "missing; set it to the folder of the model repository");
  }
  for (std::string& root : *triton.mutable_model_repo()->mutable_root()) {
    if (root.find("://") != std::string::npos) {
      return field_error(config, "infer_config.backend.triton.model_repo.root",
                         "'" + root + "' is not on this machine; set a folder");
    }
    root = resolve(config, root);
  }
  const auto model = find_repository_model(triton);
  if (!model) return config.error_at("onnx-file", model.error().message);
  config.onnx_file = model.value().file;
  config.infer_dims = model.value().dims;
  if (model.value().tensor_order) config.network_input_order = *model.value().tensor_order;
  const unsigned most = model.value().max_batch_size;
  if (most > 0 && config.batch_size > most) {
    return config.error_at("batch-size", std::to_string(config.batch_size) +
                                             " is more than the max_batch_size " +
                                             std::to_string(most) + " of the model's config.pbtxt");
  }
  const auto given = [&](proto::TensorOrder order) {
    return infer.preprocess().tensor_order() == order;
  };
  if (given(proto::TENSOR_ORDER_NONE)) {
    if (model.value().tensor_order || config.input_tensor_from_meta) return std::nullopt;
    return config.error_at("network-input-order",
                           "missing, and the model's config.pbtxt gives its input no format; set "
                           "TENSOR_ORDER_LINEAR (NCHW) or TENSOR_ORDER_NHWC");
  }
  const TensorOrder order =
      given(proto::TENSOR_ORDER_NHWC) ? TensorOrder::kNhwc : TensorOrder::kNchw;
  if (model.value().tensor_order && *model.value().tensor_order != order) {
    return config.error_at("network-input-order",
                           "is not the format that the model's config.pbtxt gives its input");
  }
  config.network_input_order = order;
  return std::nullopt;
}

std::optional<Error> take_layers(const proto::InferenceConfig& infer, NvinferConfig& config) {
  for (const proto::OutputLayer& output : infer.backend().outputs()) {
    if (!output.name().empty()) config.output_names.push_back(output.name());
  }
  config.input_name = infer.preprocess().tensor_name();
  if (infer.backend().inputs_size() == 0) return std::nullopt;
  const proto::InputLayer& input = infer.backend().inputs(0);
  if (config.input_name.empty()) config.input_name = input.name();
  if (input.dims_size() == 0) return std::nullopt;
  if (input.dims_size() != kNumDims ||
      std::any_of(input.dims().begin(), input.dims().end(), [](int dim) { return dim < 1; })) {
    return config.error_at("infer-dims",
                           "expected three numbers above 0 (without the batch), e.g. "
                           "[3, 544, 960]");
  }
  const bool is_nhwc = config.network_input_order == TensorOrder::kNhwc;
  const auto dim = [&input](int index) { return static_cast<unsigned>(input.dims(index)); };
  config.infer_dims =
      is_nhwc ? InferDims{dim(2), dim(0), dim(1)} : InferDims{dim(0), dim(1), dim(2)};
  return std::nullopt;
}

std::optional<Error> take_preprocess(const proto::InferenceConfig& infer, NvinferConfig& config) {
  const proto::PreProcessParams& preprocess = infer.preprocess();
  switch (preprocess.network_format()) {
    case proto::IMAGE_FORMAT_BGR:
      config.color_format = ColorFormat::kBgr;
      break;
    case proto::IMAGE_FORMAT_GRAY:
      config.color_format = ColorFormat::kGray;
      break;
    default:
      config.color_format = ColorFormat::kRgb;
  }
  config.maintain_aspect_ratio = preprocess.maintain_aspect_ratio() != 0;
  config.symmetric_padding = preprocess.symmetric_padding() != 0;
  if (preprocess.frame_scaling_filter() > kMaxScalingFilter) {
    return field_error(config, "infer_config.preprocess.frame_scaling_filter",
                       "expected a number from 0 to " + std::to_string(kMaxScalingFilter));
  }
  config.scaling_filter = static_cast<int>(preprocess.frame_scaling_filter());
  const auto& normalize = preprocess.normalize();
  // No factor is a factor of 1.
  config.net_scale_factor = normalize.scale_factor() == 0 ? 1 : normalize.scale_factor();
  config.offsets.assign(normalize.channel_offsets().begin(), normalize.channel_offsets().end());
  config.mean_file = resolve(config, normalize.mean_file());
  return check_file(config, "mean-file", config.mean_file);
}

void take_input_control(const PluginControl& control, NvinferConfig& config) {
  const auto& input = control.input_control();
  if (input.process_mode() == PluginControl::PROCESS_MODE_CLIP_OBJECTS) {
    config.process_mode = ProcessMode::kSecondary;
  }
  config.operate_on_gie_id = input.operate_on_gie_id();
  config.operate_on_class_ids.insert(input.operate_on_class_ids().begin(),
                                     input.operate_on_class_ids().end());
  config.interval = input.interval();
  if (input.has_secondary_reinfer_interval()) {
    config.secondary_reinfer_interval = input.secondary_reinfer_interval();
  }
  config.classifier_async_mode = input.async_mode();
  const auto& filter = input.object_control().bbox_filter();
  config.input_object_min_width = filter.min_width();
  config.input_object_min_height = filter.min_height();
  config.input_object_max_width = filter.max_width();
  config.input_object_max_height = filter.max_height();
}

/// Settings that are allowed and surely not meant.
void add_warnings(NvinferConfig& config) {
  if (config.process_mode == ProcessMode::kSecondary && config.operate_on_gie_id == 0) {
    config.warnings.push_back(
        "'" + config.path +
        "', input_control.operate_on_gie_id: is 0, which no element's objects have; set the unique "
        "id of the detector, or -1 for any");
  }
  if (config.network_type == NetworkType::kOther && !config.output_tensor_meta) {
    config.warnings.push_back("'" + config.path +
                              "', infer_config.postprocess.other: shows as tensor metadata only; "
                              "set output_control { output_tensor_meta: true }");
  }
  if (!config.custom_lib_path.empty()) {
    config.warnings.push_back("'" + config.path + "', infer_config.custom_lib.path: '" +
                              config.custom_lib_path + "' is not loaded on a CPU");
  }
}

std::optional<Error> take_inference(proto::InferenceConfig& infer, NvinferConfig& config) {
  if (config.unique_id == 0) {
    return config.error_at("gie-unique-id",
                           "missing; set it to a number above 0 that no other inference element "
                           "has (or set the property unique-id)");
  }
  if (auto error = check_needs(infer, config)) return error;
  if (auto error = take_model(infer, config)) return error;
  if (auto error = take_layers(infer, config)) return error;
  if (auto error = take_preprocess(infer, config)) return error;
  config.labels_file = resolve(config, infer.postprocess().labelfile_path());
  return check_file(config, "labelfile-path", config.labels_file);
}

}  // namespace

Result<NvinferConfig> read_server_config(const std::string& path,
                                         const NvinferOverrides& overrides) {
  PluginControl control;
  if (auto read = read_text_message(path, control); !read) return read.error();
  NvinferConfig config;
  config.path = path;
  config.dialect = &kServerDialect;
  if (!control.has_infer_config()) {
    return field_error(config, "infer_config",
                       "missing; it holds the model and what to do with it");
  }
  proto::InferenceConfig& infer = *control.mutable_infer_config();
  config.unique_id = infer.unique_id();
  config.batch_size = std::max(1u, infer.max_batch_size());
  config.output_tensor_meta = control.output_control().output_tensor_meta();
  config.input_tensor_from_meta = infer.has_input_tensor_from_meta();
  take_input_control(control, config);
  apply_overrides(overrides, config);
  if (auto error = take_inference(infer, config)) return *std::move(error);
  if (auto error = take_postprocess(control, config)) return *std::move(error);
  config.keys_without_effect = find_set_fields(control, kFieldsWithoutEffect);
  add_warnings(config);
  return config;
}

}  // namespace pipewright::standin::inference
