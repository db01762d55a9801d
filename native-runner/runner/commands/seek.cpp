// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/seek.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr GstClockTime kPatience = 5 * GST_SECOND;

// A source that rewinds itself (file-loop) refuses seeks while it does so.
constexpr int kMaxAttempts = 10;
constexpr gulong kAttemptMicros = 50'000;

struct QueryRelease {
  void operator()(GstQuery* query) const { gst_query_unref(query); }
};
using QueryPtr = std::unique_ptr<GstQuery, QueryRelease>;

/// Takes gst_pad_query_position and its like.
template <class Object>
std::optional<std::uint64_t> ask_time(gboolean (*query)(Object*, GstFormat, gint64*),
                                      Object* object) {
  gint64 time = -1;
  if (query(object, GST_FORMAT_TIME, &time) == FALSE || time < 0) return std::nullopt;
  return static_cast<std::uint64_t>(time);
}

bool is_seekable(GstPad* pad) {
  const QueryPtr query(gst_query_new_seeking(GST_FORMAT_TIME));
  if (gst_pad_query(pad, query.get()) == FALSE) return false;
  gboolean seekable = FALSE;
  gst_query_parse_seeking(query.get(), nullptr, &seekable, nullptr, nullptr);
  return seekable != FALSE;
}

/// A live stream comes when it comes, whatever its elements say of seeking. Asked against the flow:
/// sinks answer for themselves.
bool is_live(GstPad* pad) {
  const QueryPtr query(gst_query_new_latency());
  if (gst_pad_query(pad, query.get()) == FALSE) return false;
  gboolean live = FALSE;
  gst_query_parse_latency(query.get(), &live, nullptr, nullptr);
  return live != FALSE;
}

/// What a container says of its length is right to a few frames.
constexpr std::uint64_t kDurationTolerance = 200 * GST_MSECOND;

/// A file that is played again and again (file-loop) counts on from round to round: where it is in
/// this round.
std::uint64_t within_duration(std::uint64_t position, std::optional<std::uint64_t> duration) {
  if (!duration || *duration == 0 || position <= *duration) return position;
  return position <= *duration + kDurationTolerance ? *duration : position % *duration;
}

runner::SourcePosition position_of(const StreamEnd& end) {
  runner::SourcePosition position;
  position.set_element(object_name(end.source.get()));
  const auto duration = ask_time(gst_pad_query_duration, end.pad.get());
  if (duration) position.set_duration_ns(*duration);
  if (const auto known = ask_time(gst_pad_query_position, end.pad.get())) {
    position.set_position_ns(within_duration(*known, duration));
  }
  position.set_is_seekable(!is_live(end.pad.get()) && is_seekable(end.pad.get()));
  return position;
}

/// The time on the sinks' clock: where a stream that starts now has to be placed behind a muxer
/// that was not flushed.
GstClockTime running_time(GstElement* pipeline) {
  GstState state = GST_STATE_NULL;
  gst_element_get_state(pipeline, &state, nullptr, 0);
  if (state != GST_STATE_PLAYING) return gst_element_get_start_time(pipeline);
  const GstClockTime now = gst_element_get_current_running_time(pipeline);
  return GST_CLOCK_TIME_IS_VALID(now) ? now : 0;
}

/// As DeepStream's own applications do it: every source is sought by itself. Its running time
/// starts at zero then, which an offset on its pad moves to the present.
bool seek_before_muxers(GstElement* pipeline, const std::vector<StreamEnd>& ends, GstEvent* event) {
  bool all = true;
  for (const StreamEnd& end : ends) {
    if (end.is_before_muxer) {
      gst_pad_set_offset(end.pad.get(), static_cast<gint64>(running_time(pipeline)));
    }
    all = gst_pad_send_event(end.pad.get(), gst_event_ref(event)) != FALSE && all;
  }
  return all;
}

GstSeekFlags flags_of(const runner::Seek& request) {
  guint flags = GST_SEEK_FLAG_NONE;
  if (request.flush()) flags |= GST_SEEK_FLAG_FLUSH;
  if (request.key_unit()) flags |= GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE;
  if (request.accurate()) flags |= GST_SEEK_FLAG_ACCURATE;
  return static_cast<GstSeekFlags>(flags);
}

std::string seconds_text(std::uint64_t nanos) {
  const std::uint64_t millis = nanos / GST_MSECOND;
  const std::string fraction = std::to_string(millis % 1000);
  return concat(millis / 1000, ".", std::string(3 - fraction.size(), '0'), fraction, " s");
}

}  // namespace

double rate_of(const runner::Seek& request) {
  return request.rate() == 0 ? 1 : request.rate();
}

