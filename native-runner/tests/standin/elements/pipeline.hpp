// SPDX-License-Identifier: Apache-2.0
// Runs launch lines with the built stand-in and keeps what arrives.
#pragma once

#include <gst/gst.h>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"

namespace pipewright::standin::testing {

/// What came of a run.
struct Outcome {
  bool is_eos = false;
  std::string error;         ///< the first error's text
  std::string error_source;  ///< the element that posted it
  std::vector<std::string> warnings;
  std::vector<unsigned> ended_streams;  ///< sources whose end the mux reported
  std::vector<std::string> notices;     ///< other element messages, as texts
};

/// A pipeline out of a launch line. Every buffer and event that reaches the sink pad of an element
/// whose name starts with `out` is kept by that name.
class Pipeline {
 public:
  explicit Pipeline(const std::string& launch_line);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  [[nodiscard]] GstElement* get() const { return pipeline_.get(); }
  [[nodiscard]] ElementPtr element(const char* name) const;

  /// To PLAYING, until EOS, an error, or `is_done` (asked at every message and 20 times a second);
  /// then to NULL. Fails the test after 60 s.
  Outcome run(const std::function<bool()>& is_done = nullptr);

  [[nodiscard]] std::vector<BufferPtr> buffers(const std::string& name = "out") const;
  [[nodiscard]] std::size_t num_buffers(const std::string& name = "out") const;
  /// Events by type name and structure name, e.g. "eos", "nv-stream-eos-0".
  [[nodiscard]] std::vector<std::string> events(const std::string& name = "out") const;
  [[nodiscard]] CapsPtr caps(const std::string& name = "out") const;

 private:
  struct Output {
    Pipeline* owner;
    std::string name;
    std::vector<BufferPtr> buffers;
    std::vector<std::string> events;
    CapsPtr caps;
  };
  void watch(GstElement* element);
  static GstPadProbeReturn on_data(GstPad* pad, GstPadProbeInfo* info, gpointer data);
  [[nodiscard]] const Output* find(const std::string& name) const;

  GstPtr<GstElement> pipeline_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Output>> outputs_;
};

/// Calls `callback` in the streaming thread when the end of the stream reaches a sink.
void on_eos(GstElement* sink, std::function<void()> callback);

/// The frame metas of a buffer in the batch's order.
std::vector<NvDsFrameMeta*> frame_metas(GstBuffer* buffer);

/// The luma of a pixel of picture `index` of a surface buffer (NV12, I420) in the middle of which
/// we look.
int luma(GstBuffer* buffer, unsigned index, int x, int y);

/// A folder that goes with the test.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] std::string uri(const std::string& name) const { return "file://" + path(name); }
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

/// Writes an H.264 MP4 of a plain colour (videotestsrc pattern) with `num_frames` at 30 fps.
void make_video(const std::string& path, int num_frames, int width, int height,
                const std::string& pattern = "white", const std::string& muxer = "qtmux");

}  // namespace pipewright::standin::testing
