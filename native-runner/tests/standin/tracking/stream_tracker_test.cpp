// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/stream_tracker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::tracking {
namespace {

TrackerConfig config_without_probation() {
  TrackerConfig config;
  config.probation_age = 0;
  config.max_shadow_tracking_age = 10;
  return config;
}

/// A tracker on a 960x544 picture.
class Scene {
 public:
  explicit Scene(const TrackerConfig& config)
      : config_(config), tracker_({&config_, nullptr, nullptr, &ids_}, 960, 544) {}

  std::vector<TrackedObject> step(const std::vector<TrackerDetection>& detections,
                                  bool inference_done = true) {
    FrameInput frame;
    frame.detections = detections;
    frame.inference_done = inference_done;
    frame.frame_num = frame_num_++;
    EXPECT_TRUE(tracker_.update(frame).ok());
    const auto tracked = tracker_.reported();
    return {tracked.begin(), tracked.end()};
  }
  const StreamTracker& tracker() const { return tracker_; }
  std::size_t num_targets() const { return tracker_.num_targets(); }

 private:
  TrackerConfig config_;
  IdSource ids_;
  StreamTracker tracker_;
  std::uint32_t frame_num_ = 0;
};

TrackerDetection at(float left, float top, int class_id = 0, float confidence = 0.9f) {
  return {{left, top, 60, 40}, class_id, confidence};
}

TEST(StreamTracker, KeepsTheIdOfAMovingObject) {
  Scene scene(config_without_probation());
  std::set<std::uint64_t> ids;
  for (int frame = 0; frame < 100; ++frame) {
    const auto tracked = scene.step({at(static_cast<float>(frame) * 8, 100)});
    ASSERT_EQ(tracked.size(), 1u) << "frame " << frame;
    ids.insert(tracked[0].id);
    EXPECT_EQ(tracked[0].detection, std::optional<std::size_t>(0));
    if (frame > 5) {
      EXPECT_NEAR(tracked[0].box.left, frame * 8, 4);
    }
  }
  EXPECT_EQ(ids.size(), 1u);
}

TEST(StreamTracker, TellsCrossingObjectsApartByTheirMotion) {
  TrackerConfig config = config_without_probation();
  config.matcher_type = MatcherType::kCascaded;
  config.use_prediction = true;
  Scene scene(config);
  std::uint64_t right_going = 0;
  std::uint64_t left_going = 0;
  // They pass each other at the same height; for some frames their boxes overlap.
  for (int frame = 0; frame < 60; ++frame) {
    const float step = static_cast<float>(frame) * 9;
    const auto tracked = scene.step({at(100 + step, 200), at(640 - step, 206)});
    ASSERT_EQ(tracked.size(), 2u) << "frame " << frame;
    std::map<std::size_t, std::uint64_t> id_of;
    for (const TrackedObject& object : tracked) id_of[object.detection.value()] = object.id;
    if (frame == 0) {
      right_going = id_of[0];
      left_going = id_of[1];
    }
    EXPECT_EQ(id_of[0], right_going) << "frame " << frame;
    EXPECT_EQ(id_of[1], left_going) << "frame " << frame;
  }
  EXPECT_NE(right_going, left_going);
}

TEST(StreamTracker, FindsAnObjectAgainAfterMissingDetections) {
  Scene scene(config_without_probation());
  std::uint64_t id = 0;
  for (int frame = 0; frame < 20; ++frame) {
    id = scene.step({at(static_cast<float>(frame) * 6, 100)}).at(0).id;
  }
  for (int frame = 20; frame < 28; ++frame) {
    EXPECT_TRUE(scene.step({}).empty()) << "in shadow, an object is not reported";
  }
  const auto again = scene.step({at(28 * 6, 100)});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].id, id);
}

TEST(StreamTracker, EndsAnObjectThatStaysAwayForTheShadowAge) {
  Scene scene(config_without_probation());
  const std::uint64_t id = scene.step({at(100, 100)}).at(0).id;
  for (int frame = 0; frame < 10; ++frame) scene.step({});
  EXPECT_EQ(scene.num_targets(), 0u);
  EXPECT_NE(scene.step({at(100, 100)}).at(0).id, id);
}

