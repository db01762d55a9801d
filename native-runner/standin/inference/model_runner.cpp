// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/model_runner.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace pipewright::standin::inference {
namespace {

/// Small models run no faster on more.
constexpr unsigned kMaxModelThreads = 16;
constexpr unsigned kMaxFillerThreads = 4;
constexpr std::size_t kImageRank = 4;

unsigned num_processors() {
  return std::max(std::thread::hardware_concurrency(), 1u);
}

/// Of one run. Runs at once share what workers the runtime has beside the threads that call it, so
/// that all together are as many as the processors.
int num_model_threads() {
  constexpr unsigned kNumOtherCallers = ModelRunner::kNumRunsAtOnce - 1;
  const unsigned processors = std::min(num_processors(), kMaxModelThreads);
  return static_cast<int>(std::max(processors, kNumOtherCallers + 1) - kNumOtherCallers);
}

std::string text_of(const std::vector<std::int64_t>& dims) {
  std::string text;
  for (const std::int64_t dim : dims) {
    text += (text.empty() ? "" : " x ") + (dim > 0 ? std::to_string(dim) : std::string("?"));
  }
  return text;
}

}  // namespace

std::string describe(std::span<const OutputShape> outputs) {
  std::string text;
  for (const OutputShape& output : outputs) {
    text += (text.empty() ? "'" : ", '") + output.name + "' [" + text_of(output.dims) + "]";
  }
  return text.empty() ? "none" : text;
}

std::optional<std::size_t> find_output(std::span<const OutputShape> outputs,
                                       std::initializer_list<std::string_view> words) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (const std::string_view word : words) {
      if (outputs[i].name.find(word) != std::string::npos && outputs[i].size() > 0) return i;
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<ModelRunner>> ModelRunner::create(const NvinferConfig& config) {
  std::unique_ptr<ModelRunner> runner(new ModelRunner(config));
  if (auto opened = runner->open_model(); !opened) return opened.error();
  const std::vector<float> black(runner->samples_of_run(1) * runner->dims_.size());
  if (auto ran = runner->run_prepared(black, 1, runner->own_run_); !ran) return ran.error();
  runner->describe_outputs();
  return runner;
}

Result<void> ModelRunner::open_model() {
  auto model = OnnxModel::open(config_.onnx_file, num_model_threads());
  if (!model) {
    return config_.error_at("onnx-file", "model '" + config_.onnx_file +
                                             "' cannot be opened: " + model.error().message);
  }
  model_ = std::move(model).value();
  if (model_->inputs().size() != 1) {
    return config_.error_at("onnx-file", "the model has " +
                                             std::to_string(model_->inputs().size()) +
                                             " inputs; nvinfer feeds one, the picture");
  }
  const TensorDescription& input = model_->inputs().front();
  if (!input.is_float) {
    return config_.error_at("onnx-file", "the model's input '" + input.name +
                                             "' is not of 32-bit floats; export it as FP32");
  }
  if (!config_.input_name.empty() && config_.input_name != input.name) {
    return config_.error_at("input-name", "is '" + config_.input_name +
                                              "', but the model's input is '" + input.name + "'");
  }
  if (!config_.output_names.empty()) {
    auto selected = model_->select_outputs(config_.output_names);
    if (!selected) return config_.error_at("output-names", selected.error().message);
  }
  if (auto found = find_dims(input); !found) return found;

  max_samples_ = fixed_batch_ > 0 ? fixed_batch_ : config_.batch_size;
  if (auto reason = dims_.refuse_batch(max_samples_)) {
    return config_.error_at("batch-size", *reason);
  }
  // Ready tensors may have channels of any meaning.
  if (config_.input_tensor_from_meta) return {};

  const unsigned channels_wanted = config_.color_format == ColorFormat::kGray ? 1 : 3;
  if (dims_.channels != channels_wanted) {
    return config_.error_at(
        "model-color-format",
        "the format has " + std::to_string(channels_wanted) +
            " channels, but the model's input has " + std::to_string(dims_.channels) +
            "; choose a format of colours (RGB, BGR) for three channels and GRAY "
            "for one");
  }
  auto preprocessor = Preprocessor::create(tensor_settings_of(config_), dims_);
  if (!preprocessor) {
    return config_.error_at(preprocessor.error().key, preprocessor.error().reason);
  }
  const auto num_fillers =
      std::min<std::size_t>({num_processors(), kMaxFillerThreads, max_samples_});
  filler_.emplace(preprocessor.value(), static_cast<unsigned>(num_fillers));
  return {};
}

Result<void> ModelRunner::find_dims(const TensorDescription& input) {
  const bool is_nhwc = config_.network_input_order == TensorOrder::kNhwc;
  if (input.dims.size() != kImageRank) {
    return config_.error_at("onnx-file", "the model's input '" + input.name + "' [" +
                                             text_of(input.dims) +
                                             "] is no batch of pictures (four axes)");
  }
  const std::int64_t model_channels = input.dims[is_nhwc ? 3 : 1];
  const std::int64_t model_height = input.dims[is_nhwc ? 1 : 2];
  const std::int64_t model_width = input.dims[is_nhwc ? 2 : 3];
  fixed_batch_ = input.dims[0] > 0 ? static_cast<std::size_t>(input.dims[0]) : 0;
  if (config_.infer_dims) {
    dims_ = *config_.infer_dims;
    const auto differs = [](std::int64_t model, unsigned wanted) {
      return model > 0 && model != static_cast<std::int64_t>(wanted);
    };
    if (differs(model_channels, dims_.channels) || differs(model_height, dims_.height) ||
        differs(model_width, dims_.width)) {
      return config_.error_at("infer-dims", "does not fit the model's input '" + input.name +
                                                "' [" + text_of(input.dims) + "] (" +
                                                (is_nhwc ? "NHWC" : "NCHW") + ", see " +
                                                config_.name_of("network-input-order") + ")");
    }
    return {};
  }
  if (model_channels <= 0 || model_height <= 0 || model_width <= 0) {
    return config_.error_at("infer-dims",
                            "the model's input '" + input.name + "' [" + text_of(input.dims) +
                                "] leaves its size open; set its channels, height and width");
  }
  dims_ = {static_cast<unsigned>(model_channels), static_cast<unsigned>(model_height),
           static_cast<unsigned>(model_width)};
  return {};
}

void ModelRunner::describe_outputs() {
  const ModelOutputs& outputs = *own_run_.outputs_;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    OutputShape& shape = shapes_.emplace_back();
    shape.name = model_->outputs()[i].name;
    const std::vector<std::int64_t>& dims = outputs.dims(i);
    if (dims.empty() || dims[0] != static_cast<std::int64_t>(own_run_.batch_)) continue;
    if (outputs.data(i).empty()) continue;
    shape.dims.assign(dims.begin() + 1, dims.end());
    // One number per sample.
    if (shape.dims.empty()) shape.dims.push_back(1);
  }
}