SeekWay seek_way(const std::vector<StreamEnd>& ends) {
  return has_muxer_that_keeps_seeks(ends) ? SeekWay::kFromMuxers : SeekWay::kFromSinks;
}

runner::PositionResult query_position(GstElement* pipeline, double rate) {
  runner::PositionResult result;
  result.set_rate(rate);
  const std::vector<StreamEnd> ends = find_stream_ends(pipeline);
  for (const StreamEnd& end : ends) {
    const runner::SourcePosition source = position_of(end);
    if (source.has_position_ns()) {
      result.set_position_ns(std::max(result.position_ns(), source.position_ns()));
    }
    if (source.has_duration_ns()) {
      result.set_duration_ns(std::max(result.duration_ns(), source.duration_ns()));
    }
    if (!source.is_seekable() && result.why_not_seekable().empty()) {
      result.set_why_not_seekable(concat(
          "Source '", source.element(), "' cannot seek: ",
          is_live(end.pad.get()) ? "it is live." : "its stream has no beginning to count from."));
    }
    *result.add_sources() = source;
  }
  // Where streams are not joined, the sink knows best what is shown.
  const bool is_joined = std::any_of(ends.begin(), ends.end(),
                                     [](const StreamEnd& end) { return end.is_before_muxer; });
  if (!is_joined) {
    if (const auto shown = ask_time(gst_element_query_position, pipeline)) {
      result.set_position_ns(within_duration(
          *shown, result.has_duration_ns() ? std::optional(result.duration_ns()) : std::nullopt));
    }
  }
  if (ends.empty()) result.set_why_not_seekable("No source has given a stream yet.");
  result.set_is_seekable(result.why_not_seekable().empty());
  return result;
}

Outcome<void> check_seek(const runner::Seek& request) {
  if (!std::isfinite(request.rate())) {
    return make_error(runner::BAD_REQUEST, "The rate of a seek is a number, e.g. 1, 0.5 or -1.");
  }
  if (request.key_unit() && request.accurate()) {
    return make_error(runner::BAD_REQUEST,
                      "A seek goes to a key frame (key_unit) or to the very frame (accurate), not "
                      "to both. Choose one.");
  }
  return {};
}

Outcome<runner::PositionResult> seek(GstElement* pipeline, const runner::Seek& request,
                                     double current_rate, SeekWay way) {
  const runner::PositionResult before = query_position(pipeline, current_rate);
  for (const runner::SourcePosition& source : before.sources()) {
    if (source.is_seekable()) continue;
    return make_error(runner::NOT_SEEKABLE, before.why_not_seekable(),
                      {.element = source.element()});
  }
  if (!before.is_seekable()) return make_error(runner::NOT_SEEKABLE, before.why_not_seekable());
  const std::uint64_t position =
      request.has_position_ns() ? request.position_ns() : before.position_ns();
  if (before.has_duration_ns() && position > before.duration_ns()) {
    return make_error(runner::BAD_REQUEST,
                      concat("Cannot seek to ", seconds_text(position), ": the longest source has ",
                             seconds_text(before.duration_ns()), "."));
  }
  const double rate = rate_of(request);
  const auto place = static_cast<gint64>(position);
  const GstPtr<GstEvent> event(
      rate > 0 ? gst_event_new_seek(rate, GST_FORMAT_TIME, flags_of(request), GST_SEEK_TYPE_SET,
                                    place, GST_SEEK_TYPE_NONE, -1)
               : gst_event_new_seek(rate, GST_FORMAT_TIME, flags_of(request), GST_SEEK_TYPE_SET, 0,
                                    GST_SEEK_TYPE_SET, place));
  const auto attempt = [&] {
    return way == SeekWay::kFromSinks
               ? gst_element_send_event(pipeline, gst_event_ref(event.get())) != FALSE
               : seek_before_muxers(pipeline, find_stream_ends(pipeline), event.get());
  };
  bool is_done = attempt();
  for (int i = 1; i < kMaxAttempts && !is_done; ++i) {
    g_usleep(kAttemptMicros);
    is_done = attempt();
  }
  if (!is_done) {
    return make_error(
        runner::NOT_SEEKABLE,
        concat("The sources refused to go to ", seconds_text(position), " at rate ",
               std::to_string(rate), rate < 0 ? ": most decoders cannot play backwards." : "."),
        before.sources_size() == 1 ? Blame{.element = before.sources(0).element()} : Blame{});
  }
  gst_element_get_state(pipeline, nullptr, nullptr, kPatience);
  runner::PositionResult after = query_position(pipeline, rate);
  // A source that was just flushed may not know its length again yet; a seek does not change it.
  if (!after.has_duration_ns() && before.has_duration_ns()) {
    after.set_duration_ns(before.duration_ns());
  }
  return after;
}

}  // namespace pipewright