TEST(StreamTracker, ReportsAfterTheProbationAge) {
  TrackerConfig config;
  config.probation_age = 3;
  Scene scene(config);
  for (int frame = 0; frame < 3; ++frame) {
    EXPECT_TRUE(scene.step({at(100, 100)}).empty()) << "frame " << frame;
  }
  EXPECT_EQ(scene.step({at(100, 100)}).size(), 1u);
}

TEST(StreamTracker, EndsAnObjectEarlyInProbation) {
  TrackerConfig config;
  config.probation_age = 5;
  config.early_termination_age = 1;
  Scene scene(config);
  scene.step({at(100, 100)});
  scene.step({});
  EXPECT_EQ(scene.num_targets(), 0u);
}

TEST(StreamTracker, PredictsWhereNoInferenceWasDone) {
  Scene scene(config_without_probation());
  std::uint64_t id = 0;
  for (int frame = 0; frame < 30; ++frame) {
    const bool inferred = frame % 3 == 0;
    const float left = static_cast<float>(frame) * 5;
    const auto tracked = inferred ? scene.step({at(left, 100)}) : scene.step({}, false);
    ASSERT_EQ(tracked.size(), 1u) << "frame " << frame;
    if (frame == 0) id = tracked[0].id;
    EXPECT_EQ(tracked[0].id, id);
    EXPECT_EQ(tracked[0].detection.has_value(), inferred);
    EXPECT_FLOAT_EQ(tracked[0].confidence, 1) << "only a visual tracker can doubt";
    if (frame > 9) {
      EXPECT_NEAR(tracked[0].box.left, left, 6) << "frame " << frame;
    }
  }
}

TEST(StreamTracker, MatchesOnlyEqualClassesUnlessToldOtherwise) {
  TrackerConfig config = config_without_probation();
  Scene strict(config);
  const std::uint64_t id = strict.step({at(100, 100, 0)}).at(0).id;
  EXPECT_NE(strict.step({at(100, 100, 1)}).at(0).id, id);

  config.check_class_match = false;
  Scene loose(config);
  const std::uint64_t loose_id = loose.step({at(100, 100, 0)}).at(0).id;
  const auto tracked = loose.step({at(100, 100, 1)});
  EXPECT_EQ(tracked.at(0).id, loose_id);
  EXPECT_EQ(tracked.at(0).class_id, 1);
}

TEST(StreamTracker, HonoursConfidenceOverlapAndTargetLimits) {
  TrackerConfig config = config_without_probation();
  config.min_detector_confidence = 0.5f;
  Scene sure(config);
  EXPECT_TRUE(sure.step({at(100, 100, 0, 0.4f)}).empty());

  config = config_without_probation();
  config.min_iou_diff_for_new_target = 0.3f;
  Scene apart(config);
  apart.step({at(100, 100)});
  EXPECT_EQ(apart.step({at(100, 100), at(110, 100)}).size(), 1u)
      << "a detection that covers a target starts no second one";

  config = config_without_probation();
  config.max_targets_per_stream = 2;
  Scene few(config);
  EXPECT_EQ(few.step({at(0, 0), at(200, 0), at(400, 0)}).size(), 2u);

  config = config_without_probation();
  config.min_matching_score_iou = 0.8f;
  Scene strict(config);
  const std::uint64_t id = strict.step({at(100, 100)}).at(0).id;
  EXPECT_NE(strict.step({at(130, 100)}).at(0).id, id);
}

TEST(StreamTracker, TentativeDetectionsExtendTargetsButStartNone) {
  TrackerConfig config = config_without_probation();
  config.matcher_type = MatcherType::kCascaded;
  config.tentative_detector_confidence = 0.6f;
  Scene scene(config);
  EXPECT_TRUE(scene.step({at(100, 100, 0, 0.5f)}).empty());
  const std::uint64_t id = scene.step({at(100, 100, 0, 0.9f)}).at(0).id;
  const auto tracked = scene.step({at(102, 100, 0, 0.5f)});
  ASSERT_EQ(tracked.size(), 1u);
  EXPECT_EQ(tracked[0].id, id);
}

