// SPDX-License-Identifier: Apache-2.0
// Decoders of well-known parse-bbox-func-names, fed by real models in the real ONNX Runtime.
#include "standin/inference/box_decoder.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "standin/inference/model_runner.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::ColourOutput;

constexpr int kSize = 32;
const std::vector<ClusteringParams> kTwoClasses(2, {.pre_cluster_threshold = 0.5f});

/// The same values column by column.
std::vector<float> transposed(const std::vector<float>& values, std::size_t columns) {
  std::vector<float> result;
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t i = c; i < values.size(); i += columns) result.push_back(values[i]);
  }
  return result;
}

class BoxDecoderTest : public ::testing::Test {
 protected:
  void open(const std::vector<ColourOutput>& outputs) {
    NvinferConfig config;
    config.path = "config.txt";
    config.onnx_file =
        folder_.write("model.onnx", testing::make_colour_onnx(kSize, kSize, outputs));
    auto runner = ModelRunner::create(config);
    ASSERT_TRUE(runner.ok()) << runner.error().message;
    runner_ = std::move(runner).value();
  }

  Result<std::unique_ptr<BoxDecoder>> find(const std::string& function, unsigned classes = 2) {
    return find_box_decoder({function, classes, runner_->dims(), runner_->outputs()});
  }

  std::vector<Detection> decode(const std::string& function) {
    auto decoder = find(function);
    EXPECT_TRUE(decoder.ok()) << decoder.error().message;
    std::vector<Detection> boxes;
    if (decoder) decoder.value()->decode(runner_->sample(0), kTwoClasses, boxes);
    return boxes;
  }

  std::string error_of(const std::string& function, unsigned classes = 2) {
    const auto decoder = find(function, classes);
    return decoder.ok() ? std::string("no error") : decoder.error().message;
  }

