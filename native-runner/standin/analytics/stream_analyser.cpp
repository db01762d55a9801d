// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/stream_analyser.hpp"

#include <algorithm>
#include <cmath>

#include "nvdsmeta.h"

namespace pipewright::standin::analytics {
namespace {

constexpr std::uint64_t kNanosPerMilli = 1000000;
/// An object that was not seen for so long is another one when it comes back.
constexpr std::uint64_t kLostAfterMillis = 300;

// DeepStream's thresholds: how far (in squared pixels) and for how many frames an object has to
// have moved before its direction counts, and how alike the directions have to be.
struct Motion {
  double distance_squared;
  std::uint64_t num_frames;
  double similarity;
};
constexpr Motion kDirection = {3000, 10, 0.5};

constexpr Motion motion_of(Strictness strictness) {
  switch (strictness) {
    case Strictness::kStrict:
      return {6000, 20, 0.8};
    case Strictness::kBalanced:
      return {3000, 10, 0.5};
    case Strictness::kLoose:
      break;
  }
  return {1000, 3, 0.1};
}

/// Variances below which an object stands still: of x in pixels, of y in shares of its height.
constexpr double kStillX = 400;
constexpr double kStillY = 0.01;

constexpr std::size_t kFewPastSamples = 2;
constexpr std::size_t kPastSamples = 4;

double squared_distance(const Point& a, const Point& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Whether a way leads over the line, against nothing but the direction's sense.
bool crosses_loosely(const Line& line, double rise, const Arrow& way) {
  const double before = line.distance(way.from);
  const double now = line.distance(way.to);
  return rise > 0 ? before < 0 && now >= 0 : before > 0 && now <= 0;
}

/// Whether a way leads from one side to the other, a pixel off the line at least.
bool changes_side(const Line& line, const Arrow& way) {
  const double before = std::trunc(line.distance(way.from));
  const double now = std::trunc(line.distance(way.to));
  return before * now < 0;
}

bool meets_segment(const Arrow& segment, const Arrow& way) {
  if (is_same(way.from, way.to)) return false;
  const auto point = Line(way.from, way.to).meets(Line(segment.from, segment.to));
  return point && is_on_segment(segment, *point);
}

Arrow shifted(const Arrow& way, double from_x, double to_x) {
  return {{way.from.x + from_x, way.from.y}, {way.to.x + to_x, way.to.y}};
}

}  // namespace

void StreamAnalyser::Track::add(const Sample& sample, std::size_t window) {
  const auto count = [this](const Sample& each, std::int64_t sign) {
    sum_x += sign * each.x;
    sum_y += sign * each.y;
    sum_height += sign * each.height;
    sum_x_squared += sign * each.x * each.x;
    sum_y_squared += sign * each.y * each.y;
  };
  if (samples.size() >= window) {
    count(samples.front(), -1);
    samples.pop_front();
  }
  samples.push_back(sample);
  count(sample, 1);
  ++num_frames;
}

double StreamAnalyser::Track::mean_height() const {
  return static_cast<double>(sum_height) / static_cast<double>(samples.size());
}

StreamAnalyser::Sample StreamAnalyser::Track::past(std::size_t window) const {
  const std::size_t wanted = num_frames < window ? kFewPastSamples : kPastSamples;
  const std::size_t count = std::min(wanted, samples.size());
  Sample sum;
  for (std::size_t i = 0; i < count; ++i) {
    sum.x += samples[i].x;
    sum.y += samples[i].y;
    sum.width += samples[i].width;
    sum.height += samples[i].height;
  }
  const int divisor = static_cast<int>(count);
  return {sum.x / divisor, sum.y / divisor, sum.width / divisor, sum.height / divisor};
}

bool StreamAnalyser::Track::stands_still(std::size_t window) const {
  if (num_frames <= window) return false;
  const double count = static_cast<double>(samples.size());
  const double mean_x = static_cast<double>(sum_x) / count;
  const double mean_y = static_cast<double>(sum_y) / count;
  const double variance_x = static_cast<double>(sum_x_squared) / count - mean_x * mean_x;
  const double variance_y = static_cast<double>(sum_y_squared) / count - mean_y * mean_y;
  return variance_x <= kStillX && variance_y / mean_height() <= kStillY;
}

FrameFindings StreamAnalyser::analyse(const std::vector<AnalysedObject>& objects,
                                      std::uint64_t pts) {
  forget_lost_tracks(pts);
  FrameFindings frame;
  frame.objects.resize(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const AnalysedObject& object = objects[i];
    ObjectFindings& found = frame.objects[i];
    ++frame.objects_of_class[object.class_id];
    const Sample sample{object.left + object.width / 2, object.top + object.height / 2,
                        object.width, object.height};
    const bool is_tracked = object.id != UNTRACKED_OBJECT_ID;
    double height = object.height;
    Track* track = nullptr;
    if (is_tracked) {
      track = &tracks_[object.id];
      track->last_pts = pts;
      track->add(sample, window_);
      height = track->mean_height();
    }
    const Point foot{static_cast<double>(sample.x), std::trunc(sample.y + std::trunc(height) / 2)};
    find_regions(object, foot, found, frame);
    if (track != nullptr) {
      find_directions(object, *track, found);
      find_crossings(object, *track, found, frame);
    } else if (!rules_.lines.empty() || !rules_.directions.empty()) {
      misses_tracker_ = true;
    }
  }
  for (const LineRule& rule : rules_.lines) frame.crossings_now.try_emplace(rule.label, 0);
  for (const CrowdRule& rule : rules_.crowds) {
    const std::uint32_t count = frame.objects_in_crowd[rule.label];
    frame.is_crowded[rule.label] = count > 0 && count >= rule.object_threshold;
  }
  for (const RegionRule& rule : rules_.regions) frame.objects_in_region.try_emplace(rule.label, 0);
  frame.crossings_so_far = crossings_;
  smooth_counts(frame, pts);
  return frame;
}

void StreamAnalyser::forget_past() {
  tracks_.clear();
  counts_.clear();
}

bool StreamAnalyser::take_missing_tracker_notice() {
  const bool is_news = misses_tracker_ && !told_missing_tracker_;
  told_missing_tracker_ |= misses_tracker_;
  return is_news;
}

void StreamAnalyser::forget_lost_tracks(std::uint64_t pts) {
  std::erase_if(tracks_, [&](const auto& entry) {
    const std::uint64_t last = entry.second.last_pts;
    // After a seek backwards there are tracks from what is now the future.
    return pts < last || (pts - last) / kNanosPerMilli > kLostAfterMillis;
  });
}

void StreamAnalyser::find_regions(const AnalysedObject& object, const Point& foot,
                                  ObjectFindings& found, FrameFindings& frame) const {
  for (const RegionRule& rule : rules_.regions) {
    if (!looks_at(rule.classes, object.class_id)) continue;
    if (is_inside(rule.polygon, foot) == rule.counts_outside) continue;
    found.status += " ROI:" + rule.label;
    found.regions.push_back(rule.label);
    ++frame.objects_in_region[rule.label];
  }
  for (const CrowdRule& rule : rules_.crowds) {
    if (!looks_at(rule.classes, object.class_id) || !is_inside(rule.polygon, foot)) continue;
    found.crowds.push_back(rule.label);
    ++frame.objects_in_crowd[rule.label];
  }
}

void StreamAnalyser::find_directions(const AnalysedObject& object, const Track& track,
                                     ObjectFindings& found) const {
  const Sample past = track.past(window_);
  const Sample& now = track.samples.back();
  const double half_height = std::trunc(std::trunc(track.mean_height()) / 2);
  const Arrow way{{static_cast<double>(past.x), past.y + half_height},
                  {static_cast<double>(now.x), now.y + half_height}};
  const double moved = squared_distance({static_cast<double>(past.x), past.y + past.height / 2.0},
                                        {static_cast<double>(now.x), now.y + now.height / 2.0});
  for (const DirectionRule& rule : rules_.directions) {
    if (!looks_at(rule.classes, object.class_id)) continue;
    if (track.stands_still(window_)) {
      found.status += " STOPPED ";
      return;
    }
    if (moved <= kDirection.distance_squared || track.num_frames <= kDirection.num_frames) continue;
    if (similarity(rule.direction, way) < kDirection.similarity) continue;
    found.status += " DIR:" + rule.label + " ";
    found.directions += " DIR:" + rule.label + " ";
  }
}

void StreamAnalyser::find_crossings(const AnalysedObject& object, Track& track,
                                    ObjectFindings& found, FrameFindings& frame) {
  const Sample past = track.past(window_);
  const Sample& now = track.samples.back();
  const Arrow way{{static_cast<double>(past.x), past.y + track.mean_height() / 2},
                  {static_cast<double>(now.x), now.y + now.height / 2.0}};
  const double moved = squared_distance({static_cast<double>(past.x), past.y + past.height / 2.0},
                                        {static_cast<double>(now.x), now.y + now.height / 2.0});
  for (const LineRule& rule : rules_.lines) {
    // An object is counted once at each line.
    if (!looks_at(rule.classes, object.class_id) || track.crossed.contains(rule.label)) continue;
    const Motion motion = motion_of(rule.strictness);
    if (moved <= motion.distance_squared || track.num_frames <= motion.num_frames) continue;
    const Line line(rule.line.from, rule.line.to);
    const double rise = line.rise(rule.direction);
    // A direction along the line says nothing of the side that objects come from.
    const bool has_sense = std::abs(rise) > 1e-5;
    bool crosses =
        rule.strictness == Strictness::kLoose && has_sense
            ? crosses_loosely(line, rise, way)
            : similarity(rule.direction, way) >= motion.similarity && changes_side(line, way);
    if (crosses && !rule.is_endless) {
      const double half_past = past.width / 2.0;
      const double half_now = now.width / 2.0;
      crosses = meets_segment(rule.line, way) ||
                meets_segment(rule.line, shifted(way, half_past, half_now)) ||
                meets_segment(rule.line, shifted(way, -half_past, -half_now));
    }
    if (!crosses) continue;
    track.crossed.insert(rule.label);
    found.status += " LC:" + rule.label + " ";
    found.lines.push_back(rule.label);
    ++frame.crossings_now[rule.label];
    ++crossings_[rule.label];
  }
}

/// Instead of the number of objects, which flickers, the one that was seen most often lately.
void StreamAnalyser::smooth_counts(FrameFindings& frame, std::uint64_t pts) {
  for (const auto& [class_id, objects] : frame.objects_of_class) counts_.try_emplace(class_id);
  for (auto& [class_id, past] : counts_) {
    past.push_back({pts, frame.objects_of_class[class_id]});
    std::erase_if(past, [&](const Count& count) {
      return pts < count.pts || (pts - count.pts) / kNanosPerMilli > window_;
    });
    std::map<std::uint32_t, unsigned> seen;
    for (const Count& count : past) ++seen[count.objects];
    std::uint32_t most = past.back().objects;
    for (const auto& [objects, times] : seen) {
      if (times > seen[most]) most = objects;
    }
    frame.objects_of_class[class_id] = most;
  }
}

}  // namespace pipewright::standin::analytics