TEST(StreamTracker, WithoutAnEstimatorTheBoxIsTheDetection) {
  TrackerConfig config = config_without_probation();
  config.estimator_type = StateEstimatorType::kNone;
  Scene scene(config);
  scene.step({at(100, 100)});
  const auto tracked = scene.step({at(113, 107)});
  EXPECT_FLOAT_EQ(tracked.at(0).box.left, 113);
  EXPECT_FLOAT_EQ(tracked.at(0).box.top, 107);
}

TEST(StreamTracker, KeepsHundredsOfObjectsApart) {
  TrackerConfig config = config_without_probation();
  config.max_targets_per_stream = 600;
  config.matcher_type = MatcherType::kCascaded;
  Scene scene(config);
  std::map<std::size_t, std::uint64_t> first_ids;
  for (int frame = 0; frame < 5; ++frame) {
    std::vector<TrackerDetection> detections;
    for (int i = 0; i < 500; ++i) {
      const auto x = static_cast<float>(i % 25) * 38 + static_cast<float>(frame) * 2;
      const auto y = static_cast<float>(i / 25) * 27;
      detections.push_back({{x, y, 30, 20}, 0, 0.9f});
    }
    const auto tracked = scene.step(detections);
    ASSERT_EQ(tracked.size(), 500u);
    for (const TrackedObject& object : tracked) {
      const auto [entry, is_new] = first_ids.try_emplace(object.detection.value(), object.id);
      EXPECT_EQ(entry->second, object.id);
    }
  }
}

TEST(StreamTracker, TellsPastFramesOfATargetThatBecomesKnown) {
  TrackerConfig config;
  config.probation_age = 3;
  Scene scene(config);
  for (int frame = 0; frame < 3; ++frame) {
    scene.step({at(100 + static_cast<float>(frame) * 4, 100)});
    EXPECT_TRUE(scene.tracker().past_tracks().empty());
  }
  const auto tracked = scene.step({at(112, 100)});
  ASSERT_EQ(tracked.size(), 1u);
  const auto past = scene.tracker().past_tracks();
  ASSERT_EQ(past.size(), 1u);
  EXPECT_EQ(past[0].id, tracked[0].id);
  ASSERT_EQ(past[0].points.size(), 3u);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(past[0].points[i].frame_num, i);
    EXPECT_EQ(past[0].points[i].age, i + 1);
    EXPECT_EQ(past[0].points[i].state, TargetState::kTentative);
  }
  scene.step({at(116, 100)});
  EXPECT_TRUE(scene.tracker().past_tracks().empty()) << "they are told once";
}

TEST(StreamTracker, TellsPastFramesOfATargetThatIsSeenAgain) {
  Scene scene(config_without_probation());
  scene.step({at(100, 100)});
  scene.step({});
  scene.step({});
  scene.step({at(100, 100)});
  const auto past = scene.tracker().past_tracks();
  ASSERT_EQ(past.size(), 1u);
  ASSERT_EQ(past[0].points.size(), 2u);
  EXPECT_EQ(past[0].points[0].frame_num, 1u);
  EXPECT_EQ(past[0].points[0].state, TargetState::kInactive);
}

TEST(StreamTracker, ListsShadowAndEndedTracksWhereAskedTo) {
  TrackerConfig config = config_without_probation();
  config.max_shadow_tracking_age = 2;
  config.output_shadow_tracks = true;
  config.output_terminated_tracks = true;
  Scene scene(config);
  const std::uint64_t id = scene.step({at(900, 100, 4), at(300, 100)}).at(0).id;
  EXPECT_TRUE(scene.tracker().shadow_tracks().empty());
  scene.step({at(300, 100)});
  const auto shadow = scene.tracker().shadow_tracks();
  ASSERT_EQ(shadow.size(), 1u);
  EXPECT_EQ(shadow[0].id, id);
  EXPECT_EQ(shadow[0].class_id, 4);
  EXPECT_EQ(shadow[0].points.at(0).state, TargetState::kInactive);
  EXPECT_TRUE(scene.tracker().ended_tracks().empty());
  scene.step({at(300, 100)});
  const auto ended = scene.tracker().ended_tracks();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].id, id);
  EXPECT_EQ(ended[0].points.size(), 2u);
  EXPECT_TRUE(scene.tracker().shadow_tracks().empty());
}

