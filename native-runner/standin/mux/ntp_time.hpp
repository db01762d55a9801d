// SPDX-License-Identifier: Apache-2.0
// Wall-clock times of a source's frames: the system's, or those of the sender (RTCP).
#pragma once

#include <gst/gst.h>

namespace pipewright::standin {

/// One per source; used from that source's thread.
class NtpTime {
 public:
  /// `frame_duration` is the length by which a time that does not advance is mended: 0 is measured
  /// from the frames, NONE mends nothing.
  void configure(bool uses_system_time, GstClockTime frame_duration);
  /// The time of a frame in ns since 1970; 0 when the sender said none.
  guint64 of(GstBuffer* buffer);
  /// The source begins anew.
  void reset();

 private:
  guint64 mended(guint64 ntp, GstClockTime pts);

  bool uses_system_time_ = true;
  GstClockTime frame_duration_ = GST_CLOCK_TIME_NONE;
  GstClockTime measured_duration_ = 0;
  guint64 last_ntp_ = 0;
  GstClockTime last_pts_ = GST_CLOCK_TIME_NONE;
};

}  // namespace pipewright::standin
