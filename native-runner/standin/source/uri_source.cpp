// SPDX-License-Identifier: Apache-2.0
#include "uri_source.hpp"

#include <glib/gstdio.h>

#include <cstring>
#include <string_view>

#include "common/text.hpp"
#include "swallowed_errors.hpp"

GST_DEBUG_CATEGORY_EXTERN(nvurisrcbin_debug);
#define GST_CAT_DEFAULT nvurisrcbin_debug

namespace pipewright::standin {
namespace {

/// DeepStream's numbers of select-rtp-protocol are GstRTSPLowerTrans in decimal digits: 10 and 20
/// for 0x10 and 0x20.
unsigned rtsp_protocols(int number) {
  if (number == 10) return 0x10;
  if (number == 20) return 0x20;
  return static_cast<unsigned>(number);
}

bool has_prefix(GstCaps* caps, std::string_view prefix) {
  const std::string_view name = gst_structure_get_name(gst_caps_get_structure(caps, 0));
  return name.starts_with(prefix);
}

CapsPtr caps_of(GstPad* pad) {
  CapsPtr caps(gst_pad_get_current_caps(pad));
  if (!caps) caps.reset(gst_pad_query_caps(pad, nullptr));
  if (gst_caps_is_empty(caps.get()) || gst_caps_is_any(caps.get())) return {};
  return caps;
}

/// The media of an RTP stream.
std::string_view rtp_media(const GstCaps* caps) {
  const char* media = gst_structure_get_string(gst_caps_get_structure(caps, 0), "media");
  return media == nullptr ? std::string_view() : std::string_view(media);
}

}  // namespace

bool UriSource::is_rtsp() const {
  constexpr int kTypeRtsp = 2;
  constexpr int kTypeAuto = 0;
  const int type = properties_->enum_value(uri_props::kType);
  return type == kTypeRtsp || (type == kTypeAuto && uri_.starts_with("rtsp"));
}

bool UriSource::check_uri() {
  const char* name = GST_OBJECT_NAME(bin_);
  if (uri_.empty()) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Property uri of %s is empty: set it to file:///..., rtsp://... or another "
                       "address.",
                       name),
                      (nullptr));
    return false;
  }
  if (gst_uri_is_valid(uri_.c_str()) == FALSE) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Property uri of %s is '%s', which is no URI: a file is written as "
                       "file:///folder/name.mp4.",
                       name, uri_.c_str()),
                      (nullptr));
    return false;
  }
  if (!uri_.starts_with("file:")) return true;
  const GCharPtr path(g_filename_from_uri(uri_.c_str(), nullptr, nullptr));
  if (!path || g_file_test(path.get(), G_FILE_TEST_EXISTS) == FALSE) {
    GST_ELEMENT_ERROR(bin_, RESOURCE, NOT_FOUND,
                      ("Property uri of %s: there is no file %s. Correct the path, or put the file "
                       "there.",
                       name, path ? path.get() : uri_.c_str()),
                      (nullptr));
    return false;
  }
  if (g_file_test(path.get(), G_FILE_TEST_IS_DIR) != FALSE || g_access(path.get(), R_OK) != 0) {
    GST_ELEMENT_ERROR(bin_, RESOURCE, OPEN_READ,
                      ("Property uri of %s: %s is no file that can be read. Name a video file, and "
                       "check its permissions.",
                       name, path.get()),
                      (nullptr));
    return false;
  }
  return true;
}

bool UriSource::start() {
  uri_ = properties_->text_value(uri_props::kUri);
  if (!check_uri()) return false;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = false;
    num_reconnects_ = 0;
  }
  is_ending_ = false;
  if (properties_->boolean_value(uri_props::kFileLoop) && uri_.starts_with("file:")) {
    loop_gate_ = std::make_shared<LoopGate>(bin_, uri_);
  }
  const unsigned interval_millis = properties_->uint_value(uri_props::kSimulateFpsIntervalMs);
  pacer_ = interval_millis == 0
               ? nullptr
               : std::make_shared<FramePacer>(std::chrono::milliseconds(interval_millis));
  if (!make_recorder() || !build()) return false;
  if (is_rtsp()) start_watch();
  return true;
}

