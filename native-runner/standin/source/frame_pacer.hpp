// SPDX-License-Identifier: Apache-2.0
// Lets the frames of a file through one by one, as a camera would give them.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace pipewright::standin {

/// Thread-safe. Held by shared pointers, as the pad that it watches holds it too.
class FramePacer : public std::enable_shared_from_this<FramePacer> {
 public:
  explicit FramePacer(std::chrono::milliseconds interval) : interval_(interval) {}

  /// From now on the buffers of a source pad go on at the interval, or later. A flush ends the wait
  /// of the one that is being held.
  void watch(GstPad* pad);

  /// Waits until the interval since the last frame is over; false when it was woken before.
  bool wait();
  /// Wakes who waits; until resume() nobody waits any more.
  void interrupt();
  void resume();

 private:
  static GstPadProbeReturn on_data(GstPad* pad, GstPadProbeInfo* info, gpointer data);

  const std::chrono::milliseconds interval_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::optional<std::chrono::steady_clock::time_point> last_;  // when a frame was let through
  bool is_interrupted_ = false;
};

}  // namespace pipewright::standin
