// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "standin/tracking/assignment.hpp"
#include "standin/tracking/kalman_axis.hpp"
#include "standin/tracking/tracker_config.hpp"

namespace pipewright::standin::tracking {

struct Box {
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;
};

struct TrackerDetection {
  Box box;
  int class_id = 0;
  float confidence = 0;
};

/// A target that is reported for a frame.
struct TrackedObject {
  std::uint64_t id = 0;
  Box box;
  int class_id = 0;
  /// 1 for a target seen in this frame; sinks with the frames since it was seen.
  float confidence = 0;
  /// Index of its detection in the frame's input; none when the box is a prediction.
  std::optional<std::size_t> detection;
};

/// Hands out the lower halves of object ids; shared by the trackers of all streams, so that ids
/// differ between streams.
class IdSource {
 public:
  std::uint32_t next() { return next_++; }

 private:
  std::uint32_t next_ = 0;
};

/// Tracks the objects of one stream: association by overlap, a constant-velocity Kalman filter per
/// target, probation before a target is reported and shadow tracking while it is not seen.
/// No GStreamer, no threads; coordinates are pixels of the size given at construction.
class IouTracker {
 public:
  /// `id_upper_half` becomes the upper 32 bits of every id.
  IouTracker(const TrackerConfig& config, float width, float height, IdSource& ids,
             std::uint32_t id_upper_half = 0);

  /// Advances one frame. With `inference_done` false there were no detections to be had: targets
  /// move on by prediction, stay reported and do not age. The result is valid until the next call.
  std::span<const TrackedObject> update(std::span<const TrackerDetection> detections,
                                        bool inference_done);

  std::size_t num_targets() const { return targets_.size(); }

 private:
  struct Target {
    std::optional<std::uint64_t> id;
    int class_id = 0;
    KalmanAxis center_x, center_y, width, height;
    unsigned num_matches = 1;
    unsigned frames_unseen = 0;
    unsigned frames_predicted = 0;
    std::optional<std::size_t> detection;

    Box box() const;
  };

  struct Stage;

  Target start_target(const TrackerDetection& detection) const;
  void predict(Target& target) const;
  void correct(Target& target, const TrackerDetection& detection) const;
  void associate(std::span<const TrackerDetection> detections);
  void run_stage(std::span<const TrackerDetection> detections, const Stage& stage);
  void start_targets(std::span<const TrackerDetection> detections);
  void end_targets();
  bool is_reported(const Target& target) const;

  TrackerConfig config_;
  float frame_width_;
  float frame_height_;
  IdSource* ids_;
  std::uint32_t id_upper_half_;
  std::vector<Target> targets_;
  std::vector<bool> detection_used_;
  std::vector<std::size_t> order_;
  std::vector<Candidate> candidates_;
  std::vector<TrackedObject> reported_;
};

}  // namespace pipewright::standin::tracking
