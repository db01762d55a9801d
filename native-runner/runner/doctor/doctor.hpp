// SPDX-License-Identifier: Apache-2.0
// Looks after a running pipeline: whatever keeps it from doing its work is found and told by name.
#pragma once

#include <glib.h>

#include <string>

#include "runner/doctor/diagnosis_board.hpp"
#include "runner/doctor/flow_map.hpp"
#include "runner/doctor/load.hpp"
#include "runner/pipeline/pipeline.hpp"

namespace pipewright {

/// Main thread only. Examines a few times a second, without waiting for anything.
class Doctor {
 public:
  /// `pipeline` outlives the doctor. Settings left at 0 get their defaults.
  Doctor(const Pipeline& pipeline, const runner::DoctorSettings& settings,
         DiagnosisBoard::Report report);
  ~Doctor();
  Doctor(const Doctor&) = delete;
  Doctor& operator=(const Doctor&) = delete;

  /// The pipeline is asked for a state from now on.
  void start();
  /// The pipeline has ended, or is about to be stopped: nothing is expected of it any more.
  void stop();

  /// An error of an element, before the server gets it.
  void on_error(const runner::BusMessage& message);
  void on_missing_plugin(GstMessage* message);

 private:
  struct Limits {
    gint64 preroll;  // microseconds
    gint64 stall;
    std::uint32_t threads;
    double messages_per_second;
  };

  static Limits limits_of(const runner::DoctorSettings& settings);
  static gboolean on_timer(gpointer user_data);
  void examine();
  void examine_preroll(gint64 now);
  void examine_flow(gint64 now);
  void examine_load(gint64 now);

  const Pipeline& pipeline_;
  const Limits limits_;
  DiagnosisBoard board_;
  FlowMap map_;
  FloodWatch flood_;
  ThreadWatch threads_;
  GstState awaited_ = GST_STATE_NULL;
  gint64 awaited_since_ = 0;
  gint64 playing_since_ = 0;  // 0: it does not play
  gint64 next_load_look_ = 0;
  guint timer_ = 0;
};

}  // namespace pipewright
