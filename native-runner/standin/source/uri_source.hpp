// SPDX-License-Identifier: Apache-2.0
// The insides of nvurisrcbin: from a URI to decoded streams on ghost pads.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "frame_pacer.hpp"
#include "loop_gate.hpp"
#include "properties/nvurisrcbin.gen.hpp"
#include "properties/property_store.hpp"
#include "record/smart_recorder.hpp"

namespace pipewright::standin {

namespace uri_props = properties::nvurisrcbin;

/// Debian's packages of the elements that a source is made of, for messages.
inline constexpr const char* kCorePackage = "libgstreamer1.0-0";
inline constexpr const char* kBasePackage = "gstreamer1.0-plugins-base";

/// Builds, watches and takes down what plays one URI. Owned by the bin it works in.
class UriSource {
 public:
  UriSource(GstElement* bin, PropertyStore* properties) : bin_(bin), properties_(properties) {}
  ~UriSource() = default;
  UriSource(const UriSource&) = delete;
  UriSource& operator=(const UriSource&) = delete;

  /// READY to PAUSED: puts the elements into the bin. Posts an error and is false when the URI
  /// cannot be played.
  bool start();
  /// Before PAUSED to READY: lets go of a frame that is held back.
  void stop_pacing();
  /// PAUSED to READY: removes elements and pads.
  void stop();
  /// Before EOS is sent into the bin: a file that plays in a loop and a camera that would be
  /// connected again end with it.
  void prepare_end();
  /// Looks at a message of an inner element; true when it was taken care of and must not be posted.
  bool handle_message(GstMessage* message);

  /// The recorder of a source that plays and has smart-record set; null otherwise.
  [[nodiscard]] std::shared_ptr<record::SmartRecorder> recorder();

 private:
  [[nodiscard]] bool is_rtsp() const;
  bool check_uri();
  bool make_recorder();
  bool build();
  GstElement* make(const char* factory, const char* package);
  GstElement* make_rtsp_source();
  void tear_down();
  void add(GstElement* element);

  void on_source_pad(GstPad* pad);
  void on_parsed_pad(GstPad* pad);
  bool report_missing_video();

  /// The elements of a video stream, in its order; owned by the bin.
  struct VideoChain {
    std::vector<GstElement*> elements;
    GstElement* parser = nullptr;   // null where the stream needs none
    GstElement* decoder = nullptr;  // null for video that is not encoded
  };
  GstElement* append(VideoChain& chain, const char* factory, const char* package);
  bool append_queue(VideoChain& chain);
  bool append_decoder(VideoChain& chain, const GstCaps* caps);
  bool append_converter(VideoChain& chain, const char* output_caps);
  bool make_video_chain(VideoChain& chain, const GstCaps* caps);
  void expose_video(GstPad* pad, GstCaps* caps);
  void expose_audio(GstPad* pad);
  void expose(GstPad* target, GstPad*& ghost, const char* name, const char* template_name);
  void on_late_error(GstMessage* message);
  void post_error(GError* error, const char* debug);

  // RTSP: silence and errors start it anew.
  [[nodiscard]] bool reconnects() const;
  void start_watch();
  void stop_watch();
  void on_watch_tick();
  void reconnect();
  static GstPadProbeReturn on_output(GstPad* pad, GstPadProbeInfo* info, gpointer data);

  GstElement* bin_;
  PropertyStore* properties_;
  std::string uri_;
  std::shared_ptr<LoopGate> loop_gate_;
  std::shared_ptr<FramePacer> pacer_;
  std::mutex lifecycle_mutex_;         // held while elements are made or taken down again
  std::mutex mutex_;                   // guards what follows
  std::vector<GstElement*> elements_;  // owned by the bin
  GstPad* video_pad_ = nullptr;        // ghosts, owned by the bin
  GstPad* audio_pad_ = nullptr;
  std::shared_ptr<record::SmartRecorder> recorder_;
  std::atomic<bool> has_video_ = false;
  std::atomic<bool> has_audio_ = false;
  bool is_stopping_ = false;
  GstClockID watch_ = nullptr;
  int num_reconnects_ = 0;
  std::atomic<gint64> last_data_micros_ = 0;     // monotonic time of the latest frame or (re)start
  std::atomic<bool> has_other_streams_ = false;  // streams that nobody asked for
  std::atomic<bool> has_failed_ = false;         // an error was posted since the (re)start
  std::atomic<bool> had_data_ = false;           // since the (re)start
  std::atomic<bool> is_ending_ = false;          // EOS was asked for since the start
};

}  // namespace pipewright::standin
