// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/result.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/data_associator.hpp"
#include "standin/tracking/lost_tracks.hpp"
#include "standin/tracking/target.hpp"

namespace pipewright::standin::tracking {

/// A target that is reported for a frame.
struct TrackedObject {
  std::uint64_t id = 0;
  Box box;
  int class_id = 0;
  /// From 0 to 1 with a visual tracker, otherwise 1.
  float confidence = 0;
  /// Index of its detection in the frame's input; none when the box is a prediction.
  std::optional<std::size_t> detection;
  /// Its ReID feature, where there is one; valid until the next update.
  std::span<const float> feature = {};
};

/// One frame of a stream.
struct FrameInput {
  std::span<const TrackerDetection> detections;
  /// False where the detector did not look at the frame.
  bool inference_done = true;
  std::uint32_t frame_num = 0;
  /// Needed by trackers that look at pictures.
  TrackedPicture picture = {};
};

/// Hands out the lower halves of object ids; shared by the trackers of all streams, so that ids
/// differ between streams.
class IdSource {
 public:
  std::uint32_t next() { return next_++; }

 private:
  std::uint32_t next_ = 0;
};

/// What the trackers of several streams share. `visual` and `reid` are null where the configuration
/// has no such part.
struct SharedParts {
  const TrackerConfig* config = nullptr;
  VisualTracker* visual = nullptr;
  ReidNetwork* reid = nullptr;
  IdSource* ids = nullptr;
};

/// Tracks the objects of one stream: association with detections, a state estimator and perhaps a
/// visual tracker per target, probation before a target is reported and shadow tracking while it is
/// not seen. No GStreamer, no threads; coordinates are pixels of the size given at construction.
class StreamTracker {
 public:
  /// `parts` outlive the tracker; `id_upper_half` becomes the upper 32 bits of every id.
  StreamTracker(const SharedParts& parts, float width, float height,
                std::uint32_t id_upper_half = 0);

  /// Advances one frame. Where no inference was done there were no detections to be had: targets
  /// move on by prediction or by their look, and do not age. The spans below are of this frame.
  Result<void> update(const FrameInput& frame);

  std::span<const TrackedObject> reported() const { return reported_; }
  /// Of targets that are reported now: their points of the frames before, in which they were not.
  std::span<const Track> past_tracks() const { return past_tracks_; }
  /// Known targets that are not reported in this frame, with one point each.
  std::span<const Track> shadow_tracks() const { return shadow_tracks_; }
  /// Known targets that ended with this frame.
  std::span<const Track> ended_tracks() const { return ended_tracks_; }

  std::size_t num_targets() const { return targets_.size(); }

 private:
  void predict(const FrameInput& frame);
  void correct(Target& target, const TrackerDetection& detection);
  Box unclipped(const Target& target, Box box) const;
  void settle(Target& target, const FrameInput& frame);
  bool is_seen(const Target& target, bool inference_done) const;
  void search(const FrameInput& frame);
  void learn_looks(const FrameInput& frame);
  void keep_feature(Target& target);
  Result<void> extract_all(const FrameInput& frame);
  Result<void> extract_due(std::span<const Target> targets, const FrameInput& frame);
  bool is_feature_due(const Target& target) const;
  void start_targets(const FrameInput& frame);
  void end_targets();
  bool has_ended(const Target& target) const;
  void report(const FrameInput& frame);
  void name(Target& target);
  TrackPoint point_of(const Target& target, std::uint32_t frame_num) const;

  SharedParts parts_;
  const TrackerConfig& config_;
  float frame_width_;
  float frame_height_;
  std::uint32_t id_upper_half_;
  DataAssociator associator_;
  LostTracks lost_;
  FilterPool filters_;
  std::vector<Target> targets_;
  /// Those that the visual tracker looks at.
  std::vector<VisualTarget> looked_at_;
  bool looks_at_pictures_ = false;
  bool has_features_ = false;
  /// Detections that the ReID network looks at.
  std::vector<std::size_t> wanted_;
  std::vector<TrackedObject> reported_;
  std::vector<Track> past_tracks_;
  std::vector<Track> shadow_tracks_;
  std::vector<Track> ended_tracks_;
};

}  // namespace pipewright::standin::tracking
