// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/server_config.hpp"

#include <gtest/gtest.h>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class ServerConfigTest : public ::testing::Test {
 protected:
  ServerConfigTest() {
    folder_.write("repository/cars/1/model.onnx", "older");
    folder_.write("repository/cars/3/model.onnx", "newer");
    folder_.write("labels.txt", "car\n");
    folder_.write("mean.ppm", "P6");
  }

  Result<NvinferConfig> read(const std::string& content, const NvinferOverrides& overrides = {}) {
    return read_server_config(folder_.write("config.txt", content), overrides);
  }

  /// A configuration with these parts of infer_config.
  static std::string with(const std::string& triton, const std::string& postprocess,
                          const std::string& more = {},
                          const std::string& preprocess = "tensor_order: TENSOR_ORDER_LINEAR") {
    return "infer_config {\n  unique_id: 5\n  backend { triton { " + triton +
           " } }\n  preprocess { " + preprocess + " }\n  postprocess { " + postprocess + " }\n" +
           more + "\n}\n";
  }
  static constexpr const char* kCars =
      "model_name: \"cars\" version: -1 model_repo { root: \"repository\" }";
  static constexpr const char* kDetection = "detection { num_detected_classes: 2 }";

  std::string error_of(const std::string& content) {
    const auto config = read(content);
    return config.ok() ? std::string("no error") : config.error().message;
  }
  std::string error_of_triton(const std::string& triton) {
    return error_of(with(triton, kDetection));
  }

  testing::TempFolder folder_;
};

TEST_F(ServerConfigTest, ReadsEveryPart) {
  const auto read_config = read(R"(
infer_config {
  unique_id: 5
  gpu_ids: [0]
  max_batch_size: 8
  backend {
    inputs: [ { name: "images" dims: [3, 96, 128] } ]
    outputs: [ { name: "cov" }, { name: "bbox" } ]
    triton {
      model_name: "cars"
      version: 1
      model_repo { root: "./repository" log_level: 2 }
    }
  }
  preprocess {
    network_format: IMAGE_FORMAT_BGR
    tensor_order: TENSOR_ORDER_LINEAR
    maintain_aspect_ratio: 1
    symmetric_padding: 1
    frame_scaling_filter: 1
    normalize { scale_factor: 0.5 channel_offsets: [1, 2, 3] mean_file: "mean.ppm" }
  }
  postprocess {
    labelfile_path: "labels.txt"
    detection {
      num_detected_classes: 3
      per_class_params { key: 1 value { pre_threshold: 0.75 } }
      nms { confidence_threshold: 0.25 iou_threshold: 0.5 topk: 20 }
    }
  }
}
input_control {
  process_mode: PROCESS_MODE_CLIP_OBJECTS
  operate_on_gie_id: 1
  operate_on_class_ids: [0, 2]
  secondary_reinfer_interval: 90
  object_control { bbox_filter { min_width: 16 max_height: 200 } }
}
output_control {
  output_tensor_meta: true
  detect_control {
    default_filter { bbox_filter { min_width: 8 } roi_top_offset: 4 border_color { g: 1 a: 1 } }
    specific_class_filters { key: 2 value { bbox_filter { max_width: 64 } bg_color { b: 1 a: 0.5 } } }
    filter_out_class_ids: [1]
  }
}
)");
  ASSERT_TRUE(read_config.ok()) << read_config.error().message;
  const NvinferConfig& config = read_config.value();
  EXPECT_EQ(config.unique_id, 5u);
  EXPECT_EQ(config.batch_size, 8u);
  EXPECT_EQ(config.onnx_file, folder_.path("repository/cars/1/model.onnx"));
  EXPECT_EQ(config.input_name, "images");
  EXPECT_EQ(config.output_names, (std::vector<std::string>{"cov", "bbox"}));
  ASSERT_TRUE(config.infer_dims.has_value());
  EXPECT_EQ(config.infer_dims->channels, 3u);
  EXPECT_EQ(config.infer_dims->height, 96u);
  EXPECT_EQ(config.infer_dims->width, 128u);
  EXPECT_EQ(config.color_format, ColorFormat::kBgr);
  EXPECT_EQ(config.network_input_order, TensorOrder::kNchw);
  EXPECT_TRUE(config.maintain_aspect_ratio);
  EXPECT_TRUE(config.symmetric_padding);
  EXPECT_EQ(config.scaling_filter, 1);
  EXPECT_EQ(config.net_scale_factor, 0.5);
  EXPECT_EQ(config.offsets, (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(config.mean_file, folder_.path("mean.ppm"));
  EXPECT_EQ(config.labels_file, folder_.path("labels.txt"));

  EXPECT_EQ(config.network_type, NetworkType::kDetector);
  EXPECT_EQ(config.cluster_mode, ClusterMode::kNms);
  EXPECT_EQ(config.max_objects, 20u);
  ASSERT_EQ(config.classes.size(), 3u);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.pre_cluster_threshold, 0.25f);
  EXPECT_FLOAT_EQ(config.classes[1].clustering.pre_cluster_threshold, 0.75f);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.nms_iou_threshold, 0.5f);
  EXPECT_EQ(config.classes[0].min_width, 8u);
  EXPECT_EQ(config.classes[0].roi_top_offset, 4u);
  EXPECT_EQ(config.classes[0].border_color, (Color{0, 1, 0, 1}));
  EXPECT_EQ(config.classes[2].min_width, 0u) << "a class's filter replaces the default one";
  EXPECT_EQ(config.classes[2].max_width, 64u);
  EXPECT_EQ(config.classes[2].border_color, (Color{1, 0, 0, 1}));
  EXPECT_EQ(config.classes[2].background_color, (Color{0, 0, 1, 0.5}));
  EXPECT_EQ(config.filter_out_class_ids, (std::set<int>{1}));

  EXPECT_EQ(config.process_mode, ProcessMode::kSecondary);
  EXPECT_EQ(config.operate_on_gie_id, 1);
  EXPECT_EQ(config.operate_on_class_ids, (std::set<int>{0, 2}));
  EXPECT_EQ(config.secondary_reinfer_interval, 90u);
  EXPECT_EQ(config.input_object_min_width, 16u);
  EXPECT_EQ(config.input_object_max_height, 200u);
  EXPECT_TRUE(config.output_tensor_meta);
  EXPECT_EQ(config.keys_without_effect,
            (std::vector<std::string>{"infer_config.gpu_ids",
                                      "infer_config.backend.triton.model_repo.log_level"}));
  EXPECT_TRUE(config.warnings.empty());
}

