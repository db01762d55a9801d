// SPDX-License-Identifier: Apache-2.0
#include "encoder_times.hpp"

#include <deque>
#include <memory>
#include <mutex>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

/// The running times of the frames that are being encoded.
struct FrameTimes {
  std::mutex mutex;
  std::deque<GstClockTime> entered;
};
using SharedTimes = std::shared_ptr<FrameTimes>;

/// A time converted by the pad's segment: encoders move theirs, so that no decoding time is below
/// 0.
GstClockTime in_segment(GstPad* pad, GstClockTime time,
                        guint64 (*convert)(const GstSegment*, GstFormat, guint64)) {
  const GstPtr<GstEvent> event(gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0));
  if (!event) return time;
  const GstSegment* segment = nullptr;
  gst_event_parse_segment(event.get(), &segment);
  return convert(segment, GST_FORMAT_TIME, time);
}

GstPadProbeReturn on_input(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
  FrameTimes& times = **static_cast<SharedTimes*>(data);
  const std::lock_guard lock(times.mutex);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    times.entered.push_back(in_segment(pad, GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)),
                                       &gst_segment_to_running_time));
  } else if (GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_FLUSH_STOP) {
    times.entered.clear();
  }
  return GST_PAD_PROBE_OK;
}

GstPadProbeReturn on_output(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
  FrameTimes& times = **static_cast<SharedTimes*>(data);
  const std::lock_guard lock(times.mutex);
  if (times.entered.empty()) return GST_PAD_PROBE_OK;
  GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
  const GstClockTime time =
      in_segment(pad, times.entered.front(), &gst_segment_position_from_running_time);
  GST_BUFFER_PTS(buffer) = time;
  GST_BUFFER_DTS(buffer) = time;
  times.entered.pop_front();
  GST_PAD_PROBE_INFO_DATA(info) = buffer;
  return GST_PAD_PROBE_OK;
}

void watch(GstElement* encoder, const char* pad_name, int types, GstPadProbeCallback callback,
           const SharedTimes& times) {
  const PadPtr pad(gst_element_get_static_pad(encoder, pad_name));
  gst_pad_add_probe(pad.get(), static_cast<GstPadProbeType>(types), callback,
                    new SharedTimes(times),
                    [](gpointer data) { delete static_cast<SharedTimes*>(data); });
}

}  // namespace

void keep_frame_times(GstElement* encoder) {
  const auto times = std::make_shared<FrameTimes>();
  watch(encoder, "sink", GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_FLUSH, &on_input,
        times);
  watch(encoder, "src", GST_PAD_PROBE_TYPE_BUFFER, &on_output, times);
}

}  // namespace pipewright::standin