TEST(StreamTracker, ComparesWithThePredictionOnlyWhereAskedTo) {
  // It speeds up until it leaves its own box in one frame.
  const auto ids_of_fast_object = [](bool use_prediction) {
    TrackerConfig config = config_without_probation();
    config.use_prediction = use_prediction;
    Scene scene(config);
    std::set<std::uint64_t> ids;
    float left = 0;
    for (float speed = 0; left < 850; speed = std::min(speed + 5, 65.0f), left += speed) {
      for (const TrackedObject& object : scene.step({at(left, 100)})) ids.insert(object.id);
    }
    return ids.size();
  };
  EXPECT_EQ(ids_of_fast_object(true), 1u);
  EXPECT_GT(ids_of_fast_object(false), 1u);
}

TEST(StreamTracker, GivesBackTheSizeOfABoxThatTheEdgeCuts) {
  TrackerConfig config = config_without_probation();
  config.unclip_boxes = true;
  config.estimator_type = StateEstimatorType::kNone;
  Scene scene(config);
  scene.step({at(900, 100)});
  const auto tracked = scene.step({{{920, 100, 40, 40}, 0, 0.9f}});
  ASSERT_EQ(tracked.size(), 1u);
  EXPECT_FLOAT_EQ(tracked[0].box.left, 920);
  EXPECT_FLOAT_EQ(tracked[0].box.width, 60);
}

TEST(StreamTracker, GatesMatchesByTheMahalanobisDistance) {
  TrackerConfig config = config_without_probation();
  config.use_prediction = true;
  config.min_iou_diff_for_new_target = 1.0f;
  const auto id_after_jump = [&](float threshold) {
    config.mahalanobis_threshold = threshold;
    Scene scene(config);
    for (int frame = 0; frame < 30; ++frame) scene.step({at(100, 100)});
    const auto tracked = scene.step({at(125, 100)});
    return tracked.empty() ? std::uint64_t{99} : tracked.at(0).id;
  };
  EXPECT_EQ(id_after_jump(-1.0f), 0u);
  EXPECT_EQ(id_after_jump(12.0f), 1u);
}

TEST(StreamTracker, FollowsTheFootWithASimpleLocationFilter) {
  TrackerConfig config = config_without_probation();
  config.estimator_type = StateEstimatorType::kSimpleLocation;
  Scene scene(config);
  std::vector<TrackedObject> tracked;
  for (int frame = 0; frame < 40; ++frame) {
    tracked = scene.step({at(100 + static_cast<float>(frame) * 3, 100)});
  }
  EXPECT_NEAR(tracked.at(0).box.left, 100 + 39 * 3, 2);
  // The size is the last one measured, whatever the filter thinks of the place.
  tracked = scene.step({{{217, 80, 66, 60}, 0, 0.9f}});
  EXPECT_FLOAT_EQ(tracked.at(0).box.width, 66);
  EXPECT_FLOAT_EQ(tracked.at(0).box.height, 60);
}

TEST(StreamTracker, JoinsATrackThatABarrierBroke) {
  TrackerConfig config = config_without_probation();
  config.max_shadow_tracking_age = 3;
  config.probation_age = 2;
  config.early_termination_age = 1;
  config.use_prediction = true;
  config.reassociation.is_enabled = true;
  config.reassociation.min_trajectory_length = 10;
  const auto ids_around_barrier = [&](float direction_after) {
    Scene scene(config);
    std::set<std::uint64_t> ids;
    float left = 100;
    for (int frame = 0; frame < 20; ++frame, left += 6) {
      for (const TrackedObject& object : scene.step({at(left, 100)})) ids.insert(object.id);
    }
    for (int frame = 0; frame < 12; ++frame, left += 6) scene.step({});
    EXPECT_EQ(scene.num_targets(), 0u);
    for (int frame = 0; frame < 10; ++frame, left += 6 * direction_after) {
      for (const TrackedObject& object : scene.step({at(left, 100)})) ids.insert(object.id);
    }
    return ids;
  };
  EXPECT_EQ(ids_around_barrier(1).size(), 1u);
  EXPECT_EQ(ids_around_barrier(-1).size(), 2u) << "one that comes the other way is another";
  config.reassociation.is_enabled = false;
  EXPECT_EQ(ids_around_barrier(1).size(), 2u);
}

