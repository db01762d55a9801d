// SPDX-License-Identifier: Apache-2.0
#include "smart_recorder.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <utility>

#include "common/text.hpp"

namespace pipewright::standin::record {
namespace {

/// How long the end of a file is waited for.
constexpr auto kPatience = std::chrono::seconds(10);
/// DeepStream takes its default for longer recordings than this.
constexpr unsigned kLongestSeconds = 300;

constexpr std::size_t index_of(Track track) {
  return static_cast<std::size_t>(track);
}

/// What a probe works on.
struct Tap {
  std::weak_ptr<SmartRecorder> recorder;
  Track track;
};

guint caps_number(const CapsPtr& caps, const char* field) {
  gint number = 0;
  if (caps) gst_structure_get_int(gst_caps_get_structure(caps.get(), 0), field, &number);
  return number > 0 ? static_cast<guint>(number) : 0;
}

}  // namespace

SmartRecorder::SmartRecorder(GstElement* bin, RecorderSettings settings)
    : bin_(bin), settings_(std::move(settings)), cache_(settings_.cache_seconds * GST_SECOND) {}

void SmartRecorder::tap(GstPad* pad, Track track) {
  if (track == Track::kVideo ? !settings_.has_video : !settings_.has_audio) return;
  if (const CapsPtr caps(gst_pad_get_current_caps(pad)); caps) take_caps(track, caps.get());
  gst_pad_add_probe(
      pad,
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &SmartRecorder::on_data, new Tap{weak_from_this(), track},
      [](gpointer data) { delete static_cast<Tap*>(data); });
}

GstPadProbeReturn SmartRecorder::on_data(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const auto& tap = *static_cast<Tap*>(data);
  const auto self = tap.recorder.lock();
  if (!self) return GST_PAD_PROBE_REMOVE;
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    self->take_buffer(tap.track, GST_PAD_PROBE_INFO_BUFFER(info));
  } else if (GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_CAPS) {
    GstCaps* caps = nullptr;
    gst_event_parse_caps(GST_PAD_PROBE_INFO_EVENT(info), &caps);
    self->take_caps(tap.track, caps);
  }
  return GST_PAD_PROBE_OK;
}

void SmartRecorder::take_caps(Track track, GstCaps* caps) {
  const std::lock_guard lock(mutex_);
  caps_[index_of(track)] = share_caps(caps);
}

void SmartRecorder::take_buffer(Track track, GstBuffer* buffer) {
  const std::lock_guard lock(mutex_);
  GstClockTime& last = last_time_[index_of(track)];
  last = GST_BUFFER_PTS_IS_VALID(buffer) ? GST_BUFFER_PTS(buffer) : last + GST_USECOND;
  Packet packet{track, BufferPtr(gst_buffer_ref(buffer)), last, false};
  const bool leads = track == Track::kVideo || !settings_.has_video;
  packet.is_start = leads && !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  if (state_ == State::kWaitingForKeyFrame && packet.is_start) {
    end_ = packet.time + length_;
    if (!open_file()) return;
  }
  if (state_ == State::kWriting) {
    if (leads && packet.time >= end_) {
      end_file();
    } else {
      writer_->write(packet);
    }
  }
  cache_.add(std::move(packet));
}

std::string SmartRecorder::new_file_name() const {
  static std::atomic<int> counter = 0;
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char time[16];
  std::strftime(time, sizeof(time), "%Y%m%d-%H%M%S", &utc);
  char number[8];
  g_snprintf(number, sizeof(number), "%05d", counter++ % 100000);
  return concat(settings_.prefix, "_", std::string_view(number), "_", std::string_view(time), "_",
                getpid(), settings_.is_matroska ? ".mkv" : ".mp4");
}

/// Begins to write; false, with a warning, when that cannot be. Called with the lock.
bool SmartRecorder::open_file() {
  file_name_ = new_file_name();
  problem_.clear();
  RecordingFile file;
  file.path = concat(settings_.folder, "/", file_name_);
  file.is_matroska = settings_.is_matroska;
  file.video = share_caps(caps_[index_of(Track::kVideo)].get());
  file.audio = share_caps(caps_[index_of(Track::kAudio)].get());
  auto writer =
      RecordingWriter::create(file, [weak = weak_from_this()](const std::string& problem) {
        if (const auto self = weak.lock()) self->on_written(problem);
      });
  if (!writer) {
    state_ = State::kIdle;
    GST_ELEMENT_WARNING(
        bin_, RESOURCE, OPEN_WRITE,
        ("%s does not record: %s.", GST_OBJECT_NAME(bin_), writer.error().message.c_str()),
        (nullptr));
    return false;
  }
  writer_ = std::move(writer).value();
  state_ = State::kWriting;
  return true;
}

