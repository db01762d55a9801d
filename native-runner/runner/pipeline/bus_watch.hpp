// SPDX-License-Identifier: Apache-2.0
// Turns the messages on a pipeline's bus into what the server gets to know.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <memory>

#include "common/gst_ptr.hpp"
#include "pipewright/runner.pb.h"
#include "runner/pipeline/bus_traffic.hpp"
#include "runner/pipeline/report_folder.hpp"

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
  virtual void on_latency_changed() = 0;
  virtual void on_clock_lost() = 0;
  /// A sink is done with a step that was asked of it.
  virtual void on_step_done() {}
  /// An element asks for the end of the pipeline, as DeepStream's REST server does.
  virtual void on_end_requested() {}
  /// An element lacks a plugin; an element message as gst-plugins-base's pbutils has it.
  virtual void on_missing_plugin(GstMessage* message) = 0;
};

/// Watches the bus of a pipeline from the default main context. What nobody needs, and what only
/// repeats, is sorted out in the threads that post it: however many messages come, few are queued.
class BusWatch {
 public:
  BusWatch(GstElement* pipeline, BusListener& listener);
  ~BusWatch();
  BusWatch(const BusWatch&) = delete;
  BusWatch& operator=(const BusWatch&) = delete;

  /// Handles what is on the bus now, without waiting for the main loop's turn.
  void drain();

  [[nodiscard]] const BusTraffic& traffic() const { return sorter_->traffic; }
  /// An element has left the pipeline.
  void forget(const std::string& element) { sorter_->traffic.forget(element); }

 private:
  /// What the posting threads work on. The bus keeps it as long as one of them is at it.
  struct Sorter {
    explicit Sorter(GstElement* of) : pipeline(of), traffic(of) {}
    bool is_wanted(GstMessage* message);

    GstElement* const pipeline;
    BusTraffic traffic;
    ReportFolder folder;
    std::atomic<bool> is_latency_queued = false;
  };

  static GstBusSyncReply on_posted(GstBus* bus, GstMessage* message, gpointer user_data);
  static gboolean on_message(GstBus* bus, GstMessage* message, gpointer user_data);
  static gboolean on_fold_timer(gpointer user_data);
  void handle(GstMessage* message);
  void tell_report(GstMessage* message, std::uint32_t repeated);

  GstElement* pipeline_;
  BusListener& listener_;
  const std::shared_ptr<Sorter> sorter_;
  BusPtr bus_;
  guint watch_;
  guint fold_timer_ = 0;
};

}  // namespace pipewright
