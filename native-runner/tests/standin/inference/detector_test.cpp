// SPDX-License-Identifier: Apache-2.0
// The detector with real models in the real ONNX Runtime.
#include "standin/inference/detector.hpp"

#include <gtest/gtest.h>

#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::inference {
namespace {

using testing::black_picture;
using testing::make_detector_onnx;
using testing::OnnxFixture;
using testing::paint_rect;

struct Found {
  Placement placement;
  std::vector<Detection> detections;
};

/// A detector with the model that feeds it.
struct Rig {
  std::unique_ptr<ModelRunner> runner;
  std::unique_ptr<Detector> detector;

  static Result<Rig> create(const NvinferConfig& config) {
    Rig rig;
    auto runner = ModelRunner::create(config);
    if (!runner) return runner.error();
    rig.runner = std::move(runner).value();
    auto detector = Detector::create(config, *rig.runner);
    if (!detector) return detector.error();
    rig.detector = std::move(detector).value();
    return rig;
  }

  /// What the model finds in all inputs, as many at a time as it takes.
  std::vector<Found> look_at(std::span<const RegionInput> inputs) const {
    std::vector<Found> found(inputs.size());
    for (std::size_t start = 0; start < inputs.size(); start += runner->max_samples()) {
      const std::size_t count = std::min(runner->max_samples(), inputs.size() - start);
      std::vector<Placement> placements(count);
      EXPECT_TRUE(runner->run(inputs.subspan(start, count), placements).ok());
      for (std::size_t i = 0; i < count; ++i) {
        found[start + i].placement = placements[i];
        if (placements[i].source.empty()) continue;
        detector->detect(runner->sample(i), found[start + i].detections);
      }
    }
    return found;
  }
};

class DetectorTest : public ::testing::Test {
 protected:
  NvinferConfig config_for(const OnnxFixture& fixture) {
    NvinferConfig config;
    config.path = folder_.path("config.txt");
    config.unique_id = 1;
    config.batch_size = 4;
    config.onnx_file = folder_.write("model.onnx", make_detector_onnx(fixture));
    config.net_scale_factor = 1 / 255.0;
    config.num_detected_classes = static_cast<unsigned>(fixture.num_classes);
    config.cluster_mode = ClusterMode::kNms;
    config.classes.resize(config.num_detected_classes);
    config.scaling_filter = 1;
    return config;
  }

  std::string error_of(const NvinferConfig& config) {
    const auto rig = Rig::create(config);
    return rig.ok() ? std::string("no error") : rig.error().message;
  }

  /// A picture with one red cell, at column `x` and row `y` of the model's grid.
  static PictureRef red_cell(int x, int y) {
    PictureRef picture = black_picture(128, 96);
    paint_rect(picture, {32 * x, 32 * y, 32, 32}, {255, 0, 0});
    return picture;
  }

