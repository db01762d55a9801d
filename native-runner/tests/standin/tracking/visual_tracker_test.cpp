// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/visual_tracker.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "standin/tracking/stream_tracker.hpp"
#include "tests/standin/tracking/moving_scene.hpp"

namespace pipewright::standin::tracking {
namespace {

using testing::paint_texture;
using testing::picture_with_thing;

constexpr float kWidth = 640;
constexpr float kHeight = 360;

TrackerConfig dcf_config() {
  TrackerConfig config;
  config.probation_age = 0;
  config.matcher_type = MatcherType::kCascaded;
  config.min_tracker_confidence = 0.3f;
  config.visual.is_enabled = true;
  config.measurement_noise_tracker = 4.0f;
  return config;
}

Box box_at(int left, int top) {
  return {static_cast<float>(left), static_cast<float>(top), 64, 48};
}

/// A visual tracker with one target.
class SingleTarget {
 public:
  explicit SingleTarget(const TrackerConfig& config) : tracker_(config, workers_) {}

  void learn(const TrackedPicture& picture, const Box& box) {
    tracker_.learn(pool_, std::vector<VisualTarget>{{&model_, box}}, picture);
  }
  const VisualSearch& search(const TrackedPicture& picture, const Box& box) {
    tracker_.search(pool_, std::vector<VisualTarget>{{&model_, box}}, picture);
    return model_.search;
  }
  float similarity(const Box& box) const { return tracker_.similarity(model_, box); }

 private:
  WorkerPool workers_{1};
  VisualTracker tracker_;
  FilterPool pool_;
  VisualModel model_;
};

class VisualSearchTest : public ::testing::TestWithParam<VisualTrackerSettings> {
 protected:
  static TrackerConfig config() {
    TrackerConfig config = dcf_config();
    config.visual = GetParam();
    return config;
  }
};

TEST_P(VisualSearchTest, FindsWhereTheTargetMoved) {
  SingleTarget target(config());
  const PictureRef learnt = picture_with_thing(300, 150);
  target.learn({&learnt->view(), kWidth, kHeight}, box_at(300, 150));
  for (const auto& [dx, dy] : {std::pair{0, 0}, {14, 0}, {-10, 8}, {0, -16}, {20, 12}}) {
    const PictureRef picture = picture_with_thing(300 + dx, 150 + dy);
    const VisualSearch& search =
        target.search({&picture->view(), kWidth, kHeight}, box_at(300, 150));
    EXPECT_NEAR(search.center_x, 332 + dx, 4) << dx << ", " << dy;
    EXPECT_NEAR(search.center_y, 174 + dy, 4) << dx << ", " << dy;
    EXPECT_GT(search.confidence, 0.3f) << dx << ", " << dy;
    EXPECT_NEAR(target.similarity(box_at(300 + dx, 150 + dy)), search.confidence, 0.15f);
    EXPECT_LT(target.similarity(box_at(300 - 3 * dx - 40, 150 - dy)), search.confidence);
  }
}

TEST_P(VisualSearchTest, IsUnsureWhereTheTargetIsNot) {
  SingleTarget target(config());
  const PictureRef learnt = picture_with_thing(300, 150);
  const TrackedPicture picture{&learnt->view(), kWidth, kHeight};
  target.learn(picture, box_at(300, 150));
  const VisualSearch& search = target.search(picture, box_at(300, 150));
  EXPECT_NEAR(search.confidence, 1, 0.05f) << "the same picture again";
  const float seen = search.confidence;
  // One thing may look like another one by chance; most do not.
  constexpr unsigned kNumOthers = 20;
  float sum = 0;
  for (unsigned look = 90; look < 90 + kNumOthers; ++look) {
    const PictureRef other = picture_with_thing(300, 150, look);
    sum += target.search({&other->view(), kWidth, kHeight}, box_at(300, 150)).confidence;
  }
  EXPECT_LT(sum / kNumOthers, 0.6f * seen) << "another thing in its place";
}

INSTANTIATE_TEST_SUITE_P(Features, VisualSearchTest,
                         ::testing::Values(VisualTrackerSettings{.is_enabled = true},
                                           VisualTrackerSettings{.is_enabled = true,
                                                                 .use_hog = true},
                                           VisualTrackerSettings{.is_enabled = true,
                                                                 .use_color_names = false,
                                                                 .use_hog = true,
                                                                 .feature_image_size_level = 3},
                                           VisualTrackerSettings{.is_enabled = true,
                                                                 .use_color_names = false,
                                                                 .feature_image_size_level = 5}));

TEST(VisualTracker, ReadsPlanarPicturesLikeRgba) {
  for (const GstVideoFormat format : {GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_I420}) {
    SurfaceConverter converter;
    const auto planar = [&](int left, int top) {
      const PictureRef rgba = picture_with_thing(left, top);
      PictureRef picture = testing::black_picture(640, 360, format);
      EXPECT_TRUE(converter.convert(rgba->view(), picture->view()));
      return picture;
    };
    SingleTarget target(dcf_config());
    const PictureRef learnt = planar(300, 150);
    target.learn({&learnt->view(), kWidth, kHeight}, box_at(300, 150));
    const PictureRef moved = planar(312, 142);
    const VisualSearch& search = target.search({&moved->view(), kWidth, kHeight}, box_at(300, 150));
    EXPECT_NEAR(search.center_x, 344, 4);
    EXPECT_NEAR(search.center_y, 166, 4);
  }
}

TEST(VisualTracker, SaysNothingOfAnEvenPicture) {
  SingleTarget target(dcf_config());
  const PictureRef black = testing::black_picture(640, 360);
  const TrackedPicture picture{&black->view(), kWidth, kHeight};
  target.learn(picture, box_at(300, 150));
  const VisualSearch& search = target.search(picture, box_at(300, 150));
  EXPECT_LT(search.confidence, 0.1f);
}

/// Several targets side by side on one picture, which moves on.
class CrowdTest : public ::testing::Test {
 protected:
  static constexpr int kNumTargets = 40;

