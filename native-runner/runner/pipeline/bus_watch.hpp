// SPDX-License-Identifier: Apache-2.0
// Turns the messages on a pipeline's bus into what the server gets to know.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>

#include "common/gst_ptr.hpp"
#include "pipewright/runner.pb.h"

namespace pipewright {

/// Receives a pipeline's messages on the main thread.
class BusListener {
 public:
  virtual ~BusListener() = default;
  /// The pipeline itself changed its state.
  virtual void on_state_changed(GstState state, GstState pending) = 0;
  virtual void on_end_of_stream() = 0;
  /// An error, warning or info; equal ones come at most once a second.
  virtual void on_bus_message(const runner::BusMessage& message) = 0;
  /// An error, every time.
  virtual void on_error() = 0;
  virtual void on_latency_changed() = 0;
  virtual void on_clock_lost() = 0;
  /// A sink is done with a step that was asked of it.
  virtual void on_step_done() {}
  /// An element of the plan, or one inside of it, tells how late it is.
  virtual void on_qos(const std::string& element, GstMessage* message) = 0;
};

/// Watches the bus of a pipeline from the default main context.
class BusWatch {
 public:
  BusWatch(GstElement* pipeline, BusListener& listener);
  ~BusWatch();
  BusWatch(const BusWatch&) = delete;
  BusWatch& operator=(const BusWatch&) = delete;

  /// Handles what is on the bus now, without waiting for the main loop's turn.
  void drain();

 private:
  /// Equal messages of the last second.
  struct Folded {
    runner::BusMessage message;
    std::chrono::steady_clock::time_point last_sent;
  };

  static gboolean on_message(GstBus* bus, GstMessage* message, gpointer user_data);
  static gboolean on_fold_timer(gpointer user_data);
  void handle(GstMessage* message);
  void handle_report(GstMessage* message, runner::Severity severity);
  void send_folded();

  GstElement* pipeline_;
  BusListener& listener_;
  BusPtr bus_;
  guint watch_;
  guint fold_timer_ = 0;
  std::map<std::string, Folded> folded_;
};

/// The pipeline's child that an object is in: its name, or empty for the pipeline itself.
std::string nearest_plan_element(GstObject* object, GstElement* pipeline);

}  // namespace pipewright
