// SPDX-License-Identifier: Apache-2.0
// Hands encoded frames of a running pipeline to the medium that an RTSP server makes for its
// players.
#pragma once

#include <gst/gst.h>

#include <array>
#include <mutex>
#include <optional>

#include "broadcast_track.hpp"
#include "common/gst_ptr.hpp"

namespace pipewright::standin::rtsp {

/// The way into one medium. Its calls may come from any thread.
class MediaFeed {
 public:
  /// `media_bin` has an appsrc per track, named as source_name says.
  explicit MediaFeed(GstElement* media_bin);

  /// Moves the frame from the pipeline's running time to the medium's, by the same for all tracks.
  /// What comes before the medium plays, and video before a key frame, is left out.
  void push(Track track, GstSample* sample);

  /// The track's last frame has been pushed.
  void end(Track track);

 private:
  [[nodiscard]] bool takes(Track track, GstBuffer* buffer, GstClockTime running_time);

  std::mutex mutex_;
  std::array<ElementPtr, kNumTracks> sources_;
  GstClockTimeDiff shift_ = 0;  // from the pipeline's running time to the medium's
  /// Of the medium when `shift_` was found; it is another one after a pause of all players.
  std::optional<GstClockTime> base_time_;
  bool has_key_frame_ = false;
};

}  // namespace pipewright::standin::rtsp
