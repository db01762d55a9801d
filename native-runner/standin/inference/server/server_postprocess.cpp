// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/server_postprocess.hpp"

#include <algorithm>
#include <string>

#include "standin/inference/custom_parsers.hpp"
#include "standin/inference/server/server_dialect.hpp"

namespace pipewright::standin::inference {
namespace {

namespace proto = pipewright::inferserver;
using Control = proto::PluginControl;

// What the SDK puts in the place of groups of rectangles.
constexpr unsigned kGroupRectanglesTopK = 20;
constexpr float kGroupRectanglesIou = 0.5f;

Color color_of(const Control::Color& color) {
  return {color.r(), color.g(), color.b(), color.a()};
}

void take_clustering(const proto::DetectionParams& detection, NvinferConfig& config,
                     ClusteringParams& params) {
  switch (detection.clustering_policy_case()) {
    case proto::DetectionParams::kNms:
      config.cluster_mode = ClusterMode::kNms;
      params.pre_cluster_threshold = detection.nms().confidence_threshold();
      params.nms_iou_threshold = detection.nms().iou_threshold();
      config.max_objects = static_cast<unsigned>(std::max(0, detection.nms().topk()));
      break;
    case proto::DetectionParams::kDbscan:
      config.cluster_mode = ClusterMode::kDbscan;
      params.pre_cluster_threshold = detection.dbscan().pre_threshold();
      params.eps = detection.dbscan().eps();
      params.min_boxes = detection.dbscan().min_boxes();
      params.dbscan_min_score = detection.dbscan().min_score();
      break;
    case proto::DetectionParams::kGroupRectangle:
      config.cluster_mode = ClusterMode::kNms;
      params.pre_cluster_threshold = detection.group_rectangle().confidence_threshold();
      params.nms_iou_threshold = kGroupRectanglesIou;
      config.max_objects = kGroupRectanglesTopK;
      config.warnings.push_back(
          "'" + config.path +
          "': infer_config.postprocess.detection.group_rectangle is replaced by NMS with topk 20 "
          "and IoU 0.5, as in DeepStream without OpenCV");
      break;
    case proto::DetectionParams::kSimpleCluster:
    case proto::DetectionParams::CLUSTERING_POLICY_NOT_SET:
      config.cluster_mode = ClusterMode::kNone;
      params.pre_cluster_threshold = detection.simple_cluster().threshold();
      break;
  }
}

void take_filter(const Control::DetectClassFilter& filter, ClassAttributes& attributes) {
  attributes.min_width = filter.bbox_filter().min_width();
  attributes.min_height = filter.bbox_filter().min_height();
  attributes.max_width = filter.bbox_filter().max_width();
  attributes.max_height = filter.bbox_filter().max_height();
  attributes.roi_top_offset = filter.roi_top_offset();
  attributes.roi_bottom_offset = filter.roi_bottom_offset();
  attributes.border_color = ClassAttributes().border_color;
  if (filter.has_border_color()) attributes.border_color = color_of(filter.border_color());
  attributes.background_color.reset();
  if (filter.has_bg_color()) attributes.background_color = color_of(filter.bg_color());
}

Error class_error(const NvinferConfig& config, const std::string& field, std::int64_t class_id) {
  return Error{"'" + config.path + "', " + field + ": names class " + std::to_string(class_id) +
               ", but num_detected_classes is " + std::to_string(config.num_detected_classes) +
               " (classes count from 0)"};
}

std::optional<Error> check_num_classes(std::int64_t num_classes, const NvinferConfig& config) {
  if (num_classes <= std::int64_t{kMaxClasses}) return std::nullopt;
  return config.error_at("num-detected-classes", "is " + std::to_string(num_classes) +
                                                     "; set it to " + std::to_string(kMaxClasses) +
                                                     " at most");
}

std::optional<Error> take_detection(const Control& control, NvinferConfig& config) {
  const proto::DetectionParams& detection = control.infer_config().postprocess().detection();
  config.network_type = NetworkType::kDetector;
  config.parse_bbox_function = detection.custom_parse_bbox_func();
  if (detection.num_detected_classes() <= 0) {
    return config.error_at("num-detected-classes",
                           "a detector needs the number of classes of its model; set it to 1 or "
                           "more");
  }
  if (auto error = check_num_classes(detection.num_detected_classes(), config)) return error;
  config.num_detected_classes = static_cast<unsigned>(detection.num_detected_classes());
  ClassAttributes common;
  take_clustering(detection, config, common.clustering);
  const auto& output = control.output_control().detect_control();
  if (output.has_default_filter()) take_filter(output.default_filter(), common);
  config.classes.assign(config.num_detected_classes, common);
  for (const auto& [class_id, params] : detection.per_class_params()) {
    if (class_id < 0 || class_id >= detection.num_detected_classes()) {
      return class_error(config, "infer_config.postprocess.detection.per_class_params", class_id);
    }
    config.classes[static_cast<std::size_t>(class_id)].clustering.pre_cluster_threshold =
        params.pre_threshold();
  }
  for (const auto& [class_id, filter] : output.specific_class_filters()) {
    if (class_id >= config.num_detected_classes) {
      return class_error(config, "output_control.detect_control.specific_class_filters", class_id);
    }
    take_filter(filter, config.classes[class_id]);
  }
  config.filter_out_class_ids.insert(output.filter_out_class_ids().begin(),
                                     output.filter_out_class_ids().end());
  return std::nullopt;
}

std::optional<Error> take_segmentation(const proto::SegmentationParams& segmentation,
                                       NvinferConfig& config) {
  config.network_type = NetworkType::kSegmentation;
  config.dialect = &kServerSegmentationDialect;
  config.segmentation_threshold = segmentation.threshold();
  config.parse_segmentation_function = segmentation.custom_parse_segmentation_func();
  if (segmentation.num_segmentation_classes() <= 0) {
    return config.error_at("num-detected-classes",
                           "a segmentation needs the number of classes of its model; set it to 1 "
                           "or more");
  }
  if (auto error = check_num_classes(segmentation.num_segmentation_classes(), config)) return error;
  config.num_detected_classes = static_cast<unsigned>(segmentation.num_segmentation_classes());
  return std::nullopt;
}

std::optional<Error> take_process_type(const Control& control, NvinferConfig& config) {
  const proto::PostProcessParams& postprocess = control.infer_config().postprocess();
  switch (postprocess.process_type_case()) {
    case proto::PostProcessParams::kDetection:
      return take_detection(control, config);
    case proto::PostProcessParams::kClassification:
      config.network_type = NetworkType::kClassifier;
      config.classifier_threshold = postprocess.classification().threshold();
      config.classifier_type = control.output_control().classifier_type();
      config.parse_classifier_function =
          postprocess.classification().custom_parse_classifier_func();
      return std::nullopt;
    case proto::PostProcessParams::kSegmentation:
      return take_segmentation(postprocess.segmentation(), config);
    case proto::PostProcessParams::kOther:
      config.network_type = NetworkType::kOther;
      return std::nullopt;
    case proto::PostProcessParams::kTrtisClassification:
    case proto::PostProcessParams::kTritonClassification:
      return Error{"'" + config.path +
                   "', infer_config.postprocess.triton_classification: is done by a Triton server; "
                   "use classification { threshold: ... } with labelfile_path"};
    case proto::PostProcessParams::PROCESS_TYPE_NOT_SET:
      break;
  }
  return Error{"'" + config.path +
               "', infer_config.postprocess: does not say what the model is; put detection, "
               "classification, segmentation or other into it"};
}

/// A custom function needs its library, and here a decoder of the same name.
std::optional<Error> check_custom_function(const proto::InferenceConfig& infer,
                                           NvinferConfig& config) {
  config.custom_lib_path = infer.custom_lib().path();
  const auto parser = custom_parser(config);
  if (!parser) return std::nullopt;
  if (config.custom_lib_path.empty()) {
    return config.error_at(parser->key, "'" + parser->function +
                                            "' is in a custom library; name it in infer_config { "
                                            "custom_lib { path: ... } }");
  }
  if (auto reason = refuse_custom_parser(config)) return config.error_at(parser->key, *reason);
  return std::nullopt;
}

}  // namespace

std::optional<Error> take_postprocess(const Control& control, NvinferConfig& config) {
  if (auto error = take_process_type(control, config)) return error;
  return check_custom_function(control.infer_config(), config);
}

}  // namespace pipewright::standin::inference