TEST_F(ServerConfigTest, FindsTheModelInItsRepository) {
  const auto file_of = [&](const std::string& triton) {
    const auto config = read(with(triton, kDetection));
    return config.ok() ? config.value().onnx_file : config.error().message;
  };
  EXPECT_EQ(file_of(kCars), folder_.path("repository/cars/3/model.onnx")) << "-1 is the newest";
  folder_.write("repository/cars/config.pbtxt",
                R"(name: "cars"
platform: "onnxruntime_onnx"
default_model_filename: "cars.onnx"
max_batch_size: 4
input [ { name: "images" data_type: TYPE_FP32 dims: [ 3, 96, 128 ] } ]
output [
  { name: "cov" data_type: TYPE_FP32 dims: [ 2, 3, 4 ] label_filename: "labels.txt" },
  { name: "bbox" data_type: TYPE_FP32 dims: [ 8, 3, 4 ] reshape { shape: [ ] } }
]
instance_group [ { count: 1 kind: KIND_GPU gpus: [ 0 ] } ]
dynamic_batching { preferred_batch_size: [ 4, 8 ] max_queue_delay_microseconds: 100 }
optimization { execution_accelerators { gpu_execution_accelerator : [ { name : "tensorrt"
  parameters { key: "precision_mode" value: "FP16" } } ] } }
parameters { key: "EXECUTION_ENV_PATH" value: { string_value: "env.tar.gz" } }
version_policy: { latest: { num_versions: 1 } }
)");
  folder_.write("repository/cars/3/cars.onnx", "");
  EXPECT_EQ(file_of(kCars), folder_.path("repository/cars/3/cars.onnx"));
}

TEST_F(ServerConfigTest, TheModelsOwnConfigurationTellsTheInput) {
  folder_.write("repository/cars/config.pbtxt",
                "backend: \"onnxruntime\"\nmax_batch_size: 4\n"
                "input { name: \"images\" format: FORMAT_NHWC dims: [96, 128, 3] }\n");
  const auto config = read(with(kCars, kDetection, "", ""));
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().network_input_order, TensorOrder::kNhwc);
  EXPECT_EQ(config.value().infer_dims->height, 96u);
  EXPECT_EQ(config.value().infer_dims->channels, 3u);
  EXPECT_CONTAINS(error_of(with(kCars, kDetection)), "preprocess.tensor_order");
  EXPECT_CONTAINS(error_of(with(kCars, kDetection, "max_batch_size: 5", "")),
                  "infer_config.max_batch_size: 5");
}

