// SPDX-License-Identifier: Apache-2.0
#include "ntp_time.hpp"

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

/// Unix time of the sender, if the source put it on the buffer.
guint64 sender_time(GstBuffer* buffer) {
  static GstCaps* ntp_caps = gst_caps_new_empty_simple("timestamp/x-ntp");
  constexpr guint64 kNtpToUnixSeconds = 2208988800;
  const GstReferenceTimestampMeta* meta = gst_buffer_get_reference_timestamp_meta(buffer, ntp_caps);
  if (meta == nullptr || meta->timestamp < kNtpToUnixSeconds * GST_SECOND) return 0;
  return meta->timestamp - kNtpToUnixSeconds * GST_SECOND;
}

}  // namespace

void NtpTime::configure(bool uses_system_time, GstClockTime frame_duration) {
  uses_system_time_ = uses_system_time;
  frame_duration_ = frame_duration;
}

guint64 NtpTime::of(GstBuffer* buffer) {
  if (uses_system_time_) return static_cast<guint64>(g_get_real_time()) * GST_USECOND;
  const guint64 ntp = sender_time(buffer);
  return ntp == 0 ? 0 : mended(ntp, GST_BUFFER_PTS(buffer));
}

void NtpTime::reset() {
  measured_duration_ = 0;
  last_ntp_ = 0;
  last_pts_ = GST_CLOCK_TIME_NONE;
}

/// A sender's clock may jump back or stall when its reports change. As in DeepStream a time that is
/// less than nine tenths of a frame behind its predecessor becomes the predecessor's plus a frame.
guint64 NtpTime::mended(guint64 ntp, GstClockTime pts) {
  if (GST_CLOCK_TIME_IS_VALID(pts) && GST_CLOCK_TIME_IS_VALID(last_pts_) && pts > last_pts_) {
    measured_duration_ = pts - last_pts_;
  }
  last_pts_ = pts;
  const GstClockTime duration = frame_duration_ == 0 ? measured_duration_ : frame_duration_;
  const bool mends = GST_CLOCK_TIME_IS_VALID(frame_duration_) && duration > 0 && last_ntp_ > 0;
  if (mends && ntp < last_ntp_ + duration * 9 / 10) ntp = last_ntp_ + duration;
  last_ntp_ = ntp;
  return ntp;
}

}  // namespace pipewright::standin
