// SPDX-License-Identifier: Apache-2.0
// Applies the rules of one stream to its objects, frame by frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "standin/analytics/analytics_config.hpp"

namespace pipewright::standin::analytics {

/// An object of a frame; the box in pixels of the frame.
struct AnalysedObject {
  /// UNTRACKED_OBJECT_ID for one that no tracker follows: lines and directions are not for it.
  std::uint64_t id = 0;
  int class_id = 0;
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

/// What holds of one object in a frame: labels of rules.
struct ObjectFindings {
  std::vector<std::string> regions;
  std::vector<std::string> crowds;
  std::vector<std::string> lines;
  /// " DIR:label " for each.
  std::string directions;
  /// All of it, as it is drawn.
  std::string status;

  bool is_empty() const { return status.empty() && crowds.empty(); }
};

/// What holds of a frame, by label.
struct FrameFindings {
  /// In the order of the objects given.
  std::vector<ObjectFindings> objects;
  std::unordered_map<std::string, std::uint32_t> objects_in_region;
  std::unordered_map<std::string, std::uint32_t> objects_in_crowd;
  std::unordered_map<std::string, bool> is_crowded;
  std::unordered_map<std::string, std::uint64_t> crossings_now;
  std::unordered_map<std::string, std::uint64_t> crossings_so_far;
  std::unordered_map<int, std::uint32_t> objects_of_class;
};

class StreamAnalyser {
 public:
  /// `rules` in pixels of the frames; `window` as in AnalyticsConfig.
  StreamAnalyser(StreamRules rules, unsigned window) : rules_(std::move(rules)), window_(window) {}

  /// `pts` in nanoseconds. Objects come in any order.
  FrameFindings analyse(const std::vector<AnalysedObject>& objects, std::uint64_t pts);

  /// Objects and frames of before are forgotten, as after a flush; crossings stay counted.
  void forget_past();

  const StreamRules& rules() const { return rules_; }

  /// Whether a rule for lines or directions met an object that no tracker follows; told once.
  bool take_missing_tracker_notice();

 private:
  struct Sample {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
  };

  /// The past of a tracked object.
  struct Track {
    std::deque<Sample> samples;
    std::int64_t sum_x = 0;
    std::int64_t sum_y = 0;
    std::int64_t sum_height = 0;
    std::int64_t sum_x_squared = 0;
    std::int64_t sum_y_squared = 0;
    std::uint64_t num_frames = 0;
    std::uint64_t last_pts = 0;
    std::unordered_set<std::string> crossed;

    void add(const Sample& sample, std::size_t window);
    double mean_height() const;
    /// Centre and size some frames ago: mean of the oldest samples that are remembered.
    Sample past(std::size_t window) const;
    bool stands_still(std::size_t window) const;
  };

  /// Number of objects of one class in the frames of the last time.
  struct Count {
    std::uint64_t pts = 0;
    std::uint32_t objects = 0;
  };

  void forget_lost_tracks(std::uint64_t pts);
  void find_regions(const AnalysedObject& object, const Point& foot, ObjectFindings& found,
                    FrameFindings& frame) const;
  void find_directions(const AnalysedObject& object, const Track& track,
                       ObjectFindings& found) const;
  void find_crossings(const AnalysedObject& object, Track& track, ObjectFindings& found,
                      FrameFindings& frame);
  void smooth_counts(FrameFindings& frame, std::uint64_t pts);

  StreamRules rules_;
  /// Frames that a track remembers and, DeepStream's other use of the same number, milliseconds
  /// over which counts of classes are smoothed.
  unsigned window_;
  std::unordered_map<std::uint64_t, Track> tracks_;
  std::unordered_map<std::string, std::uint64_t> crossings_;
  std::map<int, std::deque<Count>> counts_;
  bool misses_tracker_ = false;
  bool told_missing_tracker_ = false;
};

}  // namespace pipewright::standin::analytics