void SmartRecorder::start(unsigned seconds_back, unsigned seconds, gpointer user_data) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::kIdle) {
    GST_ELEMENT_WARNING(bin_, RESOURCE, BUSY,
                        ("%s records already: a source has one recording at a time. Wait for "
                         "sr-done.",
                         GST_OBJECT_NAME(bin_)),
                        (nullptr));
    return;
  }
  const bool has_length = seconds > 0 && seconds < kLongestSeconds;
  length_ = (has_length ? seconds : settings_.default_seconds) * GST_SECOND;
  user_data_ = user_data;
  state_ = State::kWaitingForKeyFrame;
  const std::size_t first = cache_.start_of(seconds_back * GST_SECOND);
  if (first == cache_.packets().size()) return;
  end_ = cache_.packets().back().time + length_;
  if (!open_file()) return;
  for (std::size_t index = first; index < cache_.packets().size(); ++index) {
    writer_->write(cache_.packets()[index]);
  }
}

void SmartRecorder::stop() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::kWaitingForKeyFrame) {
    state_ = State::kIdle;
    GST_ELEMENT_WARNING(
        bin_, RESOURCE, WRITE,
        ("%s has recorded nothing: no key frame has come since start-sr.", GST_OBJECT_NAME(bin_)),
        (nullptr));
  }
  if (state_ == State::kWriting) end_file();
}

/// Called with the lock.
void SmartRecorder::end_file() {
  state_ = State::kEnding;
  writer_->end();
}

bool SmartRecorder::is_recording() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::kWaitingForKeyFrame || state_ == State::kWriting;
}

/// The writer's thread, which cannot wait for its own end.
void SmartRecorder::on_written(const std::string& problem) {
  {
    const std::lock_guard lock(mutex_);
    problem_ = problem;
    state_ = State::kWritten;
  }
  changed_.notify_all();
  gst_element_call_async(
      bin_,
      [](GstElement*, gpointer data) {
        const auto& weak = *static_cast<std::weak_ptr<SmartRecorder>*>(data);
        if (const auto self = weak.lock()) self->finish();
      },
      new std::weak_ptr<SmartRecorder>(weak_from_this()),
      [](gpointer data) { delete static_cast<std::weak_ptr<SmartRecorder>*>(data); });
}

/// Takes the writer down and tells how it went, if nobody else does.
void SmartRecorder::finish() {
  std::unique_ptr<RecordingWriter> writer;
  NvDsSRRecordingInfo info{};
  std::string file_name;
  std::string problem;
  gpointer user_data = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (state_ != State::kWritten) return;
    writer = std::move(writer_);
    file_name = file_name_;
    problem = problem_;
    user_data = user_data_;
    info.width = caps_number(caps_[index_of(Track::kVideo)], "width");
    info.height = caps_number(caps_[index_of(Track::kVideo)], "height");
    info.containsVideo = caps_[index_of(Track::kVideo)] ? TRUE : FALSE;
    info.channels = caps_number(caps_[index_of(Track::kAudio)], "channels");
    info.samplingRate = caps_number(caps_[index_of(Track::kAudio)], "rate");
    info.containsAudio = caps_[index_of(Track::kAudio)] ? TRUE : FALSE;
    state_ = State::kIdle;  // who is told may start the next one
    reporter_ = std::this_thread::get_id();
  }
  report(*writer, info, std::move(file_name), problem, user_data);
  {
    const std::lock_guard lock(mutex_);
    reporter_.reset();
  }
  changed_.notify_all();
}

void SmartRecorder::report(RecordingWriter& writer, NvDsSRRecordingInfo info, std::string file_name,
                           const std::string& problem, gpointer user_data) {
  writer.close();
  if (!problem.empty()) {
    GST_ELEMENT_WARNING(bin_, RESOURCE, WRITE,
                        ("%s could not write %s/%s: %s", GST_OBJECT_NAME(bin_),
                         settings_.folder.c_str(), file_name.c_str(), problem.c_str()),
                        (nullptr));
    return;
  }
  info.duration = writer.duration() / GST_MSECOND;
  info.filename = file_name.data();
  info.dirpath = settings_.folder.data();
  info.containerType = settings_.is_matroska ? NVDSSR_CONTAINER_MKV : NVDSSR_CONTAINER_MP4;
  g_signal_emit_by_name(bin_, "sr-done", &info, user_data);
}

void SmartRecorder::close() {
  {
    std::unique_lock lock(mutex_);
    if (state_ == State::kWaitingForKeyFrame) state_ = State::kIdle;
    if (state_ == State::kWriting) end_file();
    if (!changed_.wait_for(lock, kPatience, [this] { return state_ != State::kEnding; })) {
      GST_ELEMENT_WARNING(bin_, RESOURCE, WRITE,
                          ("%s does not wait any longer for the end of %s/%s.",
                           GST_OBJECT_NAME(bin_), settings_.folder.c_str(), file_name_.c_str()),
                          (nullptr));
    }
  }
  finish();
  std::unique_lock lock(mutex_);
  // Whoever stops the source out of sr-done does not wait for himself.
  changed_.wait_for(lock, kPatience,
                    [this] { return !reporter_ || *reporter_ == std::this_thread::get_id(); });
}

}  // namespace pipewright::standin::record