  static PictureRef picture_moved_by(int distance) {
    PictureRef picture = testing::black_picture(640, 360);
    for (int i = 0; i < kNumTargets; ++i) {
      const Box box = box_of(i);
      paint_texture(picture,
                    {static_cast<int>(box.left) + distance, static_cast<int>(box.top), 30, 30}, 6,
                    static_cast<unsigned>(i), 0, 255);
    }
    return picture;
  }
  static Box box_of(int index) {
    return {static_cast<float>(20 + index % 8 * 75), static_cast<float>(20 + index / 8 * 65), 30,
            30};
  }

  /// What is found of targets that were learnt together, or one by one.
  static std::vector<VisualSearch> find(unsigned num_workers, bool together) {
    WorkerPool workers(num_workers);
    VisualTracker tracker(dcf_config(), workers);
    FilterPool pool;
    std::vector<VisualModel> models(kNumTargets);
    const PictureRef learnt = picture_moved_by(0);
    const PictureRef moved = picture_moved_by(5);
    std::vector<VisualTarget> targets;
    for (int i = 0; i < kNumTargets; ++i) {
      targets.push_back({&models[static_cast<std::size_t>(i)], box_of(i)});
    }
    const std::size_t step = together ? targets.size() : 1;
    for (int round = 0; round < 2; ++round) {
      for (std::size_t i = 0; i < targets.size(); i += step) {
        tracker.learn(pool, std::span(targets).subspan(i, step),
                      {&learnt->view(), kWidth, kHeight});
      }
    }
    for (std::size_t i = 0; i < targets.size(); i += step) {
      tracker.search(pool, std::span(targets).subspan(i, step), {&moved->view(), kWidth, kHeight});
    }
    std::vector<VisualSearch> found;
    for (VisualModel& model : models) found.push_back(std::move(model.search));
    return found;
  }
};

TEST_F(CrowdTest, FindsEachTargetWhereItMoved) {
  const std::vector<VisualSearch> found = find(2, true);
  for (int i = 0; i < kNumTargets; ++i) {
    const VisualSearch& search = found[static_cast<std::size_t>(i)];
    EXPECT_NEAR(search.center_x, box_of(i).center_x() + 5, 2) << i;
    EXPECT_NEAR(search.center_y, box_of(i).center_y(), 2) << i;
    EXPECT_GT(search.confidence, 0.4f) << i;
  }
}

TEST_F(CrowdTest, FindsTheSameWhateverTheThreadsAndTheCompany) {
  const std::vector<VisualSearch> alone = find(1, false);
  for (const unsigned num_workers : {1u, 3u}) {
    const std::vector<VisualSearch> together = find(num_workers, true);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      EXPECT_EQ(together[i].response, alone[i].response) << i << ", threads: " << num_workers;
      EXPECT_EQ(together[i].center_x, alone[i].center_x);
      EXPECT_EQ(together[i].center_y, alone[i].center_y);
    }
  }
}

TEST_F(CrowdTest, ForgetsATargetWhosePlaceAnotherOneGets) {
  WorkerPool workers(1);
  VisualTracker tracker(dcf_config(), workers);
  FilterPool pool;
  const PictureRef picture = picture_moved_by(0);
  const TrackedPicture seen{&picture->view(), kWidth, kHeight};
  const auto response_to = [&](VisualModel& model, const Box& box) {
    const VisualTarget target{&model, box};
    tracker.learn(pool, {&target, 1}, seen);
    tracker.search(pool, {&target, 1}, seen);
    return model.search.response;
  };
  VisualModel keeper;
  response_to(keeper, box_of(7));
  std::vector<float> fresh;
  {
    VisualModel model;
    fresh = response_to(model, box_of(1));
  }
  {
    VisualModel model;
    response_to(model, box_of(2));
    EXPECT_EQ(model.filter.lane(), 1u) << "the first free place";
  }
  VisualModel again;
  EXPECT_EQ(response_to(again, box_of(1)), fresh);
  EXPECT_EQ(pool.num_blocks(), 1u);
}

TEST_F(CrowdTest, DoesNotFindWhatItNeverLearnt) {
  WorkerPool workers(1);
  VisualTracker tracker(dcf_config(), workers);
  FilterPool pool;
  VisualModel model;
  const PictureRef picture = picture_moved_by(0);
  const VisualTarget target{&model, box_of(0)};
  tracker.search(pool, {&target, 1}, {&picture->view(), kWidth, kHeight});
  EXPECT_EQ(model.search.confidence, 0);
  EXPECT_EQ(tracker.similarity(model, box_of(0)), 0);
}

/// NvDCF on pictures of a thing that moves.
class DcfTest : public ::testing::Test {
 protected:
  explicit DcfTest() : DcfTest(dcf_config()) {}
  explicit DcfTest(const TrackerConfig& config)
      : config_(config),
        visual_(config_, workers_),
        tracker_({&config_, &visual_, nullptr, &ids_}, kWidth, kHeight) {}

