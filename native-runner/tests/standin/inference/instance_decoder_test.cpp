// SPDX-License-Identifier: Apache-2.0
// Decoders of well-known parse-bbox-instance-mask-func-names, fed by real models in the real ONNX
// Runtime.
#include "standin/inference/instance_decoder.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "standin/inference/detector.hpp"
#include "standin/inference/model_runner.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::ColourOutput;

constexpr int kSize = 32;

/// A box and its mask as text, one character per value: '#' above one half, '.' below.
struct Instance {
  Detection box;
  std::vector<std::string> mask;
  float highest = 0;
};

class InstanceDecoderTest : public ::testing::Test {
 protected:
  void open(const std::vector<ColourOutput>& outputs, const std::string& function,
            unsigned num_classes = 2) {
    config_.path = "config.txt";
    config_.onnx_file =
        folder_.write("model.onnx", testing::make_colour_onnx(kSize, kSize, outputs));
    config_.network_type = NetworkType::kInstanceSegmentation;
    config_.cluster_mode = ClusterMode::kNone;
    config_.parse_instance_mask_function = function;
    config_.num_detected_classes = num_classes;
    config_.classes.assign(num_classes, {});
    for (ClassAttributes& attributes : config_.classes) {
      attributes.clustering.pre_cluster_threshold = 0.5f;
    }
    auto runner = ModelRunner::create(config_);
    ASSERT_TRUE(runner.ok()) << runner.error().message;
    runner_ = std::move(runner).value();
  }

  std::vector<Instance> look() {
    auto detector = Detector::create(config_, *runner_);
    EXPECT_TRUE(detector.ok()) << detector.error().message;
    std::vector<Detection> boxes;
    std::vector<Instance> instances;
    if (!detector) return instances;
    const SampleOutputs outputs = runner_->sample(0);
    detector.value()->detect(outputs, boxes);
    for (const Detection& box : boxes) {
      const InstanceDecoder& decoder = *detector.value()->instances();
      const MaskSize size = decoder.mask_size(outputs, box);
      std::vector<float> values(size.size());
      decoder.write_mask(outputs, box, values);
      Instance& instance = instances.emplace_back();
      instance.box = box;
      for (unsigned row = 0; row < size.height; ++row) {
        std::string& line = instance.mask.emplace_back();
        for (unsigned column = 0; column < size.width; ++column) {
          const float value = values[std::size_t{row} * size.width + column];
          line += value > 0.5f ? '#' : '.';
          instance.highest = std::max(instance.highest, value);
        }
      }
    }
    return instances;
  }

  std::string error_of() {
    const auto detector = Detector::create(config_, *runner_);
    return detector.ok() ? std::string("no error") : detector.error().message;
  }

