// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "standin/tracking/assignment.hpp"
#include "standin/tracking/reid/reid_network.hpp"
#include "standin/tracking/target.hpp"

namespace pipewright::standin::tracking {

/// Matches detections to targets as the section DataAssociator says.
class DataAssociator {
 public:
  /// All outlive the associator. `visual` and `reid` are null where the tracker has no such part.
  DataAssociator(const TrackerConfig& config, const VisualTracker* visual, const ReidNetwork* reid)
      : config_(config), visual_(visual), reid_(reid) {}

  /// Sets `detection` of the targets that are matched; those of the others stay empty. With
  /// `has_features` the ReID network has looked at the detections.
  void associate(std::span<Target> targets, std::span<const TrackerDetection> detections,
                 bool has_features);
  /// Whether the last associate() matched a detection.
  bool is_matched(std::size_t detection) const { return is_matched_[detection]; }
  /// Whether a detection is sure enough to start a target.
  bool may_start_target(const TrackerDetection& detection) const;

 private:
  struct Stage;

  void sort_by_left_edge(std::span<const TrackerDetection> detections);
  void run_stage(std::span<Target> targets, std::span<const TrackerDetection> detections,
                 const Stage& stage);
  /// The weighted score of a pair, or 0 when one of its parts is under its least value.
  float score(const Target& target, const Box& box, const TrackerDetection& detection,
              std::size_t index, float iou) const;
  Box box_of(const Target& target) const;

  const TrackerConfig& config_;
  const VisualTracker* visual_;
  const ReidNetwork* reid_;
  bool has_features_ = false;
  std::vector<bool> is_matched_;
  /// What tells most detections that a target does not meet.
  struct Place {
    float left;
    float top;
    float bottom;
    std::size_t detection;
  };
  /// By their left edge, and the widest of them: a target meets only those around it.
  std::vector<Place> places_;
  float widest_ = 0;
  std::vector<Candidate> candidates_;
};

}  // namespace pipewright::standin::tracking
