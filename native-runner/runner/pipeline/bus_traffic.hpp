// SPDX-License-Identifier: Apache-2.0
// Counts, where they are posted, the messages of each element and the streaming threads it has.
#pragma once

#include <gst/gst.h>

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace pipewright {

/// What an element said about its own lateness, in GStreamer's QoS messages.
struct QosReport {
  std::uint64_t messages = 0;
  std::uint64_t processed = 0;  ///< of the newest message; buffers or frames
  std::uint64_t dropped = 0;
  std::int64_t jitter_nanos = 0;  ///< how late the newest was; negative: early
  double proportion = 0;          ///< rate that would keep up; below 1: it is too slow
};

/// What one element of the plan, with all that is inside of it, has posted.
struct MessageCount {
  std::uint64_t total = 0;
  /// By bit of GstMessageType; the extended types share the last one.
  std::array<std::uint64_t, 32> by_type = {};
  QosReport qos;

  /// GStreamer's name of the most frequent type.
  [[nodiscard]] std::string frequent_type() const;
};

/// Any thread.
class BusTraffic {
 public:
  /// `pipeline` outlives this.
  explicit BusTraffic(GstElement* pipeline) : pipeline_(pipeline) {}

  /// Counts a message; in the thread that posts it.
  void count(GstMessage* message);

  /// By plan element; what the pipeline itself posts is not counted.
  [[nodiscard]] std::map<std::string, MessageCount> messages() const;
  /// Of one plan element; without messages before the first.
  [[nodiscard]] QosReport qos(const std::string& element) const;
  /// Streaming threads that are running, by plan element.
  [[nodiscard]] std::map<std::string, std::uint32_t> threads() const;

  /// An element has left the pipeline.
  void forget(const std::string& element);

 private:
  void count_thread(GstMessage* message);

  GstElement* const pipeline_;
  mutable std::mutex mutex_;
  std::map<std::string, MessageCount> messages_;
  std::map<std::string, std::uint32_t> threads_;
};

/// The pipeline's child that an object is in: its name, or empty for the pipeline itself.
std::string nearest_plan_element(GstObject* object, GstElement* pipeline);

}  // namespace pipewright