  testing::TempFolder folder_;
};

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

void expect_cell(const Found& output, int x, int y) {
  ASSERT_EQ(output.detections.size(), 1u);
  const Detection& box = output.detections.front();
  EXPECT_EQ(box.class_id, 0u);
  EXPECT_GT(box.confidence, 0.9f);
  EXPECT_NEAR(box.left, 32 * x, 0.01);
  EXPECT_NEAR(box.top, 32 * y, 0.01);
  // Boxes end at the network's last pixel.
  EXPECT_NEAR(box.width, x == 3 ? 31 : 32, 0.01);
  EXPECT_NEAR(box.height, y == 2 ? 31 : 32, 0.01);
}

TEST_F(DetectorTest, FindsWhatEachPictureOfABatchShows) {
  auto rig = Rig::create(config_for({}));
  ASSERT_TRUE(rig.ok()) << rig.error().message;
  const PictureRef pictures[] = {red_cell(0, 0), black_picture(128, 96), red_cell(3, 2)};
  std::vector<RegionInput> inputs;
  for (const PictureRef& picture : pictures) {
    inputs.push_back({&picture->view(), picture->view().format.bounds()});
  }
  const std::vector<Found> outputs = rig.value().look_at(inputs);
  ASSERT_EQ(outputs.size(), 3u);
  expect_cell(outputs[0], 0, 0);
  EXPECT_TRUE(outputs[1].detections.empty());
  expect_cell(outputs[2], 3, 2);
}

TEST_F(DetectorTest, SplitsWhatIsMoreThanTheBatchSizeAndFillsAFixedBatch) {
  for (const int model_batch : {0, 2}) {
    NvinferConfig config = config_for({.batch = model_batch});
    config.batch_size = 2;
    auto rig = Rig::create(config);
    ASSERT_TRUE(rig.ok()) << rig.error().message;
    const PictureRef pictures[] = {red_cell(0, 0), red_cell(1, 1), red_cell(2, 2)};
    std::vector<RegionInput> inputs;
    for (const PictureRef& picture : pictures) {
      inputs.push_back({&picture->view(), picture->view().format.bounds()});
    }
    const std::vector<Found> outputs = rig.value().look_at(inputs);
    for (int i = 0; i < 3; ++i) expect_cell(outputs[static_cast<std::size_t>(i)], i, i);
  }
}

TEST_F(DetectorTest, LooksOnlyAtTheRegionItIsGiven) {
  auto rig = Rig::create(config_for({}));
  ASSERT_TRUE(rig.ok()) << rig.error().message;
  const PictureRef picture = black_picture(512, 384);
  paint_rect(picture, {256, 192, 64, 64}, {0, 0, 255});
  const RegionInput inputs[] = {{&picture->view(), {256, 192, 256, 192}},
                                {&picture->view(), {0, 0, 256, 192}},
                                {&picture->view(), {0, 0, 1, 1}}};
  const std::vector<Found> outputs = rig.value().look_at(inputs);
  ASSERT_EQ(outputs[0].detections.size(), 1u);
  EXPECT_EQ(outputs[0].detections[0].class_id, 1u);
  EXPECT_DOUBLE_EQ(outputs[0].placement.ratio_x, 0.5);
  EXPECT_TRUE(outputs[1].detections.empty());
  EXPECT_TRUE(outputs[2].placement.source.empty());
}

TEST_F(DetectorTest, LooksOnlyAtWhatOfARegionIsWithinThePicture) {
  auto rig = Rig::create(config_for({}));
  ASSERT_TRUE(rig.ok()) << rig.error().message;
  for (const GstVideoFormat format : {GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_NV12}) {
    const PictureRef picture = black_picture(257, 193, format);
    const RegionInput inputs[] = {{&picture->view(), {255, 0, 4, 40}},
                                  {&picture->view(), {300, 0, 40, 40}},
                                  {&picture->view(), {-40, -40, 300, 300}}};
    const std::vector<Found> outputs = rig.value().look_at(inputs);
    EXPECT_TRUE(outputs[0].placement.source.empty()) << "no pair of columns at an even edge";
    EXPECT_TRUE(outputs[1].placement.source.empty());
    EXPECT_EQ(outputs[2].placement.source, (Rect{0, 0, 256, 192}));
  }
}

TEST_F(DetectorTest, HasTheLabelsOfItsClasses) {
  NvinferConfig config = config_for({});
  config.labels_file = folder_.write("labels.txt", "car;vehicle\n");
  auto rig = Rig::create(config);
  ASSERT_TRUE(rig.ok()) << rig.error().message;
  ASSERT_NE(rig.value().detector->label(0), nullptr);
  EXPECT_EQ(*rig.value().detector->label(0), "car");
  EXPECT_EQ(rig.value().detector->label(1), nullptr);
  ASSERT_EQ(rig.value().detector->warnings().size(), 1u);
  EXPECT_CONTAINS(rig.value().detector->warnings()[0], "1 labels for 2 classes");
}

TEST_F(DetectorTest, AModelOfAnySizeNeedsInferDims) {
  NvinferConfig config = config_for({.any_size = true});
  EXPECT_CONTAINS(error_of(config), "infer-dims");
  config.infer_dims = InferDims{3, 96, 128};
  auto rig = Rig::create(config);
  ASSERT_TRUE(rig.ok()) << rig.error().message;
  EXPECT_EQ(rig.value().runner->dims().width, 128u);
}

TEST_F(DetectorTest, ModelsThatDoNotFitTheConfigurationAreErrors) {
  NvinferConfig config = config_for({});
  config.infer_dims = InferDims{3, 100, 100};
  EXPECT_CONTAINS(error_of(config), "infer-dims");

  config = config_for({});
  config.color_format = ColorFormat::kGray;
  EXPECT_CONTAINS(error_of(config), "model-color-format");

  config = config_for({});
  config.num_detected_classes = 3;
  config.classes.resize(3);
  const std::string too_many = error_of(config);
  EXPECT_CONTAINS(too_many, "num-detected-classes");
  EXPECT_CONTAINS(too_many, "set it to 2");

  config = config_for({});
  config.num_detected_classes = 1;
  config.classes.resize(1);
  auto fewer = Rig::create(config);
  ASSERT_TRUE(fewer.ok()) << fewer.error().message;
  EXPECT_EQ(fewer.value().detector->warnings().size(), 1u);

  EXPECT_CONTAINS(error_of(config_for({.coverage_name = "scores"})), "'cov' in its name");
  EXPECT_CONTAINS(error_of(config_for({.boxes_name = "boxes"})), "'bbox' in its name");
}

TEST_F(DetectorTest, AFileThatIsNoModelIsAnError) {
  NvinferConfig config = config_for({});
  config.onnx_file = folder_.write("broken.onnx", "this is no protobuf");
  const std::string error = error_of(config);
  EXPECT_CONTAINS(error, "onnx-file");
  EXPECT_CONTAINS(error, "broken.onnx");
}

}  // namespace
}  // namespace pipewright::standin::inference
