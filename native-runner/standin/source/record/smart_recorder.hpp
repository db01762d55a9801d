// SPDX-License-Identifier: Apache-2.0
// Smart record: keeps the last seconds of a camera's encoded stream, and writes them and what
// follows into a file when it is told to.
#pragma once

#include <gst/gst.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "gst-nvdssr.h"
#include "recording_cache.hpp"
#include "recording_writer.hpp"

namespace pipewright::standin::record {

struct RecorderSettings {
  std::string folder;
  std::string prefix;  ///< of file names
  bool is_matroska = false;
  bool has_video = true;
  bool has_audio = true;
  unsigned cache_seconds = 0;
  unsigned default_seconds = 0;  ///< after the event, where start() says none
};

/// One source's recorder. Streams come from their threads; the others may be any.
class SmartRecorder : public std::enable_shared_from_this<SmartRecorder> {
 public:
  /// `bin` has the signal sr-done, and posts what goes wrong.
  SmartRecorder(GstElement* bin, RecorderSettings settings);

  /// Listens to a pad of encoded frames, if the track is to be recorded.
  void tap(GstPad* pad, Track track);
  /// Records from `seconds_back` before now until `seconds` (0: the default) after it. A recording
  /// under way goes on instead, with a warning.
  void start(unsigned seconds_back, unsigned seconds, gpointer user_data);
  /// Ends the recording under way.
  void stop();
  [[nodiscard]] bool is_recording() const;
  /// Ends the recording under way; waits until its file is complete and sr-done has been emitted.
  void close();

 private:
  enum class State { kIdle, kWaitingForKeyFrame, kWriting, kEnding, kWritten };

  static GstPadProbeReturn on_data(GstPad* pad, GstPadProbeInfo* info, gpointer data);
  void take_buffer(Track track, GstBuffer* buffer);
  void take_caps(Track track, GstCaps* caps);
  bool open_file();
  void end_file();
  void on_written(const std::string& problem);
  void finish();
  void report(RecordingWriter& writer, NvDsSRRecordingInfo info, std::string file_name,
              const std::string& problem, gpointer user_data);
  [[nodiscard]] std::string new_file_name() const;

  GstElement* bin_;
  RecorderSettings settings_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  State state_ = State::kIdle;
  RecordingCache cache_;
  CapsPtr caps_[2];
  GstClockTime last_time_[2] = {0, 0};
  std::unique_ptr<RecordingWriter> writer_;
  std::string file_name_;
  std::string problem_;
  GstClockTime end_ = GST_CLOCK_TIME_NONE;  // of the recording; not known before the first packet
  GstClockTime length_ = 0;                 // from the event to the end
  gpointer user_data_ = nullptr;
  std::optional<std::thread::id> reporter_;  // emits sr-done, or takes a writer down for it
};

}  // namespace pipewright::standin::record
