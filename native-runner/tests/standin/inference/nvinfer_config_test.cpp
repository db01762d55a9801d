// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nvinfer_config.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "standin/inference/labels.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::TempFolder;

const char* const kIni = R"(# a comment
[property]
gie-unique-id=3
batch-size=4
interval=2
onnx-file=model.onnx
labelfile-path=labels/labels.txt
infer-dims=3;192;320
net-scale-factor=0.0039215697906911373
offsets=1.5;2;3
model-color-format=1
network-input-order=0
network-mode=2
network-type=0
num-detected-classes=2
cluster-mode=2
maintain-aspect-ratio=1
symmetric-padding=1
scaling-filter=1
filter-out-class-ids=1;5;
workspace-size=1000

[class-attrs-all]
pre-cluster-threshold=0.3
topk=100
nms-iou-threshold=0.45

[class-attrs-1]
pre-cluster-threshold=0.6
detected-min-w=12
detected-max-h=400
roi-top-offset=5
border-color=0;1;0;0.5
bg-color=0.1;0.2;0.3;0.4
)";

const char* const kYaml = R"(property:
  gie-unique-id: 3
  batch-size: 4
  interval: 2
  onnx-file: model.onnx
  labelfile-path: labels/labels.txt
  infer-dims: 3;192;320
  net-scale-factor: 0.0039215697906911373
  offsets: 1.5;2;3
  model-color-format: 1
  network-input-order: 0
  network-mode: 2
  network-type: 0
  num-detected-classes: 2
  cluster-mode: 2
  maintain-aspect-ratio: 1
  symmetric-padding: 1
  scaling-filter: 1
  filter-out-class-ids: 1;5;
  workspace-size: 1000
class-attrs-all:
  pre-cluster-threshold: 0.3
  topk: 100
  nms-iou-threshold: 0.45
class-attrs-1:
  pre-cluster-threshold: 0.6
  detected-min-w: 12
  detected-max-h: 400
  roi-top-offset: 5
  border-color: 0;1;0;0.5
  bg-color: 0.1;0.2;0.3;0.4
)";

/// A folder with a model and labels, so that only what a test is about can go wrong.
class NvinferConfigTest : public ::testing::Test {
 protected:
  NvinferConfigTest() {
    folder_.write("model.onnx", "not read here");
    folder_.write("labels/labels.txt", "car\nperson\n");
  }

  Result<NvinferConfig> read(const std::string& name, const std::string& content,
                             const NvinferOverrides& overrides = {}) {
    return read_nvinfer_config(folder_.write(name, content), overrides);
  }

  /// The error of a small INI file with these extra lines under [property].
  std::string error_of(const std::string& lines) {
    const auto config = read("config.txt",
                             "[property]\ngie-unique-id=1\nonnx-file=model.onnx\n"
                             "num-detected-classes=2\ncluster-mode=2\n" +
                                 lines);
    return config.ok() ? std::string("no error") : config.error().message;
  }