void UriSource::prepare_end() {
  is_ending_ = true;
  const std::lock_guard lock(mutex_);
  if (loop_gate_) loop_gate_->stop_looping();
}

void UriSource::stop_pacing() {
  if (pacer_) pacer_->interrupt();
}

void UriSource::stop() {
  stop_watch();
  std::shared_ptr<record::SmartRecorder> recorder;
  {
    const std::lock_guard lock(mutex_);
    recorder.swap(recorder_);
  }
  if (recorder) recorder->close();
  const std::lock_guard lifecycle(lifecycle_mutex_);
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  {
    const std::lock_guard lock(mutex_);
    if (loop_gate_) loop_gate_->close();
    loop_gate_.reset();
  }
  tear_down();
  for (GstPad** pad : {&video_pad_, &audio_pad_}) {
    if (*pad == nullptr) continue;
    gst_element_remove_pad(bin_, *pad);
    *pad = nullptr;
  }
}

GstElement* UriSource::make(const char* factory, const char* package) {
  GstElement* element = gst_element_factory_make(factory, nullptr);
  if (element == nullptr) {
    GST_ELEMENT_ERROR(bin_, CORE, MISSING_PLUGIN,
                      ("%s needs the GStreamer element %s for %s: install %s.",
                       GST_OBJECT_NAME(bin_), factory, uri_.c_str(), package),
                      (nullptr));
  }
  return element;
}

void UriSource::add(GstElement* element) {
  {
    const std::lock_guard lock(mutex_);
    elements_.push_back(element);
  }
  gst_bin_add(GST_BIN_CAST(bin_), element);
}

GstElement* UriSource::make_rtsp_source() {
  GstElement* source = make("rtspsrc", "gstreamer1.0-plugins-good");
  if (source == nullptr) return nullptr;
  g_object_set(
      source, "location", uri_.c_str(), "latency", properties_->uint_value(uri_props::kLatency),
      "drop-on-latency", properties_->boolean_value(uri_props::kDropOnLatency), "protocols",
      rtsp_protocols(properties_->enum_value(uri_props::kSelectRtpProtocol)), "udp-buffer-size",
      static_cast<gint>(properties_->uint_value(uri_props::kUdpBufferSize)), "buffer-mode",
      properties_->enum_value(uri_props::kBufferMode), nullptr);
  g_signal_connect(source, "select-stream",
                   G_CALLBACK(+[](GstElement*, guint, GstCaps* caps, UriSource* self) -> gboolean {
                     if (rtp_media(caps) == "video") return TRUE;
                     const bool wants_audio =
                         !self->properties_->boolean_value(uri_props::kDisableAudio);
                     return rtp_media(caps) == "audio" && wants_audio ? TRUE : FALSE;
                   }),
                   this);
  return source;
}

bool UriSource::build() {
  has_failed_ = false;
  had_data_ = false;
  last_data_micros_ = g_get_monotonic_time();
  has_video_ = false;
  has_audio_ = false;
  has_other_streams_ = false;
  GstElement* source = is_rtsp() ? make_rtsp_source() : make("urisourcebin", kBasePackage);
  if (source == nullptr) return false;
  if (!is_rtsp()) g_object_set(source, "uri", uri_.c_str(), nullptr);
  g_signal_connect(source, "pad-added", G_CALLBACK(+[](GstElement*, GstPad* pad, UriSource* self) {
                     self->on_source_pad(pad);
                   }),
                   this);
  add(source);
  return true;
}

void UriSource::tear_down() {
  std::vector<GstElement*> elements;
  {
    const std::lock_guard lock(mutex_);
    elements.swap(elements_);
  }
  for (GstElement* element : elements) {
    gst_element_set_locked_state(element, TRUE);
    gst_element_set_state(element, GST_STATE_NULL);
  }
  for (GstPad* pad : {video_pad_, audio_pad_}) {
    if (pad != nullptr) gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(pad), nullptr);
  }
  for (GstElement* element : elements) gst_bin_remove(GST_BIN_CAST(bin_), element);
}

