// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detector.hpp"

#include <algorithm>
#include <utility>

#include "standin/inference/labels.hpp"

namespace pipewright::standin::inference {
namespace {

std::vector<ClusteringParams> clustering_params_of(const NvinferConfig& config) {
  std::vector<ClusteringParams> params;
  for (const ClassAttributes& attributes : config.classes) params.push_back(attributes.clustering);
  return params;
}

}  // namespace

Detector::Detector(const NvinferConfig& config)
    : clustering_params_(clustering_params_of(config)),
      clusterer_(config.cluster_mode, clustering_params_),
      max_objects_(config.max_objects) {}

Result<std::unique_ptr<Detector>> Detector::create(const NvinferConfig& config,
                                                   const ModelRunner& runner) {
  std::unique_ptr<Detector> detector(new Detector(config));
  if (!config.labels_file.empty()) {
    auto labels = read_labels(config.labels_file);
    if (!labels) return config.error_at("labelfile-path", labels.error().message);
    detector->labels_ = std::move(labels).value();
    if (detector->labels_.size() < config.num_detected_classes) {
      detector->warnings_.push_back("labels file '" + config.labels_file + "' has " +
                                    std::to_string(detector->labels_.size()) + " labels for " +
                                    std::to_string(config.num_detected_classes) +
                                    " classes; the others stay without a text");
    }
  }
  if (auto found = detector->find_decoder(config, runner); !found) return found.error();
  return detector;
}

Result<void> Detector::find_decoder(const NvinferConfig& config, const ModelRunner& runner) {
  const bool has_masks = config.network_type == NetworkType::kInstanceSegmentation;
  const DecoderRequest request{
      has_masks ? config.parse_instance_mask_function : config.parse_bbox_function,
      config.num_detected_classes, runner.dims(), runner.outputs()};
  if (has_masks) {
    if (auto found = find_instances(config, request); !found) return found;
    return check_classes(config, runner);
  }
  auto decoder = find_box_decoder(request);
  if (!decoder) {
    const bool is_stock = config.parse_bbox_function.empty();
    return config.error_at(is_stock ? "onnx-file" : "parse-bbox-func-name",
                           decoder.error().message);
  }
  decoder_ = std::move(decoder).value();
  return check_classes(config, runner);
}

Result<void> Detector::find_instances(const NvinferConfig& config, const DecoderRequest& request) {
  auto decoder = find_instance_decoder(request);
  if (!decoder) {
    return config.error_at("parse-bbox-instance-mask-func-name", decoder.error().message);
  }
  instances_ = decoder.value().get();
  decoder_ = std::move(decoder).value();
  // A custom parser would suppress overlaps itself, as nvinfer leaves instances as they are.
  if (instances_->needs_suppression()) {
    clusterer_ = Clusterer(ClusterMode::kNms, clustering_params_);
  }
  return {};
}

Result<void> Detector::check_classes(const NvinferConfig& config, const ModelRunner& runner) {
  const unsigned num_classes = decoder_->num_classes();
  if (num_classes == 0) return {};
  const std::string counts = std::to_string(config.num_detected_classes) +
                             ", but the model's outputs " + describe(runner.outputs()) + " have " +
                             std::to_string(num_classes) + " classes";
  if (config.num_detected_classes > num_classes) {
    return config.error_at("num-detected-classes",
                           counts + "; set it to " + std::to_string(num_classes));
  }
  if (config.num_detected_classes < num_classes) {
    warnings_.push_back(config.name_of("num-detected-classes") + " is " + counts +
                        "; the others are not reported");
  }
  return {};
}

void Detector::detect(const SampleOutputs& outputs, std::vector<Detection>& boxes) {
  boxes.clear();
  candidates_.clear();
  decoder_->decode(outputs, clustering_params_, candidates_);
  clusterer_.cluster(candidates_, boxes);
  if (max_objects_ == 0 || boxes.size() <= max_objects_) return;
  std::stable_sort(boxes.begin(), boxes.end(), [](const Detection& a, const Detection& b) {
    return a.confidence > b.confidence;
  });
  boxes.resize(max_objects_);
}

const std::string* Detector::label(unsigned class_id) const {
  return class_id < labels_.size() ? &labels_[class_id].front() : nullptr;
}

}  // namespace pipewright::standin::inference