  TempFolder folder_;
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

TEST_F(NvinferConfigTest, ReadsEveryKindOfValueFromIni) {
  const auto read_config = read("config.txt", kIni);
  ASSERT_TRUE(read_config.ok()) << read_config.error().message;
  const NvinferConfig& config = read_config.value();
  EXPECT_EQ(config.unique_id, 3u);
  EXPECT_EQ(config.batch_size, 4u);
  EXPECT_EQ(config.interval, 2u);
  EXPECT_EQ(config.onnx_file, folder_.path("model.onnx"));
  EXPECT_EQ(config.labels_file, folder_.path("labels/labels.txt"));
  ASSERT_TRUE(config.infer_dims);
  EXPECT_EQ(config.infer_dims->height, 192u);
  EXPECT_EQ(config.infer_dims->width, 320u);
  EXPECT_NEAR(config.net_scale_factor, 1 / 255.0, 1e-6);
  EXPECT_EQ(config.offsets, (std::vector<float>{1.5f, 2, 3}));
  EXPECT_EQ(config.color_format, ColorFormat::kBgr);
  EXPECT_EQ(config.network_mode, NetworkMode::kFp16);
  EXPECT_TRUE(config.maintain_aspect_ratio);
  EXPECT_EQ(config.filter_out_class_ids, (std::set<int>{1, 5}));
  EXPECT_EQ(config.cluster_mode, ClusterMode::kNms);
  ASSERT_EQ(config.classes.size(), 2u);
  EXPECT_FLOAT_EQ(config.classes[0].clustering.pre_cluster_threshold, 0.3f);
  EXPECT_FLOAT_EQ(config.classes[1].clustering.pre_cluster_threshold, 0.6f);
  EXPECT_FLOAT_EQ(config.classes[1].clustering.nms_iou_threshold, 0.45f)
      << "class-attrs-1 starts from class-attrs-all";
  EXPECT_EQ(config.classes[1].clustering.topk, 100);
  EXPECT_EQ(config.classes[1].min_width, 12u);
  EXPECT_EQ(config.classes[1].max_height, 400u);
  EXPECT_EQ(config.classes[1].roi_top_offset, 5u);
  EXPECT_EQ(config.classes[1].border_color, (Color{0, 1, 0, 0.5}));
  EXPECT_EQ(config.classes[1].background_color, (Color{0.1, 0.2, 0.3, 0.4}));
  EXPECT_FALSE(config.classes[0].background_color);
  EXPECT_EQ(config.keys_without_effect, (std::vector<std::string>{"workspace-size"}));
  EXPECT_TRUE(config.warnings.empty()) << config.warnings.front();
}

TEST_F(NvinferConfigTest, YamlMeansTheSameAsIni) {
  const auto ini = read("config.txt", kIni);
  const auto yaml = read("config.yml", kYaml);
  ASSERT_TRUE(yaml.ok()) << yaml.error().message;
  const NvinferConfig& a = ini.value();
  const NvinferConfig& b = yaml.value();
  EXPECT_EQ(a.unique_id, b.unique_id);
  EXPECT_EQ(a.onnx_file, b.onnx_file);
  EXPECT_EQ(a.labels_file, b.labels_file);
  EXPECT_EQ(a.infer_dims->width, b.infer_dims->width);
  EXPECT_EQ(a.net_scale_factor, b.net_scale_factor);
  EXPECT_EQ(a.offsets, b.offsets);
  EXPECT_EQ(a.color_format, b.color_format);
  EXPECT_EQ(a.filter_out_class_ids, b.filter_out_class_ids);
  EXPECT_EQ(a.cluster_mode, b.cluster_mode);
  EXPECT_EQ(a.keys_without_effect, b.keys_without_effect);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(a.classes[i].clustering.pre_cluster_threshold,
              b.classes[i].clustering.pre_cluster_threshold);
    EXPECT_EQ(a.classes[i].clustering.topk, b.classes[i].clustering.topk);
    EXPECT_EQ(a.classes[i].min_width, b.classes[i].min_width);
    EXPECT_EQ(a.classes[i].border_color, b.classes[i].border_color);
    EXPECT_EQ(a.classes[i].background_color, b.classes[i].background_color);
  }
}

TEST_F(NvinferConfigTest, PropertiesOfTheElementWin) {
  NvinferOverrides overrides;
  overrides.unique_id = 9;
  overrides.batch_size = 2;
  overrides.interval = 0;
  overrides.filter_out_class_ids = std::set<int>{};
  const auto config = read("config.txt", kIni, overrides);
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().unique_id, 9u);
  EXPECT_EQ(config.value().batch_size, 2u);
  EXPECT_EQ(config.value().interval, 0u);
  EXPECT_TRUE(config.value().filter_out_class_ids.empty());
}

TEST_F(NvinferConfigTest, UnknownAndDeprecatedKeysAreWarnings) {
  const auto config = read("config.txt",
                           "[property]\ngie-unique-id=1\nonnx-file=model.onnx\n"
                           "num-detected-classes=1\ncluster-mode=2\nbatchsize=4\n"
                           "[class-attrs-all]\nthreshold=0.4\n[extra]\nx=1\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  const auto has = [&](const std::string& part) {
    return std::any_of(config.value().warnings.begin(), config.value().warnings.end(),
                       [&](const auto& text) { return text.find(part) != std::string::npos; });
  };
  EXPECT_TRUE(has("batchsize"));
  EXPECT_TRUE(has("Did you mean 'batch-size'?"));
  EXPECT_TRUE(has("pre-cluster-threshold"));
  EXPECT_TRUE(has("[extra]"));
  EXPECT_FLOAT_EQ(config.value().classes[0].clustering.pre_cluster_threshold, 0.4f);
}

