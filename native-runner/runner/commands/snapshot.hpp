// SPDX-License-Identifier: Apache-2.0
// One picture of a pad as PNG.
#pragma once

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include <functional>
#include <memory>

#include "runner/commands/snapshot_tap.hpp"
#include "runner/error.hpp"
#include "runner/main_queue.hpp"

namespace pipewright {

/// Waits for a picture, converts it in a small pipeline of its own, and is done. Main thread only.
class Snapshot : public std::enable_shared_from_this<Snapshot> {
 public:
  /// Runs once, on the main thread.
  using Callback = std::function<void(Outcome<runner::TakeSnapshotResult>)>;

  Snapshot(runner::TakeSnapshot request, PadWatch& watch, MainQueue& main, Callback done);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  /// Takes the picture that the sink right behind the pad holds, if the pipeline is paused and
  /// there is one, else the next that passes.
  void start(bool is_paused);

  /// Answers with NO_PICTURE, as the pad or the run ends.
  void cancel(const std::string& reason);

  [[nodiscard]] const PadWatch& watch() const { return watch_; }
  /// It has answered: it can go.
  [[nodiscard]] bool is_done() const { return done_ == nullptr; }

 private:
  bool take_from_sink();
  void convert(const TakenPicture& picture);
  void finish(Outcome<runner::TakeSnapshotResult> result);
  /// Lets go of the pad and of its own pipeline.
  void close();
  void fail(const std::string& why);
  [[nodiscard]] PictureSize wanted_size(const PictureSource& source) const;
  static GstFlowReturn on_png(GstAppSink* sink, gpointer user_data);
  static gboolean on_message(GstBus* bus, GstMessage* message, gpointer user_data);

  const runner::TakeSnapshot request_;
  PadWatch& watch_;
  MainQueue& main_;
  Callback done_;
  std::shared_ptr<SnapshotTap> tap_;
  ElementPtr pipeline_;
  PictureSize size_;
  guint bus_watch_ = 0;
  guint timer_ = 0;
};

}  // namespace pipewright
