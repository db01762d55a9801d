// SPDX-License-Identifier: Apache-2.0
#include "audience.hpp"

#include <gst/video/video.h>

namespace pipewright::standin::rtsp {

void Audience::join(const std::shared_ptr<MediaFeed>& feed) {
  const std::lock_guard lock(mutex_);
  std::erase_if(feeds_, [](const auto& each) { return each.expired(); });
  feeds_.push_back(feed);
  for (const Track track : kTracks) {
    if (has_ended_[static_cast<std::size_t>(track)]) feed->end(track);
  }
}

void Audience::push(Track track, GstSample* sample) {
  const std::lock_guard lock(mutex_);
  for (const auto& each : feeds_) {
    if (const auto feed = each.lock()) feed->push(track, sample);
  }
}

void Audience::end(Track track) {
  const std::lock_guard lock(mutex_);
  has_ended_[static_cast<std::size_t>(track)] = true;
  for (const auto& each : feeds_) {
    if (const auto feed = each.lock()) feed->end(track);
  }
}

void Audience::ask_for_key_frame() {
  if (!video_pad_) return;
  constexpr gboolean kWithHeaders = TRUE;
  gst_pad_push_event(video_pad_.get(), gst_video_event_new_upstream_force_key_unit(
                                           GST_CLOCK_TIME_NONE, kWithHeaders, 0));
}

}  // namespace pipewright::standin::rtsp