TEST_F(ServerConfigTest, ModelsThatNeedATritonServerAreErrors) {
  const auto error_with = [&](const std::string& model_config) {
    folder_.write("repository/cars/config.pbtxt", model_config);
    return error_of_triton(kCars);
  };
  EXPECT_CONTAINS(error_with("platform: \"tensorrt_plan\""), "platform \"tensorrt_plan\"");
  EXPECT_CONTAINS(error_with("backend: \"python\""), "backend \"python\"");
  EXPECT_CONTAINS(error_with("platform: \"ensemble\""), "ensemble");
  EXPECT_CONTAINS(
      error_with("ensemble_scheduling { step [ { model_name: \"a\" }, { model_name: \"b\" } ] }"),
      "ensemble");
  EXPECT_CONTAINS(error_with("platform: 7"), "config.pbtxt', line 1");
  folder_.write("repository/cars/config.pbtxt", "");
  EXPECT_CONTAINS(error_of_triton("model_name: \"cars\" grpc { url: \"localhost:8001\" }"),
                  "infer_config.backend.triton.grpc: 'localhost:8001'");
  EXPECT_CONTAINS(error_of_triton("model_name: \"cars\" model_repo { root: \"gs://models\" }"),
                  "'gs://models'");
  EXPECT_CONTAINS(error_of(with(kCars, "triton_classification { topk: 1 }")),
                  "triton_classification");
  EXPECT_CONTAINS(error_of(with(kCars, kDetection, "lstm { loops { input: \"a\" } }")),
                  "infer_config.lstm");
  EXPECT_CONTAINS(
      error_of(with(kCars, kDetection, "extra { custom_process_funcion: \"MakeMine\" }")),
      "'MakeMine'");
}

TEST_F(ServerConfigTest, MissingModelsNameWhatIsThere) {
  EXPECT_CONTAINS(error_of_triton("model_name: \"cars\" version: 2 model_repo { root: "
                                  "\"repository\" }"),
                  "no version 2, but 1, 3");
  EXPECT_CONTAINS(error_of_triton("model_name: \"dogs\" model_repo { root: \"repository\" }"),
                  folder_.path("repository"));
  EXPECT_CONTAINS(error_of_triton("model_repo { root: \"repository\" }"),
                  "infer_config.backend.triton.model_name: missing");
  EXPECT_CONTAINS(error_of_triton("model_name: \"cars\""), "model_repo.root: missing");
  EXPECT_CONTAINS(error_of_triton("model_name: \"cars\" model_repo { root: \"repository\" "
                                  "strict_model_config: true }"),
                  "has no config.pbtxt");
  folder_.write("repository/empty/config.pbtxt", "");
  EXPECT_CONTAINS(error_of_triton("model_name: \"empty\" model_repo { root: \"repository\" }"),
                  "no folder of a version");
  folder_.write("repository/other/1/model.plan", "");
  EXPECT_CONTAINS(error_of_triton("model_name: \"other\" model_repo { root: \"repository\" }"),
                  "other/1/model.onnx' does not exist");
}

TEST_F(ServerConfigTest, FieldsThatAreUnknownOrWrongNameFileAndLine) {
  const std::string unknown = error_of("infer_config {\n  unique_id: 5\n  batch_size: 2\n}\n");
  EXPECT_CONTAINS(unknown, folder_.path("config.txt"));
  EXPECT_CONTAINS(unknown, "line 3");
  EXPECT_CONTAINS(unknown, "\"batch_size\"");
  EXPECT_CONTAINS(error_of("infer_config {\n  unique_id: many\n}\n"), "line 2");
  EXPECT_CONTAINS(error_of("infer_config {\n"), "line 2");
  EXPECT_CONTAINS(error_of(""), "infer_config: missing");
  EXPECT_CONTAINS(error_of("infer_config { max_batch_size: 1 }"), "infer_config.unique_id");
  const auto gone = read_server_config(folder_.path("gone.txt"));
  ASSERT_FALSE(gone.ok());
  EXPECT_CONTAINS(gone.error().message, "gone.txt");
}