TEST_F(NvinferConfigTest, DefaultClusteringIsNmsAsInASdkWithoutOpenCv) {
  const auto config = read(
      "config.txt", "[property]\ngie-unique-id=1\nonnx-file=model.onnx\nnum-detected-classes=1\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config.value().warnings.size(), 1u);
  EXPECT_CONTAINS(config.value().warnings[0], "cluster-mode");
}

TEST_F(NvinferConfigTest, GroupThresholdIsCheckedAndHasNoEffectAsInASdkWithoutOpenCv) {
  const std::string start =
      "[property]\ngie-unique-id=1\nonnx-file=model.onnx\nnum-detected-classes=1\n"
      "cluster-mode=0\n[class-attrs-all]\ngroup-threshold=";
  const auto config = read("config.txt", start + "3\neps=0.2\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().keys_without_effect, std::vector<std::string>{"group-threshold"});
  EXPECT_TRUE(read("config.txt", start + "0\n").ok());
  EXPECT_CONTAINS(read("config.txt", start + "-1\n").error().message,
                  "[class-attrs-all] group-threshold: value '-1'");
}

TEST_F(NvinferConfigTest, WrongValuesNameFileSectionKeyAndWhatIsExpected) {
  const std::string error = error_of("batch-size=0\n");
  EXPECT_CONTAINS(error, folder_.path("config.txt"));
  EXPECT_CONTAINS(error, "[property] batch-size");
  EXPECT_CONTAINS(error, "value '0'");
  EXPECT_CONTAINS(error, "from 1 to 1024");

  EXPECT_CONTAINS(error_of("batch-size=four\n"), "whole number");
  EXPECT_CONTAINS(error_of("interval=-1\n"), "interval");
  EXPECT_CONTAINS(error_of("cluster-mode=5\n"), "4 (none)");
  EXPECT_CONTAINS(error_of("model-color-format=RGB\n"), "2 (GRAY)");
  EXPECT_CONTAINS(error_of("maintain-aspect-ratio=yes\n"), "expected 0 or 1");
  EXPECT_CONTAINS(error_of("infer-dims=3;544\n"), "3;544;960");
  EXPECT_CONTAINS(error_of("infer-dims=3;16385;960\n"), "16384");
  EXPECT_CONTAINS(error_of("infer-dims=2147483647;2147483647;2147483647\n"), "infer-dims");
  EXPECT_CONTAINS(error_of("infer-dims=3;16384;16384\n"), "1 GiB");
  EXPECT_CONTAINS(error_of("num-detected-classes=2147483647\n"), "65536");
  EXPECT_CONTAINS(error_of("net-scale-factor=1,5\n"), "expected a number");
  EXPECT_CONTAINS(error_of("offsets=1;2;3;4;5\n"), "at most 4");
  EXPECT_CONTAINS(error_of("filter-out-class-ids=1,2\n"), "semicolons");
  EXPECT_CONTAINS(error_of("[class-attrs-all]\nnms-iou-threshold=1.5\n"), "from 0 to 1");
  EXPECT_CONTAINS(error_of("[class-attrs-0]\nborder-color=255;0;0;1\n"), "red;green;blue;alpha");
  EXPECT_CONTAINS(error_of("[class-attrs-2]\ntopk=1\n"), "num-detected-classes is 2");
  EXPECT_CONTAINS(error_of("[class-attrs-x]\ntopk=1\n"), "class number or 'all'");
}

TEST_F(NvinferConfigTest, WhatTheCpuCannotDoNamesTheKeyAndTheWayOut) {
  const std::string library = "custom-lib-path=/opt/libparser.so\n";
  const std::string parser = error_of(library + "parse-bbox-func-name=ParseMine\n");
  EXPECT_CONTAINS(parser, "[property] parse-bbox-func-name");
  EXPECT_CONTAINS(parser, "NvDsInferParseYolo");
  EXPECT_CONTAINS(parser, "output-tensor-meta");
  EXPECT_CONTAINS(error_of(library + "network-type=1\nparse-classifier-func-name=ParseMine\n"),
                  "parse-classifier-func-name");
}

TEST_F(NvinferConfigTest, MissingThingsNameTheKeyToSet) {
  const auto error = [&](const std::string& content) {
    const auto config = read("config.txt", content);
    return config.ok() ? std::string("no error") : config.error().message;
  };
  EXPECT_CONTAINS(error("[property]\nonnx-file=model.onnx\nnum-detected-classes=1\n"),
                  "gie-unique-id");
  EXPECT_CONTAINS(error("[property]\ngie-unique-id=1\nnum-detected-classes=1\n"), "set onnx-file");
  EXPECT_CONTAINS(error("[property]\ngie-unique-id=1\nmodel-engine-file=m.engine\n"),
                  "TensorRT engine");
  EXPECT_CONTAINS(error("[property]\ngie-unique-id=1\ntlt-encoded-model=m.etlt\n"),
                  "tlt-encoded-model");
  const std::string no_model = error("[property]\ngie-unique-id=1\nonnx-file=gone.onnx\n");
  EXPECT_CONTAINS(no_model, folder_.path("gone.onnx"));
  EXPECT_CONTAINS(no_model, "does not exist");
  EXPECT_CONTAINS(error("[property]\ngie-unique-id=1\nonnx-file=model.onnx\n"
                        "labelfile-path=gone.txt\nnum-detected-classes=1\n"),
                  "labelfile-path");
  EXPECT_CONTAINS(error("[property]\ngie-unique-id=1\nonnx-file=model.onnx\n"),
                  "num-detected-classes");
  EXPECT_CONTAINS(error("[properties]\ngie-unique-id=1\n"), "[property]");
  EXPECT_CONTAINS(error("[properties]\ngie-unique-id=1\n"), "it has [properties]");
}

TEST_F(NvinferConfigTest, FilesThatCannotBeReadAreErrors) {
  EXPECT_CONTAINS(read_nvinfer_config(folder_.path("gone.txt")).error().message, "does not exist");
  EXPECT_CONTAINS(read_nvinfer_config(folder_.path("labels")).error().message, "is a folder");
  EXPECT_CONTAINS(read("config.txt", kYaml).error().message, "YAML needs the suffix");
  EXPECT_CONTAINS(read("config.yml", kIni).error().message, "config.yml");
  EXPECT_CONTAINS(read("broken.yml", "property:\n  a: [1, 2\n").error().message, "line");
  EXPECT_CONTAINS(
      read("list.yml", "property:\n  gie-unique-id: 1\n  infer-dims: [3, 1, 2]\n").error().message,
      "infer-dims");
  EXPECT_CONTAINS(read("empty.yml", "").error().message, "empty.yml");
}

TEST_F(NvinferConfigTest, OlderKeysStillWorkInIni) {
  const auto config = read("config.txt",
                           "[property]\ngie-unique-id=1\nonnx-file=model.onnx\n"
                           "num-detected-classes=1\ninput-dims=3;10;20;0\nenable-dbscan=1\n"
                           "is-classifier=0\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().infer_dims->width, 20u);
  EXPECT_EQ(config.value().cluster_mode, ClusterMode::kDbscan);
}

TEST(Labels, AreOnePerLineWithItemsBetweenSemicolons) {
  const TempFolder folder;
  const auto labels = read_labels(folder.write("labels.txt", "car\r\n\nred;green;blue\nroad sign"));
  ASSERT_TRUE(labels.ok());
  ASSERT_EQ(labels.value().size(), 3u);
  EXPECT_EQ(labels.value()[0], (std::vector<std::string>{"car"}));
  EXPECT_EQ(labels.value()[1], (std::vector<std::string>{"red", "green", "blue"}));
  EXPECT_EQ(labels.value()[2], (std::vector<std::string>{"road sign"}));
  EXPECT_FALSE(read_labels(folder.path("gone.txt")).ok());
}

}  // namespace
}  // namespace pipewright::standin::inference