TEST(StreamTracker, LooksAtTheObjectsThatAreDueWhereFeaturesOnlyJoinTracks) {
  const testing::TempFolder folder;
  TrackerConfig config = config_without_probation();
  config.reid_extraction_interval = 1;
  config.reid.type = 2;
  config.reid.onnx_file = folder.write(
      "reid.onnx", testing::make_colour_onnx(32, 16, {{"features", {2}, {0.5f, 0.25f}}}));
  const PictureRef picture = testing::black_picture(960, 544);
  const auto looks_of_three_frames = [&] {
    auto reid = ReidNetwork::create(config.reid, "tracker.yml");
    EXPECT_TRUE(reid.ok()) << reid.error().message;
    IdSource ids;
    StreamTracker tracker({&config, nullptr, reid.value().get(), &ids}, 960, 544);
    std::vector<bool> looks;
    for (std::uint32_t i = 0; i < 3; ++i) {
      const std::vector<TrackerDetection> detections = {at(100, 100)};
      FrameInput frame;
      frame.detections = detections;
      frame.frame_num = i;
      frame.picture = {&picture->view(), 960, 544};
      EXPECT_TRUE(tracker.update(frame).ok());
      looks.push_back(reid.value()->feature(0)[0] != 0);
    }
    return looks;
  };
  EXPECT_EQ(looks_of_three_frames(), (std::vector<bool>{true, true, false}))
      << "when it starts, and at every second frame of its age";
  config.reid.output_tensor = true;
  EXPECT_EQ(looks_of_three_frames(), (std::vector<bool>{true, true, true}));
}

TEST(Assignment, GreedyTakesTheBestPairOptimalTheBestSum) {
  const std::vector<Candidate> candidates = {
      {0, 0, 0.9f}, {0, 1, 0.8f}, {1, 0, 0.85f}, {2, 5, 0.1f}};
  const auto pairs = [](const std::vector<Candidate>& matches) {
    std::map<std::size_t, std::size_t> result;
    for (const Candidate& match : matches) result[match.target] = match.detection;
    return result;
  };
  using Pairs = std::map<std::size_t, std::size_t>;
  EXPECT_EQ(pairs(match_greedily(candidates)), (Pairs{{0, 0}, {2, 5}}));
  EXPECT_EQ(pairs(match_optimally(candidates)), (Pairs{{0, 1}, {1, 0}, {2, 5}}));
  EXPECT_TRUE(match_optimally({}).empty());
}

/// The highest sum of scores of targets from `target` on, by trying everything.
double best_sum(const std::vector<Candidate>& candidates, std::size_t target,
                std::set<std::size_t>& used, std::size_t num_targets) {
  if (target == num_targets) return 0;
  double best = best_sum(candidates, target + 1, used, num_targets);
  for (const Candidate& candidate : candidates) {
    if (candidate.target != target || used.contains(candidate.detection)) continue;
    used.insert(candidate.detection);
    best = std::max(best, candidate.score + best_sum(candidates, target + 1, used, num_targets));
    used.erase(candidate.detection);
  }
  return best;
}

TEST(Assignment, OptimalReachesTheBestSumOfRandomCandidates) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::size_t num_targets = random() % 6 + 1;
    const std::size_t num_detections = random() % 6 + 1;
    std::vector<Candidate> candidates;
    for (std::size_t t = 0; t < num_targets; ++t) {
      for (std::size_t d = 0; d < num_detections; ++d) {
        if (random() % 2 == 0) {
          candidates.push_back({t, d, static_cast<float>(random() % 1000 + 1) / 1000});
        }
      }
    }
    double sum = 0;
    std::set<std::size_t> targets;
    std::set<std::size_t> detections;
    for (const Candidate& match : match_optimally(candidates)) {
      sum += match.score;
      EXPECT_TRUE(targets.insert(match.target).second);
      EXPECT_TRUE(detections.insert(match.detection).second);
    }
    std::set<std::size_t> used;
    EXPECT_NEAR(sum, best_sum(candidates, 0, used, num_targets), 1e-5) << "round " << round;
  }
}

}  // namespace
}  // namespace pipewright::standin::tracking
