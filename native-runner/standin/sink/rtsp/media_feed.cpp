// SPDX-License-Identifier: Apache-2.0
#include "media_feed.hpp"

#include <gst/app/gstappsrc.h>

#include <algorithm>

namespace pipewright::standin::rtsp {

MediaFeed::MediaFeed(GstElement* media_bin) {
  for (const Track track : kTracks) {
    sources_[static_cast<std::size_t>(track)].reset(
        gst_bin_get_by_name(GST_BIN_CAST(media_bin), source_name(track)));
  }
}

bool MediaFeed::takes(Track track, GstBuffer* buffer, GstClockTime running_time) {
  GstElement* source = sources_[static_cast<std::size_t>(track)].get();
  // Until it plays, its running time counts from nowhere.
  if (GST_STATE(source) != GST_STATE_PLAYING) return false;
  const GstClockTime base_time = gst_element_get_base_time(source);
  if (base_time_ != base_time) {
    const GstClockTime now = gst_element_get_current_running_time(source);
    if (!GST_CLOCK_TIME_IS_VALID(now)) return false;
    shift_ = GST_CLOCK_DIFF(running_time, now);
    base_time_ = base_time;
    has_key_frame_ = false;
  }
  if (track == Track::kAudio || has_key_frame_) return true;
  has_key_frame_ = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  return has_key_frame_;
}

void MediaFeed::push(Track track, GstSample* sample) {
  auto* source = GST_APP_SRC(sources_[static_cast<std::size_t>(track)].get());
  GstBuffer* buffer = gst_sample_get_buffer(sample);
  if (source == nullptr || buffer == nullptr) return;
  const GstSegment* segment = gst_sample_get_segment(sample);
  const auto running_time = [&](GstClockTime time) {
    return gst_segment_to_running_time(segment, GST_FORMAT_TIME, time);
  };
  const GstClockTime time = running_time(GST_BUFFER_DTS_OR_PTS(buffer));
  if (!GST_CLOCK_TIME_IS_VALID(time)) return;
  const std::lock_guard lock(mutex_);
  if (!takes(track, buffer, time)) return;
  const auto shifted = [&](GstClockTime stamp) {
    const GstClockTime running = running_time(stamp);
    if (!GST_CLOCK_TIME_IS_VALID(running)) return running;
    return static_cast<GstClockTime>(
        std::max<GstClockTimeDiff>(static_cast<GstClockTimeDiff>(running) + shift_, 0));
  };
  // The data is shared; media have times of their own.
  GstBuffer* own = gst_buffer_copy(buffer);
  GST_BUFFER_PTS(own) = shifted(GST_BUFFER_PTS(buffer));
  GST_BUFFER_DTS(own) = shifted(GST_BUFFER_DTS(buffer));
  gst_app_src_set_caps(source, gst_sample_get_caps(sample));
  gst_app_src_push_buffer(source, own);
}

void MediaFeed::end(Track track) {
  auto* source = GST_APP_SRC(sources_[static_cast<std::size_t>(track)].get());
  if (source != nullptr) gst_app_src_end_of_stream(source);
}

}  // namespace pipewright::standin::rtsp
