// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/iou_tracker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace pipewright::standin::tracking {
namespace {

TrackerConfig config_without_probation() {
  TrackerConfig config;
  config.probation_age = 0;
  config.max_shadow_tracking_age = 10;
  return config;
}

/// A tracker on a 960x544 picture with the ids it gave.
class Scene {
 public:
  explicit Scene(const TrackerConfig& config) : tracker_(config, 960, 544, ids_) {}

  std::vector<TrackedObject> step(const std::vector<TrackerDetection>& detections,
                                  bool inference_done = true) {
    const auto tracked = tracker_.update(detections, inference_done);
    return {tracked.begin(), tracked.end()};
  }
  std::size_t num_targets() const { return tracker_.num_targets(); }

 private:
  IdSource ids_;
  IouTracker tracker_;
};

TrackerDetection at(float left, float top, int class_id = 0, float confidence = 0.9f) {
  return {{left, top, 60, 40}, class_id, confidence};
}

TEST(IouTracker, KeepsTheIdOfAMovingObject) {
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

TEST(IouTracker, TellsCrossingObjectsApartByTheirMotion) {
  TrackerConfig config = config_without_probation();
  config.matcher_type = MatcherType::kCascaded;
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

TEST(IouTracker, FindsAnObjectAgainAfterMissingDetections) {
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

TEST(IouTracker, EndsAnObjectThatStaysAwayForTheShadowAge) {
  Scene scene(config_without_probation());
  const std::uint64_t id = scene.step({at(100, 100)}).at(0).id;
  for (int frame = 0; frame < 10; ++frame) scene.step({});
  EXPECT_EQ(scene.num_targets(), 0u);
  EXPECT_NE(scene.step({at(100, 100)}).at(0).id, id);
}

TEST(IouTracker, ReportsAfterTheProbationAge) {
  TrackerConfig config;
  config.probation_age = 3;
  Scene scene(config);
  for (int frame = 0; frame < 3; ++frame) {
    EXPECT_TRUE(scene.step({at(100, 100)}).empty()) << "frame " << frame;
  }
  EXPECT_EQ(scene.step({at(100, 100)}).size(), 1u);
}

TEST(IouTracker, EndsAnObjectEarlyInProbation) {
  TrackerConfig config;
  config.probation_age = 5;
  config.early_termination_age = 1;
  Scene scene(config);
  scene.step({at(100, 100)});
  scene.step({});
  EXPECT_EQ(scene.num_targets(), 0u);
}

TEST(IouTracker, PredictsWhereNoInferenceWasDone) {
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
    EXPECT_EQ(tracked[0].confidence < 1, !inferred);
    if (frame > 9) {
      EXPECT_NEAR(tracked[0].box.left, left, 6) << "frame " << frame;
    }
  }
}

TEST(IouTracker, MatchesOnlyEqualClassesUnlessToldOtherwise) {
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

TEST(IouTracker, HonoursConfidenceOverlapAndTargetLimits) {
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

TEST(IouTracker, TentativeDetectionsExtendTargetsButStartNone) {
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

TEST(IouTracker, WithoutAnEstimatorTheBoxIsTheDetection) {
  TrackerConfig config = config_without_probation();
  config.estimator_type = StateEstimatorType::kNone;
  Scene scene(config);
  scene.step({at(100, 100)});
  const auto tracked = scene.step({at(113, 107)});
  EXPECT_FLOAT_EQ(tracked.at(0).box.left, 113);
  EXPECT_FLOAT_EQ(tracked.at(0).box.top, 107);
}

TEST(IouTracker, KeepsHundredsOfObjectsApart) {
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
