// SPDX-License-Identifier: Apache-2.0
#include "frame_pacer.hpp"

namespace pipewright::standin {

void FramePacer::watch(GstPad* pad) {
  gst_pad_add_probe(
      pad, static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_FLUSH),
      &FramePacer::on_data, new std::shared_ptr<FramePacer>(shared_from_this()),
      [](gpointer data) { delete static_cast<std::shared_ptr<FramePacer>*>(data); });
}

GstPadProbeReturn FramePacer::on_data(GstPad*, GstPadProbeInfo* info, gpointer data) {
  FramePacer& self = **static_cast<std::shared_ptr<FramePacer>*>(data);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    self.wait();
  } else if (GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_FLUSH_START) {
    self.interrupt();
  } else {
    self.resume();
  }
  return GST_PAD_PROBE_OK;
}

bool FramePacer::wait() {
  std::unique_lock lock(mutex_);
  if (last_) changed_.wait_until(lock, *last_ + interval_, [this] { return is_interrupted_; });
  last_ = std::chrono::steady_clock::now();
  return !is_interrupted_;
}

void FramePacer::interrupt() {
  const std::lock_guard lock(mutex_);
  is_interrupted_ = true;
  changed_.notify_all();
}

void FramePacer::resume() {
  const std::lock_guard lock(mutex_);
  is_interrupted_ = false;
  last_.reset();
}

}  // namespace pipewright::standin
