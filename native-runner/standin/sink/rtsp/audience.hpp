// SPDX-License-Identifier: Apache-2.0
// Everyone who gets a broadcast now.
#pragma once

#include <gst/gst.h>

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include "broadcast_track.hpp"
#include "common/gst_ptr.hpp"
#include "media_feed.hpp"

namespace pipewright::standin::rtsp {

/// The feeds of a server's media, which come and go in the server's threads while frames come in
/// the pipeline's. Media own their feeds.
class Audience {
 public:
  /// New players ask this sink pad's encoder for a key frame; null where there is no video.
  explicit Audience(PadPtr video_pad) : video_pad_(std::move(video_pad)) {}

  void join(const std::shared_ptr<MediaFeed>& feed);
  void push(Track track, GstSample* sample);
  /// Ends the track for all who listen and for all who come later.
  void end(Track track);
  void ask_for_key_frame();

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<MediaFeed>> feeds_;
  std::array<bool, kNumTracks> has_ended_ = {};
  PadPtr video_pad_;
};

}  // namespace pipewright::standin::rtsp