  testing::TempFolder folder_;
  NvinferConfig config_;
  std::unique_ptr<ModelRunner> runner_;
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

using Lines = std::vector<std::string>;

void expect_box(const Detection& box, unsigned class_id, float left, float top, float width,
                float height) {
  EXPECT_EQ(box.class_id, class_id);
  EXPECT_FLOAT_EQ(box.left, left);
  EXPECT_FLOAT_EQ(box.top, top);
  EXPECT_FLOAT_EQ(box.width, width);
  EXPECT_FLOAT_EQ(box.height, height);
}

TEST_F(InstanceDecoderTest, MaskRcnnHasAMaskPerRowAndClass) {
  // Two rows of y1, x1, y2, x2, class, score; masks of 2x2 for two classes each.
  const std::vector<float> rows = {4, 8, 12, 24, 1, 0.75f, 0, 0, 9, 9, 0, 0.1f};
  const std::vector<float> masks = {0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  for (const char* function : {"NvDsInferParseCustomMrcnnTLT", "NvDsInferParseCustomMrcnnTLTV2"}) {
    open({{"generate_detections", {2, 6}, rows}, {"mask_fcn_logits/BiasAdd", {2, 2, 2, 2}, masks}},
         function);
    const auto instances = look();
    ASSERT_EQ(instances.size(), 1u) << function;
    expect_box(instances[0].box, 1, 8, 4, 16, 8);
    EXPECT_EQ(instances[0].mask, (Lines{"#.", ".#"}));
  }
}

TEST_F(InstanceDecoderTest, BoxesScoresClassesAndMasksInOutputsOfTheirOwn) {
  const std::vector<float> masks = {0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1};
  for (const std::vector<int>& dims : {std::vector{2, 2, 3}, std::vector{2, 6}}) {
    const bool is_flat = dims.size() == 2;
    const std::vector<float> square = {0, 0, 0, 0, 0, 1, 1, 0};
    open({{"num_dets", {1}, {2}},
          {"det_boxes", {2, 4}, {0, 0, 4, 4, 8, 4, 24, 12}},
          {"det_scores", {2}, {0.2f, 0.75f}},
          {"det_classes", {2}, {0, 1}},
          {"det_masks", is_flat ? std::vector{2, 4} : dims, is_flat ? square : masks}},
         is_flat ? "NvDsInferYoloMask" : "NvDsInferParseYoloSeg");
    const auto instances = look();
    ASSERT_EQ(instances.size(), 1u);
    expect_box(instances[0].box, 1, 8, 4, 16, 8);
    EXPECT_EQ(instances[0].mask, is_flat ? (Lines{".#", "#."}) : (Lines{"###", "..#"}));
  }
}

TEST_F(InstanceDecoderTest, RowsThatEndInTheirMask) {
  // A mask of a quarter of the network's 32x32.
  std::vector<float> row = {8, 4, 24, 12, 0.75f, 1};
  row.resize(6 + 64);
  for (std::size_t i = 0; i < 8; ++i) row[6 + i] = 1;
  open({{"output", {1, 70}, row}}, "NvDsInferParseYoloSeg");
  const auto instances = look();
  ASSERT_EQ(instances.size(), 1u);
  ASSERT_EQ(instances[0].mask.size(), 8u);
  EXPECT_EQ(instances[0].mask[0], "########");
  EXPECT_EQ(instances[0].mask[1], "........");
}

/// Prototypes of 8x8: one positive in the left half and negative in the right one, one positive in
/// the upper half.
std::vector<float> half_prototypes() {
  std::vector<float> values(2 * 64);
  for (std::size_t y = 0; y < 8; ++y) {
    for (std::size_t x = 0; x < 8; ++x) {
      values[y * 8 + x] = x < 4 ? 1.0f : -1.0f;
      values[64 + y * 8 + x] = y < 4 ? 1.0f : -1.0f;
    }
  }
  return values;
}

TEST_F(InstanceDecoderTest, PrototypesAreWeightedByCoefficientsAndCutToTheBox) {
  // Centre, size, three scores, two coefficients; the second overlaps the first, the third does
  // not.
  const std::vector<float> head = {16, 16, 16, 16, 0.1f, 0.9f, 0, 4, 0,  //
                                   17, 16, 16, 16, 0.1f, 0.8f, 0, 4, 0,  //
                                   4,  28, 8,  8,  0.7f, 0.1f, 0, 0, 4};
  std::vector<float> columns;
  for (std::size_t value = 0; value < 9; ++value) {
    for (std::size_t i = 0; i < 3; ++i) columns.push_back(head[i * 9 + value]);
  }
  for (const bool is_transposed : {false, true}) {
    open({{"output0", is_transposed ? std::vector{3, 9} : std::vector{9, 3},
           is_transposed ? head : columns},
          {"output1", {2, 8, 8}, half_prototypes()}},
         "NvDsInferParseYoloSeg", 3);
    const auto instances = look();
    ASSERT_EQ(instances.size(), 2u) << "overlapping boxes of a raw head are suppressed";
    expect_box(instances[0].box, 0, 0, 24, 8, 8);
    EXPECT_EQ(instances[0].mask, (Lines{"..", ".."})) << "below the upper half";
    expect_box(instances[1].box, 1, 8, 8, 16, 16);
    EXPECT_EQ(instances[1].mask, (Lines{"##..", "##..", "##..", "##.."}));
    EXPECT_NEAR(instances[1].highest, 1 / (1 + std::exp(-4.0)), 1e-5);
  }
}

TEST_F(InstanceDecoderTest, RowsWithCoefficientsStayAsTheModelLeftThem) {
  const std::vector<float> rows = {8, 8, 24, 24, 0.9f, 1, 0, 4, 8, 8, 24, 24, 0.8f, 1, 4, 0};
  open({{"output0", {2, 8}, rows}, {"output1", {2, 8, 8}, half_prototypes()}},
       "NvDsInferParseYoloSeg", 3);
  const auto instances = look();
  ASSERT_EQ(instances.size(), 2u);
  EXPECT_EQ(instances[0].mask, (Lines{"####", "####", "....", "...."}));
  EXPECT_EQ(instances[1].mask, (Lines{"##..", "##..", "##..", "##.."}));
}

TEST_F(InstanceDecoderTest, ErrorsNameTheKeyTheFunctionAndTheOutputs) {
  open({{"features", {5, 3, 3}, std::vector<float>(45)}}, "NvDsInferParseYoloSeg");
  EXPECT_CONTAINS(error_of(), "'config.txt', parse-bbox-instance-mask-func-name");
  EXPECT_CONTAINS(error_of(), "'features' [5 x 3 x 3]");
  config_.parse_instance_mask_function = "NvDsInferParseCustomMrcnnTLT";
  EXPECT_CONTAINS(error_of(), "Mask R-CNN");
  open({{"generate_detections", {1, 6}, std::vector<float>(6)},
        {"mask", {1, 2, 2, 2}, std::vector<float>(8)}},
       "NvDsInferParseCustomMrcnnTLTV2", 5);
  EXPECT_CONTAINS(error_of(), "num-detected-classes");
}

}  // namespace
}  // namespace pipewright::standin::inference
