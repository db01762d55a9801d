// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/preprocess_config.hpp"

#include <gtest/gtest.h>

#include "tests/standin/preprocess/preprocess_files.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::preprocess {
namespace {

using testing::preprocess_file;
using testing::PreprocessFile;

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class PreprocessConfigTest : public ::testing::Test {
 protected:
  Result<PreprocessConfig> read(const std::string& content, const std::string& name = "config.txt",
                                const std::set<std::string>& settled = {}) {
    ElementSettings properties;
    properties.target_unique_ids = {9};
    return read_preprocess_config(folder_.write(name, content), properties, settled);
  }

  std::string error_of(const PreprocessFile& file) {
    const auto config = read(preprocess_file(file));
    return config.ok() ? "no error" : config.error().message;
  }

  testing::TempFolder folder_;
};

TEST_F(PreprocessConfigTest, ReadsTheSdksFile) {
  const auto read_config = read(preprocess_file(
      {.property = "unique-id=5\nmaintain-aspect-ratio=1\nsymmetric-padding=1\n"
                   "tensor-buf-pool-size=3\nenable=1\n",
       .user = "pixel-normalization-factor=0.5\noffsets=1;2;3\nmean-file=mean.ppm\n",
       .groups =
           "[group-0]\nsrc-ids=0;1\ncustom-input-transformation-function="
           "CustomAsyncTransformation\nprocess-on-roi=1\nroi-params-src-0=1;2;30;40;5;6;70;80\n"
           "roi-params-src-1=0;0;10;10\ninterval=2\nroi-color=1;0;0.5;1\n"
           "[group-1]\nsrc-ids=2\nprocess-on-roi=0\ndraw-roi=0\n"}));
  ASSERT_TRUE(read_config.ok()) << read_config.error().message;
  const PreprocessConfig& config = read_config.value();
  EXPECT_TRUE(config.warnings.empty()) << config.warnings[0];
  EXPECT_EQ(config.element.unique_id, 5u);
  EXPECT_EQ(config.element.target_unique_ids, std::vector<guint64>{7});
  EXPECT_EQ(config.max_samples, 4u);
  EXPECT_EQ(config.dims.channels, 3u);
  EXPECT_EQ(config.dims.height, 96u);
  EXPECT_EQ(config.dims.width, 128u);
  EXPECT_EQ(config.tensor_pool_size, 3u);
  EXPECT_TRUE(config.tensor.maintain_aspect_ratio);
  EXPECT_TRUE(config.tensor.symmetric_padding);
  EXPECT_EQ(config.tensor.net_scale_factor, 0.5);
  EXPECT_EQ(config.tensor.offsets, (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(config.tensor.mean_file, folder_.path("mean.ppm"));

  ASSERT_EQ(config.groups.size(), 2u);
  const RegionGroup& group = config.groups[0];
  EXPECT_EQ(group.source_ids, (std::vector<int>{0, 1}));
  EXPECT_EQ(group.regions.at(0), (std::vector<Rect>{{1, 2, 30, 40}, {5, 6, 70, 80}}));
  EXPECT_EQ(group.regions.at(1), (std::vector<Rect>{{0, 0, 10, 10}}));
  EXPECT_EQ(group.interval, 2u);
  EXPECT_TRUE(group.draws_regions);
  EXPECT_EQ(group.color.blue, 0.5);
  EXPECT_TRUE(config.groups[1].regions.empty());
  EXPECT_FALSE(config.groups[1].draws_regions);
}

TEST_F(PreprocessConfigTest, ReadsGroupsOfAYamlFileAsAList) {
  const std::string property =
      "property:\n  target-unique-ids: 7\n  network-input-order: 1\n  processing-width: 128\n"
      "  processing-height: 96\n  network-input-shape: 2;96;128;3\n  network-color-format: 1\n"
      "  tensor-data-type: 0\n  tensor-name: input_1\n  scaling-pool-memory-type: 0\n"
      "  scaling-filter: 0\n  custom-lib-path: libcustom2d_preprocess.so\n"
      "  custom-tensor-preparation-function: CustomTensorPreparation\n  process-on-frame: 0\n"
      "user-configs:\n  pixel-normalization-factor: 1\n";
  const auto config = read(property +
                               "group:\n  - src-ids: 0;1\n    process-on-all-objects: 0\n"
                               "    roi-params-src-0: 0;0;64;64\n    operate-on-class-ids: 2\n"
                               "    input-object-min-width: 16\n"
                               "  - src-ids: 2\n    process-on-all-objects: 1\n",
                           "config.yml");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().max_samples, 2u);
  EXPECT_EQ(config.value().dims.width, 128u);
  ASSERT_EQ(config.value().groups.size(), 2u);
  EXPECT_EQ(config.value().groups[0].class_ids, std::set<int>{2});
  EXPECT_EQ(config.value().groups[0].object_min_width, 16u);
  EXPECT_EQ(config.value().groups[0].color.green, 1);
  EXPECT_EQ(config.value().groups[0].color.blue, 1);
  EXPECT_TRUE(config.value().groups[1].process_on_all_objects);

  const auto flat =
      read(property + "group-0:\n  src-ids: 0\n  process-on-all-objects: 1\n", "flat.yml");
  ASSERT_FALSE(flat.ok());
  EXPECT_CONTAINS(flat.error().message, "items of a list");
}

TEST_F(PreprocessConfigTest, TakesThePropertyOrTheKeyThatWasSetLater) {
  const std::string file = preprocess_file({.property = "unique-id=5\n"});
  EXPECT_EQ(read(file).value().element.target_unique_ids, std::vector<guint64>{7});
  const auto later = read(file, "config.txt", {"target-unique-ids"});
  EXPECT_EQ(later.value().element.target_unique_ids, std::vector<guint64>{9});
  EXPECT_EQ(later.value().element.unique_id, 5u);
}

TEST_F(PreprocessConfigTest, AllSourcesShareTheFirstRegions) {
  const auto config = read(preprocess_file(
      {.groups = "[group-0]\nsrc-ids=-1\nprocess-on-roi=1\nroi-params-src-0=1;2;30;40\n"
                 "roi-params-src-1=5;6;70;80\n"}));
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config.value().groups[0].regions.at(1), config.value().groups[0].regions.at(0));
}

TEST_F(PreprocessConfigTest, ErrorsNameFileSectionKeyAndRemedy) {
  const std::string error = error_of({.property = "scaling-filter=7\n"});
  EXPECT_CONTAINS(error, folder_.path("config.txt"));
  EXPECT_CONTAINS(error, "[property] scaling-filter");
  EXPECT_CONTAINS(error, "value '7'");
  EXPECT_CONTAINS(error_of({.property = "processing-width=64\n"}), "128x96");
  EXPECT_CONTAINS(error_of({.property = "network-input-order=2\n"}), "0 (NCHW)");
  EXPECT_CONTAINS(error_of({.property = "tensor-data-type=1\n"}), "7 (FP16)");
  EXPECT_CONTAINS(error_of({.property = "network-color-format=2\n"}), "1 channels");
  EXPECT_CONTAINS(error_of({.property = "network-input-shape=3;96;128\n"}), "samples;channels");
  EXPECT_CONTAINS(error_of({.property = "network-input-shape=2000000;3;96;128\n"}), "1 GiB");
  EXPECT_CONTAINS(error_of({.property = "network-input-shape=2000000000;3;96;128\n"}),
                  "[property] network-input-shape");
  EXPECT_CONTAINS(error_of({.property = "network-input-shape=1;2000000000;96;128\n"}), "16384");
  EXPECT_CONTAINS(error_of({.property = "custom-lib-path=mine.so\n"}), "libcustom2d_preprocess.so");
  EXPECT_CONTAINS(error_of({.property = "custom-tensor-preparation-function=Mine\n"}),
                  "CustomTensorPreparation");
  EXPECT_CONTAINS(error_of({.property = "tensor-name=\n"}), "tensor-name: missing");
  EXPECT_CONTAINS(error_of({.user = ""}), "pixel-normalization-factor: missing");

  EXPECT_CONTAINS(error_of({.groups = ""}), "[group-0]");
  EXPECT_CONTAINS(error_of({.groups = "[group-0]\nprocess-on-roi=0\n"}), "src-ids: missing");
  EXPECT_CONTAINS(error_of({.groups = "[group-0]\nsrc-ids=0\n"}), "process-on-roi: missing");
  EXPECT_CONTAINS(error_of({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\n"}),
                  "roi-params-src-<source id>");
  EXPECT_CONTAINS(
      error_of({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\nroi-params-src-0=1;2;3\n"}),
      "left;top;width;height");
  EXPECT_CONTAINS(
      error_of({.groups = "[group-0]\nsrc-ids=0\nroi-params-src-0=1;2;3;4\nprocess-on-roi=1\n"}),
      "has to stand above roi-params-src-0");
  EXPECT_CONTAINS(error_of({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=0\n"
                                      "custom-input-transformation-function=Mine\n"}),
                  "CustomAsyncTransformation");
  EXPECT_CONTAINS(
      error_of({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=0\nroi-color=2;0;0;0\n"}),
      "red;green;blue;alpha");
}

TEST_F(PreprocessConfigTest, WarnsOfUnknownKeys) {
  const auto config = read(preprocess_file({.property = "symetric-padding=1\n",
                                            .groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=0\n"
                                                      "intervals=2\n[something]\na=b\n"}));
  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config.value().warnings.size(), 3u);
  EXPECT_CONTAINS(config.value().warnings[0], "Did you mean 'symmetric-padding'?");
  EXPECT_CONTAINS(config.value().warnings[1], "[group-0] intervals");
  EXPECT_CONTAINS(config.value().warnings[2], "something");
}

}  // namespace
}  // namespace pipewright::standin::preprocess