TEST_F(ServerConfigTest, PostprocessingSaysWhatIsMissing) {
  EXPECT_CONTAINS(error_of(with(kCars, "")), "infer_config.postprocess: does not say");
  EXPECT_CONTAINS(error_of(with(kCars, "detection { }")), "num_detected_classes");
  EXPECT_CONTAINS(error_of(with(kCars, "detection { num_detected_classes: 2147483647 }")), "65536");
  EXPECT_CONTAINS(error_of(with(kCars, "segmentation { }")), "num_segmentation_classes");
  EXPECT_CONTAINS(error_of(with(kCars, "labelfile_path: \"gone.txt\" other { }")),
                  folder_.path("gone.txt"));
  EXPECT_CONTAINS(error_of(with(kCars,
                                "detection { num_detected_classes: 1 per_class_params { key: 1 "
                                "value { pre_threshold: 0.5 } } }")),
                  "per_class_params: names class 1");
  const std::string custom =
      "detection { num_detected_classes: 1 custom_parse_bbox_func: \"ParseMine\" }";
  EXPECT_CONTAINS(error_of(with(kCars, custom)), "custom_lib { path: ... }");
  const std::string unknown = error_of(with(kCars, custom, "custom_lib { path: \"/opt/a.so\" }"));
  EXPECT_CONTAINS(unknown, "detection.custom_parse_bbox_func: 'ParseMine'");
  EXPECT_CONTAINS(unknown, "NvDsInferParseYolo");
  EXPECT_CONTAINS(unknown, "postprocess { other {} }");
}

TEST_F(ServerConfigTest, OtherKindsOfModels) {
  auto config = read(with(kCars, "classification { threshold: 0.4 }") +
                     "output_control { classifier_type: \"paint\" }\n"
                     "input_control { process_mode: PROCESS_MODE_CLIP_OBJECTS async_mode: true "
                     "operate_on_gie_id: -1 }");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().network_type, NetworkType::kClassifier);
  EXPECT_FLOAT_EQ(static_cast<float>(config.value().classifier_threshold), 0.4f);
  EXPECT_EQ(config.value().classifier_type, "paint");
  EXPECT_TRUE(config.value().classifier_async_mode);
  config = read(with(kCars, "segmentation { threshold: 0.5 num_segmentation_classes: 4 }"));
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().network_type, NetworkType::kSegmentation);
  EXPECT_EQ(config.value().num_detected_classes, 4u);
  config = read(with(kCars, "other { }"));
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().network_type, NetworkType::kOther);
  ASSERT_EQ(config.value().warnings.size(), 1u);
  EXPECT_CONTAINS(config.value().warnings[0], "output_tensor_meta: true");
}

TEST_F(ServerConfigTest, ClusteringOfTheOtherPolicies) {
  const auto clustered = [&](const std::string& policy) {
    auto config = read(with(kCars, "detection { num_detected_classes: 1 " + policy + " }"));
    EXPECT_TRUE(config.ok()) << config.error().message;
    return std::move(config).value();
  };
  auto config = clustered("dbscan { pre_threshold: 0.3 eps: 0.7 min_boxes: 3 min_score: 1.5 }");
  EXPECT_EQ(config.cluster_mode, ClusterMode::kDbscan);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.pre_cluster_threshold, 0.3f);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.eps, 0.7f);
  EXPECT_EQ(config.classes[0].clustering.min_boxes, 3);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.dbscan_min_score, 1.5f);
  config = clustered("simple_cluster { threshold: 0.6 }");
  EXPECT_EQ(config.cluster_mode, ClusterMode::kNone);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.pre_cluster_threshold, 0.6f);
  config = clustered("group_rectangle { confidence_threshold: 0.2 group_threshold: 2 }");
  EXPECT_EQ(config.cluster_mode, ClusterMode::kNms);
  EXPECT_EQ(config.max_objects, 20u);
  ASSERT_EQ(config.warnings.size(), 1u);
}

TEST_F(ServerConfigTest, PropertiesOfTheElementWin) {
  NvinferOverrides overrides;
  overrides.unique_id = 9;
  overrides.batch_size = 3;
  overrides.interval = 2;
  const auto config = read(with(kCars, kDetection), overrides);
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().unique_id, 9u);
  EXPECT_EQ(config.value().batch_size, 3u);
  EXPECT_EQ(config.value().interval, 2u);
}

}  // namespace
}  // namespace pipewright::standin::inference
