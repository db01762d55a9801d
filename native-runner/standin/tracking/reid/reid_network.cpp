// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/reid/reid_network.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pipewright::standin::tracking {
namespace {

/// The settings in the form of the model's runner, which nvinfer shares.
inference::NvinferConfig runner_config(const ReidSettings& settings, const std::string& path) {
  inference::NvinferConfig config;
  config.path = path;
  config.onnx_file = settings.onnx_file;
  config.batch_size = settings.batch_size;
  config.network_type = inference::NetworkType::kOther;
  config.network_input_order =
      settings.is_nhwc ? inference::TensorOrder::kNhwc : inference::TensorOrder::kNchw;
  config.color_format =
      settings.is_bgr ? inference::ColorFormat::kBgr : inference::ColorFormat::kRgb;
  config.offsets = settings.offsets;
  config.net_scale_factor = settings.net_scale_factor;
  config.maintain_aspect_ratio = settings.keep_aspect_ratio;
  config.symmetric_padding = true;
  constexpr int kBilinear = 1;
  config.scaling_filter = kBilinear;
  if (settings.infer_dims.size() == 3) {
    config.infer_dims = inference::InferDims{static_cast<unsigned>(settings.infer_dims[0]),
                                             static_cast<unsigned>(settings.infer_dims[1]),
                                             static_cast<unsigned>(settings.infer_dims[2])};
  }
  return config;
}

}  // namespace

Result<std::unique_ptr<ReidNetwork>> ReidNetwork::create(const ReidSettings& settings,
                                                         const std::string& config_path) {
  std::unique_ptr<ReidNetwork> network(new ReidNetwork(settings));
  auto runner = inference::ModelRunner::create(runner_config(settings, config_path));
  if (!runner) return Error{"ReID network: " + runner.error().message};
  network->runner_ = std::move(runner).value();
  const auto& outputs = network->runner_->outputs();
  if (outputs.size() != 1 || outputs.front().size() == 0) {
    return Error{"'" + config_path +
                 "', ReID.onnxFile: a ReID model gives one output of floats, '" +
                 settings.onnx_file + "' gives " + inference::describe(outputs)};
  }
  network->feature_size_ = outputs.front().size();
  if (settings.feature_size != 0 && settings.feature_size != network->feature_size_) {
    return Error{"'" + config_path + "', ReID.reidFeatureSize: is " +
                 std::to_string(settings.feature_size) + ", but the model gives features of " +
                 std::to_string(network->feature_size_) + " values"};
  }
  return network;
}

Result<void> ReidNetwork::extract(const TrackedPicture& picture,
                                  std::span<const TrackerDetection> detections,
                                  std::span<const std::size_t> wanted) {
  features_.assign(detections.size() * feature_size_, 0.0f);
  inputs_.clear();
  const FrameView& view = *picture.view;
  const float scale_x = static_cast<float>(view.format.width) / picture.tracker_width;
  const float scale_y = static_cast<float>(view.format.height) / picture.tracker_height;
  for (const std::size_t index : wanted) {
    const auto edge = [](float position, float scale, int limit) {
      return std::clamp(static_cast<int>(position * scale), 0, limit);
    };
    const Box& box = detections[index].box;
    const int left = edge(box.left, scale_x, view.format.width);
    const int top = edge(box.top, scale_y, view.format.height);
    inputs_.push_back({&view,
                       {left, top, edge(box.right(), scale_x, view.format.width) - left,
                        edge(box.bottom(), scale_y, view.format.height) - top}});
  }
  placements_.resize(inputs_.size());
  const std::size_t most = runner_->max_samples();
  for (std::size_t start = 0; start < inputs_.size(); start += most) {
    const std::size_t count = std::min(most, inputs_.size() - start);
    const std::span<inference::Placement> placements = std::span(placements_).subspan(start, count);
    if (auto ran = runner_->run(std::span(inputs_).subspan(start, count), placements); !ran) {
      return ran;
    }
    for (std::size_t i = 0; i < count; ++i) {
      store(wanted[start + i], runner_->sample(i).data(0), !placements[i].source.empty());
    }
  }
  return {};
}

void ReidNetwork::store(std::size_t detection, std::span<const float> output, bool is_seen) {
  if (!is_seen) return;
  const std::span<float> feature =
      std::span(features_).subspan(detection * feature_size_, feature_size_);
  float factor = 1;
  if (settings_.normalise_features) {
    float sum = 0;
    for (const float value : output) sum += value * value;
    if (sum > 0) factor = 1 / std::sqrt(sum);
  }
  std::transform(output.begin(), output.end(), feature.begin(),
                 [factor](float value) { return value * factor; });
}

}  // namespace pipewright::standin::tracking