  /// One frame with the picture given; the thing is at (left, top).
  std::vector<TrackedObject> step(const PictureRef& picture, std::optional<Box> detection,
                                  bool inference_done = true) {
    std::vector<TrackerDetection> detections;
    if (detection) detections.push_back({*detection, 0, 0.9f});
    FrameInput frame;
    frame.detections = detections;
    frame.inference_done = inference_done;
    frame.frame_num = frame_num_++;
    frame.picture = {&picture->view(), kWidth, kHeight};
    EXPECT_TRUE(tracker_.update(frame).ok());
    return {tracker_.reported().begin(), tracker_.reported().end()};
  }

  TrackerConfig config_;
  WorkerPool workers_{2};
  VisualTracker visual_;
  IdSource ids_;
  StreamTracker tracker_;
  std::uint32_t frame_num_ = 0;
};

TEST_F(DcfTest, KeepsItsBoxOnAThingThatTurnsWithoutDetections) {
  int left = 100;
  std::uint64_t id = 0;
  for (int frame = 0; frame < 10; ++frame, left += 5) {
    const auto tracked = step(picture_with_thing(left, 150), box_at(left, 150));
    ASSERT_EQ(tracked.size(), 1u) << "frame " << frame;
    id = tracked[0].id;
  }
  // It turns down and back, which no constant velocity foretells; the detector misses it.
  int top = 150;
  for (int frame = 0; frame < 30; ++frame) {
    left += frame < 12 ? 2 : -4;
    top += frame < 20 ? 4 : 0;
    const auto tracked = step(picture_with_thing(left, top), std::nullopt, frame % 2 == 0);
    ASSERT_EQ(tracked.size(), 1u) << "frame " << frame;
    EXPECT_EQ(tracked[0].id, id);
    EXPECT_FALSE(tracked[0].detection.has_value());
    EXPECT_NEAR(tracked[0].box.left, left, 10) << "frame " << frame;
    EXPECT_NEAR(tracked[0].box.top, top, 10) << "frame " << frame;
    EXPECT_LE(tracked[0].confidence, 1.0f);
    EXPECT_GE(tracked[0].confidence, config_.min_tracker_confidence);
  }
}

TEST_F(DcfTest, StopsReportingAThingThatIsHiddenAndFindsItAgain) {
  int left = 100;
  std::uint64_t id = 0;
  for (int frame = 0; frame < 15; ++frame, left += 6) {
    id = step(picture_with_thing(left, 150), box_at(left, 150)).at(0).id;
  }
  // A wall stands in its way.
  for (int frame = 0; frame < 10; ++frame, left += 6) {
    const PictureRef picture = picture_with_thing(left, 150);
    paint_texture(picture, {left - 60, 90, 200, 180}, 20, 7, 60, 110);
    const auto tracked = step(picture, std::nullopt);
    if (frame > 1) {
      EXPECT_TRUE(tracked.empty()) << "frame " << frame;
    }
  }
  const auto again = step(picture_with_thing(left, 150), box_at(left, 150));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].id, id);
}

