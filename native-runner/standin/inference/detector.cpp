// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detector.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "standin/inference/labels.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr unsigned kMaxThreads = 4;
constexpr std::size_t kImageRank = 4;

std::vector<ClusteringParams> clustering_params_of(const NvinferConfig& config) {
  std::vector<ClusteringParams> params;
  for (const ClassAttributes& attributes : config.classes) params.push_back(attributes.clustering);
  return params;
}

int num_threads() {
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, kMaxThreads));
}

std::string text_of(const std::vector<std::int64_t>& dims) {
  std::string text;
  for (const std::int64_t dim : dims) {
    text += (text.empty() ? "" : " x ") + (dim > 0 ? std::to_string(dim) : std::string("?"));
  }
  return text;
}

}  // namespace

Detector::Detector(const NvinferConfig& config)
    : config_(config),
      clustering_params_(clustering_params_of(config)),
      clusterer_(config.cluster_mode, clustering_params_) {}

Error Detector::config_error(const std::string& key, const std::string& reason) const {
  return Error{"'" + config_.path + "', " + key + ": " + reason};
}

Result<std::unique_ptr<Detector>> Detector::create(const NvinferConfig& config) {
  std::unique_ptr<Detector> detector(new Detector(config));
  if (!config.labels_file.empty()) {
    auto labels = read_labels(config.labels_file);
    if (!labels) return detector->config_error("labelfile-path", labels.error().message);
    detector->labels_ = std::move(labels).value();
    if (detector->labels_.size() < config.num_detected_classes) {
      detector->warnings_.push_back("labels file '" + config.labels_file + "' has " +
                                    std::to_string(detector->labels_.size()) + " labels for " +
                                    std::to_string(config.num_detected_classes) +
                                    " classes; the others stay without a text");
    }
  }
  if (auto opened = detector->open_model(); !opened) return opened.error();
  if (auto found = detector->find_layout(); !found) return found.error();
  return detector;
}

Result<void> Detector::open_model() {
  auto model = OnnxModel::open(config_.onnx_file, num_threads());
  if (!model) {
    return config_error("onnx-file", "model '" + config_.onnx_file +
                                         "' cannot be opened: " + model.error().message);
  }
  model_ = std::move(model).value();
  outputs_ = std::make_unique<ModelOutputs>(model_->runtime());
  if (model_->inputs().size() != 1) {
    return config_error("onnx-file", "the model has " + std::to_string(model_->inputs().size()) +
                                         " inputs; a detector has one, the picture");
  }
  const TensorDescription& input = model_->inputs().front();
  if (!input.is_float) {
    return config_error("onnx-file", "the model's input '" + input.name +
                                         "' is not of 32-bit floats; export it as FP32");
  }
  if (auto found = find_dims(input); !found) return found;

  const unsigned channels_wanted = config_.color_format == ColorFormat::kGray ? 1 : 3;
  if (dims_.channels != channels_wanted) {
    return config_error("model-color-format",
                        "the format has " + std::to_string(channels_wanted) +
                            " channels, but the model's input has " +
                            std::to_string(dims_.channels) +
                            "; use 0 or 1 for three channels and 2 (GRAY) for one");
  }
  auto preprocessor = Preprocessor::create(config_, dims_);
  if (!preprocessor) return Error{"'" + config_.path + "': " + preprocessor.error().message};
  preprocessor_.emplace(std::move(preprocessor).value());
  chunk_size_ = fixed_batch_ > 0 ? fixed_batch_ : config_.batch_size;
  tensor_.resize(chunk_size_ * preprocessor_->tensor_size());
  return {};
}

Result<void> Detector::find_dims(const TensorDescription& input) {
  const bool is_nhwc = config_.network_input_order == TensorOrder::kNhwc;
  if (input.dims.size() != kImageRank) {
    return config_error("onnx-file", "the model's input '" + input.name + "' [" +
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
      return config_error("infer-dims", "does not fit the model's input '" + input.name + "' [" +
                                            text_of(input.dims) + "] (" +
                                            (is_nhwc ? "NHWC" : "NCHW") +
                                            ", see network-input-order)");
    }
    return {};
  }
  if (model_channels <= 0 || model_height <= 0 || model_width <= 0) {
    return config_error("infer-dims", "the model's input '" + input.name + "' [" +
                                          text_of(input.dims) +
                                          "] leaves its size open; set "
                                          "infer-dims=channels;height;width");
  }
  dims_ = {static_cast<unsigned>(model_channels), static_cast<unsigned>(model_height),
           static_cast<unsigned>(model_width)};
  return {};
}

