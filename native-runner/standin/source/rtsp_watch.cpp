// SPDX-License-Identifier: Apache-2.0
// Reconnection of UriSource: a clock looks after RTSP sources every second.

#include <algorithm>

#include "common/text.hpp"
#include "gst-nvdscustommessage.h"
#include "uri_source.hpp"

GST_DEBUG_CATEGORY_EXTERN(nvurisrcbin_debug);
#define GST_CAT_DEFAULT nvurisrcbin_debug

namespace pipewright::standin {

bool UriSource::reconnects() const {
  if (is_ending_) return false;
  const unsigned interval =
      had_data_ ? properties_->uint_value(uri_props::kRtspReconnectInterval)
                : std::max(properties_->uint_value(uri_props::kRtspReconnectInterval),
                           properties_->uint_value(uri_props::kInitRtspReconnectInterval));
  return interval > 0;
}

GstPadProbeReturn UriSource::on_output(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& self = *static_cast<UriSource*>(data);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    self.last_data_micros_.store(g_get_monotonic_time(), std::memory_order_relaxed);
    self.had_data_.store(true, std::memory_order_relaxed);
    return GST_PAD_PROBE_OK;
  }
  // A server that says goodbye is not the end of a source that connects again.
  const bool is_goodbye = GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_EOS &&
                          self.is_rtsp() && self.reconnects();
  return is_goodbye ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

void UriSource::start_watch() {
  // The clock's thread may still be in the callback when the watch is taken back, so it owns the
  // bin too.
  struct Watch {
    ElementPtr bin;
    UriSource* source;
  };
  GstClock* clock = gst_system_clock_obtain();
  watch_ = gst_clock_new_periodic_id(clock, gst_clock_get_time(clock) + GST_SECOND, GST_SECOND);
  gst_clock_id_wait_async(
      watch_,
      [](GstClock*, GstClockTime, GstClockID, gpointer data) -> gboolean {
        static_cast<Watch*>(data)->source->on_watch_tick();
        return TRUE;
      },
      new Watch{share_object(bin_), this}, [](gpointer data) { delete static_cast<Watch*>(data); });
  gst_object_unref(clock);
}

void UriSource::stop_watch() {
  if (watch_ == nullptr) return;
  gst_clock_id_unschedule(watch_);
  gst_clock_id_unref(watch_);
  watch_ = nullptr;
}

void UriSource::on_watch_tick() {
  if (!reconnects()) return;
  const unsigned later = properties_->uint_value(uri_props::kRtspReconnectInterval);
  const unsigned first = properties_->uint_value(uri_props::kInitRtspReconnectInterval);
  const unsigned interval_seconds = had_data_ || first == 0 ? later : first;
  const gint64 silence = g_get_monotonic_time() - last_data_micros_;
  if (silence < static_cast<gint64>(interval_seconds) * G_USEC_PER_SEC) return;
  // Until the restart has run, the source counts as fresh.
  last_data_micros_ = g_get_monotonic_time();
  gst_element_call_async(
      bin_, [](GstElement*, gpointer data) { static_cast<UriSource*>(data)->reconnect(); }, this,
      nullptr);
}

void UriSource::reconnect() {
  const std::lock_guard lifecycle(lifecycle_mutex_);
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || is_ending_) return;
    if (had_data_) num_reconnects_ = 0;
    ++num_reconnects_;
    const int limit = properties_->int_value(uri_props::kRtspReconnectAttempts);
    if (limit > 0 && num_reconnects_ > limit) {
      is_stopping_ = true;
    }
  }
  if (is_stopping_) {
    NvDsRtspAttemptsInfo attempts{TRUE,
                                  static_cast<guint>(properties_->int_value(uri_props::kSourceId))};
    gst_element_post_message(
        bin_, gst_nvmessage_reconnect_attempt_exceeded(GST_OBJECT_CAST(bin_), &attempts));
    GST_ELEMENT_ERROR(
        bin_, RESOURCE, READ,
        ("%s gives %s up after %d attempts to connect again. Check the camera and the "
         "network, or raise rtsp-reconnect-attempts (-1 = no limit).",
         GST_OBJECT_NAME(bin_), uri_.c_str(), num_reconnects_ - 1),
        (nullptr));
    return;
  }
  GST_INFO_OBJECT(bin_, "connecting again to %s, attempt %d", uri_.c_str(), num_reconnects_);
  tear_down();
  if (!build()) return;
  GstElement* source = nullptr;
  {
    const std::lock_guard lock(mutex_);
    source = elements_.front();
  }
  gst_element_sync_state_with_parent(source);
}

}  // namespace pipewright::standin
