// SPDX-License-Identifier: Apache-2.0
// Writes encoded streams into a file, in a small pipeline of its own.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "common/result.hpp"
#include "recording_cache.hpp"

namespace pipewright::standin::record {

/// The file and its tracks; a track without caps is left out.
struct RecordingFile {
  std::string path;
  bool is_matroska = false;
  CapsPtr video;
  CapsPtr audio;
};

class RecordingWriter {
 public:
  /// Called once, from a thread of the writer's: the file is complete, or `problem` says why not.
  using Done = std::function<void(const std::string& problem)>;

  static Result<std::unique_ptr<RecordingWriter>> create(const RecordingFile& file, Done done);
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  /// Queues a packet; its time in the file counts from the first one. Does not wait.
  void write(const Packet& packet);
  /// No more packets come.
  void end();
  /// Closes the file; not from the thread that called `done`.
  void close();
  /// From the first packet to the end of the last one.
  [[nodiscard]] GstClockTime duration() const { return duration_; }

 private:
  explicit RecordingWriter(Done done) : done_(std::move(done)) {}
  Result<void> build(const RecordingFile& file);
  Result<GstElement*> add_element(const std::string& factory);
  Result<GstElement*> add_track(GstCaps* caps, GstElement* muxer);
  static GstBusSyncReply on_message(GstBus* bus, GstMessage* message, gpointer data);

  Done done_;
  std::atomic<bool> is_done_ = true;  // nobody is told before it is built
  ElementPtr pipeline_;
  GstElement* video_ = nullptr;  // appsrcs, owned by the pipeline
  GstElement* audio_ = nullptr;
  GstClockTime origin_ = GST_CLOCK_TIME_NONE;
  GstClockTime duration_ = 0;
};

}  // namespace pipewright::standin::record