TEST_F(DcfTest, EndsAThingThatTheDetectorDoesNotConfirm) {
  config_.max_shadow_tracking_age = 5;
  const PictureRef picture = picture_with_thing(300, 150);
  step(picture, box_at(300, 150));
  for (int frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(step(picture, std::nullopt).size(), 1u) << "frame " << frame;
  }
  EXPECT_TRUE(step(picture, std::nullopt).empty());
  EXPECT_EQ(tracker_.num_targets(), 0u);
}

TEST_F(DcfTest, TellsCrossingThingsApartByTheirLook) {
  config_.weight_iou = 0.3f;
  config_.weight_visual = 0.7f;
  config_.min_matching_score_visual = 0.1f;
  std::set<std::uint64_t> ids_of_first;
  std::set<std::uint64_t> ids_of_second;
  for (int frame = 0; frame < 60; ++frame) {
    const int first_left = 100 + frame * 5;
    const int second_left = 400 - frame * 5;
    const PictureRef picture = picture_with_thing(first_left, 150);
    paint_texture(picture, {second_left, 166, 64, 48}, 12, 77, 0, 255);
    std::vector<TrackerDetection> detections = {{box_at(second_left, 166), 0, 0.9f}};
    // The one behind is not detected while it is mostly hidden.
    const bool is_hidden = std::abs(first_left - second_left) < 30;
    if (!is_hidden) detections.push_back({box_at(first_left, 150), 0, 0.9f});
    FrameInput input;
    input.detections = detections;
    input.frame_num = frame_num_++;
    input.picture = {&picture->view(), kWidth, kHeight};
    ASSERT_TRUE(tracker_.update(input).ok());
    for (const TrackedObject& object : tracker_.reported()) {
      if (object.detection == std::optional<std::size_t>(0)) ids_of_second.insert(object.id);
      if (object.detection == std::optional<std::size_t>(1)) ids_of_first.insert(object.id);
    }
  }
  EXPECT_EQ(ids_of_first.size(), 1u);
  EXPECT_EQ(ids_of_second.size(), 1u);
  EXPECT_NE(ids_of_first, ids_of_second);
}

}  // namespace
}  // namespace pipewright::standin::tracking