Result<void> Detector::find_layout() {
  if (auto ran = run_model(1); !ran) return ran;
  std::vector<OutputShape> shapes;
  for (std::size_t i = 0; i < outputs_->size(); ++i) {
    OutputShape& shape = shapes.emplace_back();
    shape.name = model_->outputs()[i].name;
    if (outputs_->dims(i).size() > 1 && !outputs_->data(i).empty()) {
      shape.dims.assign(outputs_->dims(i).begin() + 1, outputs_->dims(i).end());
    }
  }
  auto layout = find_detectnet_layout(shapes, dims_.width, dims_.height);
  if (!layout) {
    return config_error("onnx-file",
                        "the model is no DetectNet_v2 detector, the only kind that "
                        "nvinfer decodes without custom-lib-path: " +
                            layout.error().message);
  }
  layout_ = layout.value();
  const std::string counts = std::to_string(config_.num_detected_classes) +
                             ", but the model's output '" + shapes[layout_.coverage_index].name +
                             "' has " + std::to_string(layout_.num_classes) + " classes";
  if (config_.num_detected_classes > layout_.num_classes) {
    return config_error("num-detected-classes",
                        counts + "; set it to " + std::to_string(layout_.num_classes));
  }
  if (config_.num_detected_classes < layout_.num_classes) {
    warnings_.push_back("num-detected-classes is " + counts + "; the others are not reported");
  }
  return {};
}

Result<void> Detector::run_model(std::size_t num_samples) {
  const std::size_t batch = fixed_batch_ > 0 ? fixed_batch_ : num_samples;
  const bool is_nhwc = config_.network_input_order == TensorOrder::kNhwc;
  const std::int64_t c = dims_.channels;
  const std::int64_t h = dims_.height;
  const std::int64_t w = dims_.width;
  const auto n = static_cast<std::int64_t>(batch);
  const std::int64_t nchw[kImageRank] = {n, c, h, w};
  const std::int64_t nhwc[kImageRank] = {n, h, w, c};
  const std::span<float> values(tensor_.data(), batch * preprocessor_->tensor_size());
  auto ran = model_->run(values, is_nhwc ? nhwc : nchw, *outputs_);
  if (!ran) {
    return config_error("onnx-file",
                        "model '" + config_.onnx_file + "' failed to run: " + ran.error().message);
  }
  return {};
}

Result<void> Detector::detect(std::span<const DetectorInput> inputs,
                              std::vector<DetectorOutput>& outputs) {
  outputs.resize(inputs.size());
  for (std::size_t start = 0; start < inputs.size(); start += chunk_size_) {
    const std::size_t count = std::min(chunk_size_, inputs.size() - start);
    if (auto done =
            detect_chunk(inputs.subspan(start, count), std::span(outputs).subspan(start, count));
        !done) {
      return done;
    }
  }
  return {};
}

Result<void> Detector::detect_chunk(std::span<const DetectorInput> inputs,
                                    std::span<DetectorOutput> outputs) {
  const std::size_t size = preprocessor_->tensor_size();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::span<float> sample(tensor_.data() + i * size, size);
    outputs[i].detections.clear();
    outputs[i].placement = {};
    if (inputs[i].region.width < 2 || inputs[i].region.height < 2) continue;
    if (!preprocessor_->fill(*inputs[i].picture, inputs[i].region, converter_, sample,
                             outputs[i].placement)) {
      return Error{"a picture of format " +
                   std::string(gst_video_format_to_string(inputs[i].picture->format.format)) +
                   " cannot be converted to the model's input"};
    }
  }
  if (auto ran = run_model(inputs.size()); !ran) return ran;

  const std::size_t grid = std::size_t{layout_.grid_width} * layout_.grid_height;
  const std::size_t num_cover = layout_.num_classes * grid;
  const std::span<const float> coverage = outputs_->data(layout_.coverage_index);
  const std::span<const float> boxes = outputs_->data(layout_.boxes_index);
  if (coverage.size() < inputs.size() * num_cover || boxes.size() < inputs.size() * num_cover * 4) {
    return Error{"model '" + config_.onnx_file + "' gave less output than for " +
                 std::to_string(inputs.size()) + " pictures"};
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (outputs[i].placement.source.empty()) continue;
    candidates_.clear();
    parse_detectnet(layout_, coverage.subspan(i * num_cover, num_cover),
                    boxes.subspan(i * num_cover * 4, num_cover * 4), clustering_params_,
                    candidates_);
    clusterer_.cluster(candidates_, outputs[i].detections);
  }
  return {};
}

const std::string* Detector::label(unsigned class_id) const {
  return class_id < labels_.size() ? &labels_[class_id].front() : nullptr;
}

}  // namespace pipewright::standin::inference
