// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/stream_analyser.hpp"

#include <gtest/gtest.h>

#include "nvdsmeta.h"

namespace pipewright::standin::analytics {
namespace {

constexpr std::uint64_t kFrameNanos = 40000000;
constexpr unsigned kWindow = 50;
const std::vector<Point> kYard = {{100, 100}, {300, 100}, {300, 300}, {100, 300}};

/// An object whose foot is at x, y.
AnalysedObject object_at(int x, int y, std::uint64_t id = 1, int class_id = 0) {
  return {id, class_id, x - 20, y - 60, 40, 60};
}

/// Moves one object in equal steps and returns the last frame's findings; `each` sees every frame.
template <typename Each>
void move(StreamAnalyser& analyser, Point from, Point step, int num_frames, Each each) {
  for (int i = 0; i < num_frames; ++i) {
    const auto object =
        object_at(static_cast<int>(from.x + step.x * i), static_cast<int>(from.y + step.y * i));
    each(analyser.analyse({object}, static_cast<std::uint64_t>(i) * kFrameNanos));
  }
}

std::uint64_t crossings(const LineRule& rule, Point from, Point step, int num_frames = 30) {
  StreamRules rules;
  rules.lines.push_back(rule);
  StreamAnalyser analyser(rules, kWindow);
  std::uint64_t so_far = 0;
  move(analyser, from, step, num_frames, [&](const FrameFindings& frame) {
    const auto found = frame.crossings_so_far.find(rule.label);
    so_far = found == frame.crossings_so_far.end() ? 0 : found->second;
  });
  return so_far;
}

/// A line from left to right at y=200, crossed downwards.
LineRule downwards(Strictness strictness = Strictness::kLoose, bool endless = true) {
  return {"exit", {{200, 100}, {200, 300}}, {{100, 200}, {300, 200}}, {}, endless, strictness};
}

TEST(StreamAnalyserTest, CountsFeetInRegions) {
  StreamRules rules;
  rules.regions.push_back({"yard", kYard, {}, false});
  rules.regions.push_back({"outside", kYard, {}, true});
  rules.regions.push_back({"cars", kYard, {2}, false});
  StreamAnalyser analyser(rules, kWindow);
  const FrameFindings frame =
      analyser.analyse({object_at(200, 200), object_at(500, 200, 2), object_at(150, 150, 3, 2)}, 0);
  EXPECT_EQ(frame.objects_in_region.at("yard"), 2u);
  EXPECT_EQ(frame.objects_in_region.at("outside"), 1u);
  EXPECT_EQ(frame.objects_in_region.at("cars"), 1u);
  EXPECT_EQ(frame.objects[0].regions, std::vector<std::string>{"yard"});
  EXPECT_EQ(frame.objects[0].status, " ROI:yard");
  EXPECT_EQ(frame.objects[1].status, " ROI:outside");
}

TEST(StreamAnalyserTest, TellsOfEmptyRegions) {
  StreamRules rules;
  rules.regions.push_back({"yard", kYard, {}, false});
  rules.crowds.push_back({"hall", kYard, {}, 2});
  StreamAnalyser analyser(rules, kWindow);
  const FrameFindings frame = analyser.analyse({}, 0);
  EXPECT_EQ(frame.objects_in_region.at("yard"), 0u);
  EXPECT_FALSE(frame.is_crowded.at("hall"));
}

TEST(StreamAnalyserTest, CallsARegionCrowdedFromItsThresholdOn) {
  StreamRules rules;
  rules.crowds.push_back({"hall", kYard, {}, 2});
  StreamAnalyser analyser(rules, kWindow);
  const FrameFindings one = analyser.analyse({object_at(200, 200)}, 0);
  EXPECT_FALSE(one.is_crowded.at("hall"));
  const FrameFindings two =
      analyser.analyse({object_at(200, 200), object_at(210, 210, 2)}, kFrameNanos);
  EXPECT_TRUE(two.is_crowded.at("hall"));
  EXPECT_EQ(two.objects_in_crowd.at("hall"), 2u);
  EXPECT_FALSE(two.objects[0].is_empty());
}

TEST(StreamAnalyserTest, CountsACrossingOnceAndOnlyInItsDirection) {
  EXPECT_EQ(crossings(downwards(), {200, 100}, {0, 10}), 1u);
  EXPECT_EQ(crossings(downwards(), {200, 380}, {0, -10}), 0u);
  EXPECT_EQ(crossings(downwards(), {200, 20}, {0, 2}), 0u);
}

TEST(StreamAnalyserTest, StricterModesAskForMoreMotionAndALikerDirection) {
  const Point aslant{12, 5};
  EXPECT_EQ(crossings(downwards(), {0, 130}, aslant), 1u);
  EXPECT_EQ(crossings(downwards(Strictness::kBalanced), {0, 130}, aslant), 0u);
  EXPECT_EQ(crossings(downwards(Strictness::kStrict), {200, 100}, {0, 10}), 1u);
  EXPECT_EQ(crossings(downwards(Strictness::kStrict), {200, 100}, {0, 10}, 18), 0u);
}

TEST(StreamAnalyserTest, ALineThatIsNotExtendedEndsAtItsEnds) {
  EXPECT_EQ(crossings(downwards(), {500, 100}, {0, 10}), 1u);
  EXPECT_EQ(crossings(downwards(Strictness::kLoose, false), {500, 100}, {0, 10}), 0u);
  EXPECT_EQ(crossings(downwards(Strictness::kLoose, false), {200, 100}, {0, 10}), 1u);
}

TEST(StreamAnalyserTest, TellsDirectionsAndStandstill) {
  StreamRules rules;
  rules.directions.push_back({"south", {{200, 100}, {200, 300}}, {}});
  StreamAnalyser walking(rules, kWindow);
  std::string last;
  move(walking, {200, 100}, {1, 10}, 20,
       [&](const FrameFindings& frame) { last = frame.objects[0].directions; });
  EXPECT_EQ(last, " DIR:south ");
  StreamAnalyser backwards(rules, kWindow);
  move(backwards, {200, 400}, {0, -10}, 20,
       [&](const FrameFindings& frame) { last = frame.objects[0].directions; });
  EXPECT_EQ(last, "");
  StreamAnalyser standing(rules, kWindow);
  move(standing, {200, 100}, {0, 0}, 60,
       [&](const FrameFindings& frame) { last = frame.objects[0].status; });
  EXPECT_EQ(last, " STOPPED ");
}

TEST(StreamAnalyserTest, AnObjectThatWasLostStartsAnew) {
  StreamRules rules;
  rules.lines.push_back(downwards());
  StreamAnalyser analyser(rules, kWindow);
  std::uint64_t pts = 0;
  for (int y = 100; y < 190; y += 10, pts += kFrameNanos)
    analyser.analyse({object_at(200, y)}, pts);
  const FrameFindings after = analyser.analyse({object_at(200, 300)}, pts + 10 * kFrameNanos);
  EXPECT_EQ(after.crossings_now.at("exit"), 0u);
}

TEST(StreamAnalyserTest, UntrackedObjectsAreInRegionsButCrossNothing) {
  StreamRules rules;
  rules.regions.push_back({"yard", kYard, {}, false});
  rules.lines.push_back(downwards());
  StreamAnalyser analyser(rules, kWindow);
  std::uint64_t crossed = 0;
  for (int y = 100; y < 400; y += 10) {
    const FrameFindings frame =
        analyser.analyse({object_at(200, y, UNTRACKED_OBJECT_ID)}, static_cast<std::uint64_t>(y));
    crossed += frame.crossings_now.at("exit");
    if (y == 200) {
      EXPECT_EQ(frame.objects_in_region.at("yard"), 1u);
    }
  }
  EXPECT_EQ(crossed, 0u);
  EXPECT_TRUE(analyser.take_missing_tracker_notice());
  EXPECT_FALSE(analyser.take_missing_tracker_notice());
}

TEST(StreamAnalyserTest, CountsOfClassesDoNotFlicker) {
  StreamAnalyser analyser({}, 500);
  for (int i = 0; i < 5; ++i) {
    analyser.analyse({object_at(200, 200)}, static_cast<std::uint64_t>(i) * kFrameNanos);
  }
  EXPECT_EQ(analyser.analyse({}, 5 * kFrameNanos).objects_of_class.at(0), 1u);
  std::uint32_t count = 1;
  for (int i = 6; i < 30; ++i) {
    count =
        analyser.analyse({}, static_cast<std::uint64_t>(i) * kFrameNanos).objects_of_class.at(0);
  }
  EXPECT_EQ(count, 0u);
}

TEST(StreamAnalyserTest, CountsOfClassesStartAnewAfterASeekBackwards) {
  StreamAnalyser analyser({}, 500);
  for (int i = 100; i < 110; ++i) {
    analyser.analyse({object_at(200, 200)}, static_cast<std::uint64_t>(i) * kFrameNanos);
  }
  EXPECT_EQ(analyser.analyse({}, 0).objects_of_class.at(0), 0u);
}

TEST(StreamAnalyserTest, ATrackFromTheFutureIsAnotherObjects) {
  StreamRules rules;
  rules.lines.push_back(downwards());
  StreamAnalyser analyser(rules, kWindow);
  for (int i = 0; i < 9; ++i) {
    analyser.analyse({object_at(200, 100 + 10 * i)},
                     static_cast<std::uint64_t>(100 + i) * kFrameNanos);
  }
  EXPECT_EQ(analyser.analyse({object_at(200, 300)}, 0).crossings_now.at("exit"), 0u);
}

}  // namespace
}  // namespace pipewright::standin::analytics