Result<void> ModelRunner::check_outputs(const ModelRun& run) const {
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const std::size_t expected = shapes_[i].size() * run.batch_;
    if (expected == 0 || run.outputs_->data(i).size() == expected) continue;
    return config_.error_at(
        "onnx-file", "model '" + config_.onnx_file + "' gave its output '" + shapes_[i].name +
                         "' as [" + text_of(run.outputs_->dims(i)) + "] for a batch of " +
                         std::to_string(run.batch_) + ", but [" + text_of(shapes_[i].dims) +
                         "] for one picture at start; export it with outputs of a "
                         "fixed size");
  }
  return {};
}

Result<void> ModelRunner::run_prepared(std::span<const float> tensor, std::size_t num_samples,
                                       ModelRun& run) {
  run.batch_ = samples_of_run(num_samples);
  const bool is_nhwc = config_.network_input_order == TensorOrder::kNhwc;
  const std::int64_t c = dims_.channels;
  const std::int64_t h = dims_.height;
  const std::int64_t w = dims_.width;
  const auto n = static_cast<std::int64_t>(run.batch_);
  const std::int64_t nchw[kImageRank] = {n, c, h, w};
  const std::int64_t nhwc[kImageRank] = {n, h, w, c};
  const std::span<const float> values = tensor.first(run.batch_ * dims_.size());
  run.leave_to_holders();
  if (run.outputs_ == nullptr) run.outputs_ = std::make_shared<ModelOutputs>(model_->runtime());
  auto ran = model_->run(values, is_nhwc ? nhwc : nchw, *run.outputs_);
  if (!ran) {
    return config_.error_at(
        "onnx-file", "model '" + config_.onnx_file + "' failed to run: " + ran.error().message);
  }
  return check_outputs(run);
}

Result<void> ModelRunner::run(std::span<const RegionInput> inputs,
                              std::span<Placement> placements) {
  own_tensor_.resize(max_samples_ * dims_.size());
  if (auto prepared = prepare(inputs, own_tensor_, placements); !prepared) return prepared;
  return run_prepared(own_tensor_, inputs.size(), own_run_);
}

Result<void> ModelRunner::prepare(std::span<const RegionInput> inputs, std::span<float> tensor,
                                  std::span<Placement> placements) {
  return filler_->fill(inputs, tensor, placements);
}

}  // namespace pipewright::standin::inference