void UriSource::on_source_pad(GstPad* pad) {
  GstElement* parser = make("parsebin", kBasePackage);
  if (parser == nullptr) return;
  g_signal_connect(parser, "pad-added",
                   G_CALLBACK(+[](GstElement*, GstPad* parsed, UriSource* self) {
                     self->on_parsed_pad(parsed);
                   }),
                   this);
  if (!is_rtsp()) {
    g_signal_connect(
        parser, "drained",
        G_CALLBACK(+[](GstElement*, UriSource* self) { self->report_missing_video(); }), this);
    watch_swallowed_errors(parser, bin_, [this](GstMessage* message) { on_late_error(message); });
  }
  add(parser);
  const PadPtr sink(gst_element_get_static_pad(parser, "sink"));
  gst_element_sync_state_with_parent(parser);
  gst_pad_link(pad, sink.get());
}

void UriSource::on_parsed_pad(GstPad* pad) {
  const CapsPtr caps = caps_of(pad);
  if (!caps) return;
  const bool is_video = has_prefix(caps.get(), "video/") || has_prefix(caps.get(), "image/");
  if (is_video && !has_video_) {
    expose_video(pad, caps.get());
  } else if (has_prefix(caps.get(), "audio/") && !has_audio_ &&
             !properties_->boolean_value(uri_props::kDisableAudio)) {
    expose_audio(pad);
  } else {
    has_other_streams_ = true;
  }
}

/// The source has shown all it has, by an end or by an error because nobody took its streams.
bool UriSource::report_missing_video() {
  if (has_video_ || has_audio_ || !has_other_streams_) return false;
  if (has_failed_.exchange(true)) return true;
  GST_ELEMENT_ERROR(bin_, STREAM, WRONG_TYPE,
                    ("%s found no video in %s: choose one with a video stream.",
                     GST_OBJECT_NAME(bin_), uri_.c_str()),
                    (nullptr));
  return true;
}

bool UriSource::handle_message(GstMessage* message) {
  if (GST_MESSAGE_TYPE(message) != GST_MESSAGE_ERROR ||
      GST_MESSAGE_SRC(message) == GST_OBJECT_CAST(bin_)) {
    return false;
  }
  if (is_rtsp() && reconnects()) {
    GST_ELEMENT_INFO(
        bin_, RESOURCE, READ,
        ("%s has lost %s and will connect again.", GST_OBJECT_NAME(bin_), uri_.c_str()), (nullptr));
    return true;
  }
  if (report_missing_video()) return true;
  GError* error = nullptr;
  gchar* debug = nullptr;
  gst_message_parse_error(message, &error, &debug);
  const GErrorPtr error_owner(error);
  // Elements further up fail in turn; the first error is the one that tells what happened.
  if (has_failed_.exchange(true)) {
    GST_DEBUG_OBJECT(bin_, "follow-up: %s", error->message);
    g_free(debug);
    return true;
  }
  const GCharPtr debug_owner(debug);
  post_error(error, debug);
  return true;
}

/// An error that may have been posted already; has_failed_ tells.
void UriSource::on_late_error(GstMessage* message) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return;
  }
  handle_message(message);
}

/// The inner element's error with the name of what it was about, from the element that the user
/// knows.
void UriSource::post_error(GError* error, const char* debug) {
  const char* remedy =
      uri_.starts_with("file:")
          ? "Check that the file is a whole, playable video, e.g. with gst-play-1.0."
          : "Check the address, the network and the access rights.";
  const std::string text = concat(std::string_view(GST_OBJECT_NAME(bin_)), " cannot play ", uri_,
                                  ": ", std::string_view(error->message), " ", remedy);
  const GErrorPtr own(g_error_new_literal(error->domain, error->code, text.c_str()));
  gst_element_post_message(bin_, gst_message_new_error(GST_OBJECT_CAST(bin_), own.get(), debug));
}

}  // namespace pipewright::standin
