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

/// What one element of the plan, with all that is inside of it, has posted.
struct MessageCount {
  std::uint64_t total = 0;
  /// By bit of GstMessageType; the extended types share the last one.
  std::array<std::uint64_t, 32> by_type = {};

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
  /// Streaming threads that are running, by plan element.
  [[nodiscard]] std::map<std::string, std::uint32_t> threads() const;

 private:
  void count_thread(GstMessage* message);

  GstElement* const pipeline_;
  mutable std::mutex mutex_;
  std::map<std::string, MessageCount> messages_;
  std::map<std::string, std::uint32_t> threads_;
  const void* last_source_ = nullptr;  // of a flood; looking up its element once is enough
  MessageCount* last_count_ = nullptr;
};

/// The pipeline's child that an object is in: its name, or empty for the pipeline itself.
std::string nearest_plan_element(GstObject* object, GstElement* pipeline);

}  // namespace pipewright