  testing::TempFolder folder_;
  std::unique_ptr<ModelRunner> runner_;
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

/// The one box that the models of these tests show: class 1, 8..24 by 4..12.
void expect_the_box(const std::vector<Detection>& boxes, float confidence = 0.75f) {
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_EQ(boxes[0].class_id, 1u);
  EXPECT_FLOAT_EQ(boxes[0].confidence, confidence);
  EXPECT_FLOAT_EQ(boxes[0].left, 8);
  EXPECT_FLOAT_EQ(boxes[0].top, 4);
  EXPECT_FLOAT_EQ(boxes[0].width, 16);
  EXPECT_FLOAT_EQ(boxes[0].height, 8);
}

// Centre, size, scores of two classes; the second candidate is below the threshold.
const std::vector<float> kHead = {16, 8, 16, 8, 0.1f, 0.75f, 16, 8, 16, 8, 0.3f, 0.2f, 0, 0,
                                  0,  0, 0,  0, 0,    0,     0,  0, 0,  0, 0,    0,    0, 0,
                                  0,  0, 0,  0, 0,    0,     0,  0, 0,  0, 0,    0,    0, 0};

TEST_F(BoxDecoderTest, YoloHeadsOfEitherOrientation) {
  open({{"output0", {6, 7}, transposed(kHead, 6)}});
  expect_the_box(decode("NvDsInferParseYolo"));
  expect_the_box(decode("NvDsInferParseCustomYoloV8"));
}

TEST_F(BoxDecoderTest, YoloHeadsWithObjectness) {
  const std::vector<float> head = {16, 8, 16, 8, 0.8f, 0.1f, 0.9f, 16, 8, 16, 8, 0.1f, 0.9f, 0.9f};
  open({{"output", {2, 7}, head}});
  expect_the_box(decode("NvDsInferParseCustomYoloV5"), 0.8f * 0.9f);
  open({{"output", {7, 2}, transposed(head, 7)}});
  expect_the_box(decode("NvDsInferParseCustomYoloV7"), 0.8f * 0.9f);
}

TEST_F(BoxDecoderTest, YoloRowsAfterNms) {
  open({{"output", {3, 6}, {8, 4, 24, 12, 0.75f, 1, 0, 0, 9, 9, 0.2f, 0, 0, 0, 9, 9, 0.9f, 7}}});
  expect_the_box(decode("NvDsInferParseYolo"));
  expect_the_box(decode("NvDsInferParseCustomYoloV8"));
}

TEST_F(BoxDecoderTest, BoxesScoresAndClassesInOutputsOfTheirOwn) {
  const auto outputs = [](const std::vector<float>& box) {
    std::vector<float> boxes = box;
    boxes.insert(boxes.end(), {1, 1, 9, 9, 2, 2, 9, 9});
    return std::vector<ColourOutput>{{"num_dets", {1}, {2}},
                                     {"det_boxes", {3, 4}, boxes},
                                     {"det_scores", {3}, {0.75f, 0.1f, 0.9f}},
                                     {"det_classes", {3}, {1, 0, 0}}};
  };
  open(outputs({8, 4, 24, 12}));
  expect_the_box(decode("NvDsInferYoloNMS"));
  expect_the_box(decode("NvDsInferParseCustomYoloV7"));
  expect_the_box(decode("NvDsInferParseYoloE"));
  open(outputs({16, 8, 16, 8}));
  expect_the_box(decode("NvDsInferParseYolo"));
  open(outputs({0.25f, 0.125f, 0.75f, 0.375f}));
  expect_the_box(decode("NvDsInferParseCustomBatchedNMSTLT"));
  expect_the_box(decode("NvDsInferParseCustomYoloV4"));
  open(outputs({0.125f, 0.25f, 0.375f, 0.75f}));
  expect_the_box(decode("NvDsInferParseCustomTfSSD"));
}

TEST_F(BoxDecoderTest, SsdRows) {
  open({{"NMS", {1, 2, 7}, {0, 1, 0.75f, 0.25f, 0.125f, 0.75f, 0.375f, 0, 1, 0.9f, 0, 0, 1, 1}},
        {"NMS_1", {1}, {1}}});
  expect_the_box(decode("NvDsInferParseCustomSSD"));
}

/// The value whose sigmoid is `score`.
float logit(float score) {
  return std::log(score / (1 - score));
}

TEST_F(BoxDecoderTest, DetrQueriesCountForTheirClasses) {
  const float low = logit(0.1f);
  // The first query is the box, the second is surest that it is nothing (class 0).
  open({{"pred_logits", {3, 2}, {low, logit(0.75f), logit(0.9f), low, low, low}},
        {"pred_boxes",
         {3, 4},
         {0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.5f, 1, 1, 0.1f, 0.1f, 0.1f, 0.1f}}});
  expect_the_box(decode("NvDsInferParseCustomDDETRTAO"));
  const std::vector<Detection> all = decode("NvDsInferParseCustomRTDETRTAO");
  ASSERT_EQ(all.size(), 2u) << "RT-DETR has no class for nothing";
  EXPECT_EQ(all[0].class_id, 0u);
  EXPECT_FLOAT_EQ(all[0].confidence, 0.9f);
  expect_the_box({all[1]});
}

TEST_F(BoxDecoderTest, DetrConsidersTheMostConfidentOnly) {
  std::vector<float> logits(2 * 150, logit(0.1f));
  std::vector<float> boxes;
  for (std::size_t i = 0; i < 150; ++i) {
    logits[2 * i] = logit(0.6f + 0.002f * static_cast<float>(i));
    boxes.insert(boxes.end(), {0.5f, 0.5f, 1, 1});
  }
  open({{"pred_logits", {150, 2}, logits}, {"pred_boxes", {150, 4}, boxes}});
  const std::vector<Detection> found = decode("NvDsInferParseCustomRTDETR");
  ASSERT_EQ(found.size(), 100u);
  EXPECT_EQ(found.front().candidate, 149u);
  EXPECT_EQ(found.back().candidate, 50u);
}

TEST_F(BoxDecoderTest, ErrorsNameTheFunctionAndTheOutputs) {
  open({{"features", {5, 3, 3}, std::vector<float>(45)}});
  for (const char* function : {"NvDsInferParseYolo", "NvDsInferParseCustomSSD",
                               "NvDsInferParseCustomTfSSD", "NvDsInferParseCustomDDETRTAO"}) {
    const std::string error = error_of(function);
    EXPECT_CONTAINS(error, function);
    EXPECT_CONTAINS(error, "'features' [5 x 3 x 3]");
  }
  EXPECT_CONTAINS(error_of(""), "no DetectNet_v2 detector");
  open({{"output0", {9, 50}, std::vector<float>(450)}});
  EXPECT_CONTAINS(error_of("NvDsInferParseYolo"), "num-detected-classes=2");
  EXPECT_EQ(error_of("NvDsInferParseYolo", 5), "no error");
}

}  // namespace
}  // namespace pipewright::standin::inference
