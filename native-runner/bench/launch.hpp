// SPDX-License-Identifier: Apache-2.0
// Pipelines of the benchmarks. What goes wrong ends the program.
#pragma once

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>

#include "bench/stopwatch.hpp"
#include "common/gst_ptr.hpp"

namespace pipewright::bench {

[[noreturn]] inline void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(EXIT_FAILURE);
}

inline ElementPtr launch(const std::string& description) {
  GError* error = nullptr;
  GstElement* pipeline = gst_parse_launch(description.c_str(), &error);
  if (pipeline == nullptr) fail(error->message);
  return share_object(pipeline);
}

inline ElementPtr find(const ElementPtr& bin, const std::string& name) {
  return ElementPtr(gst_bin_get_by_name(GST_BIN(bin.get()), name.c_str()));
}

/// The text of an error message.
inline std::string error_text(GstMessage* message) {
  GError* error = nullptr;
  gst_message_parse_error(message, &error, nullptr);
  return GErrorPtr(error)->message;
}

/// Waits until all data has arrived.
inline void wait_for_end(const ElementPtr& pipeline) {
  const BusPtr bus(gst_element_get_bus(pipeline.get()));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus.get(), GST_CLOCK_TIME_NONE,
                                 static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) fail(error_text(message.get()));
}

/// The next sample of an appsink, or null at the end. Looks for errors meanwhile, with which the
/// sink would wait for ever; `path` is the video that is read.
inline GstSample* pull(const ElementPtr& pipeline, const ElementPtr& sink,
                       const std::string& path) {
  GstAppSink* app_sink = GST_APP_SINK(sink.get());
  const BusPtr bus(gst_element_get_bus(pipeline.get()));
  while (true) {
    if (GstSample* sample = gst_app_sink_try_pull_sample(app_sink, GST_SECOND)) return sample;
    const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
    if (message) fail("'" + path + "': " + error_text(message.get()));
    if (gst_app_sink_is_eos(app_sink) != FALSE) return nullptr;
  }
}

/// Buffers that come to sinks, from the first on.
class Arrivals {
 public:
  /// Watches a sink that has signal-handoffs. The object has to outlive the pipeline's run.
  void watch(const ElementPtr& sink) {
    g_signal_connect(sink.get(), "handoff", G_CALLBACK(&Arrivals::note), this);
  }

  /// Buffers behind the first per second until the last one.
  double buffers_per_second() const {
    if (num_after_first_ == 0) fail("too few buffers came out of the pipeline");
    return num_after_first_ / seconds_;
  }

 private:
  static void note(GstElement*, GstBuffer*, GstPad*, gpointer data) {
    auto& self = *static_cast<Arrivals*>(data);
    const std::lock_guard lock(self.mutex_);
    if (!self.since_first_) {
      self.since_first_.emplace();
      return;
    }
    ++self.num_after_first_;
    self.seconds_ = self.since_first_->seconds();
  }

  std::mutex mutex_;
  std::optional<Stopwatch> since_first_;
  int num_after_first_ = 0;
  double seconds_ = 0;
};

}  // namespace pipewright::bench
