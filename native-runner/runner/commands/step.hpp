// SPDX-License-Identifier: Apache-2.0
// Lets a paused pipeline advance by a few pictures or milliseconds.
#pragma once

#include <gst/gst.h>

#include <functional>

#include "runner/error.hpp"

namespace pipewright {

/// Waits for all sinks to have stepped. Main thread only; one step at a time.
class Step {
 public:
  using Callback = std::function<void(Outcome<void>)>;

  ~Step();

  /// BAD_REQUEST for an amount of nothing, INVALID_STATE while the pipeline is not paused or
  /// another step is under way, NO_PICTURE when the sinks have not stepped after five seconds.
  void start(GstElement* pipeline, const runner::Step& request, Callback done);

  /// A sink has stepped (GST_MESSAGE_STEP_DONE).
  void on_step_done();

  /// Answers a step that is under way with INVALID_STATE.
  void cancel(const std::string& reason);

 private:
  void finish(Outcome<void> outcome);

  Callback done_;
  unsigned num_waiting_ = 0;
  guint timer_ = 0;
};

}  // namespace pipewright
