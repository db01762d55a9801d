// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/element_watch.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <span>
#include <string_view>
#include <utility>

namespace pipewright {
namespace {

// Buffers under way inside of an element that is no queue: a decoder's reordering, a few batches.
constexpr std::size_t kUsualCapacity = 256;
constexpr std::size_t kMaxQueueCapacity = 4096;
// Frames under way behind a muxer: 64 streams with some 250 frames each.
constexpr std::size_t kFrameCapacity = 16384;

// What a key is of: a buffer by its time stamp alone, at a numbered pad, a batch by its first
// frame, a frame by its source.
constexpr std::uint64_t kBufferSpace = 0;
constexpr std::uint64_t kPadSpace = std::uint64_t{1} << 32;
constexpr std::uint64_t kBatchSpace = std::uint64_t{2} << 32;
constexpr std::uint64_t kFrameSpace = std::uint64_t{3} << 32;

std::uint32_t this_thread() {
  static std::atomic<std::uint32_t> last = 0;
  thread_local const std::uint32_t number = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return number;
}

std::uint64_t batch_key(const FrameId& first) {
  return transit_key(first.pts, kBatchSpace | first.pad);
}

std::uint64_t frame_key(const FrameId& frame) {
  return transit_key(frame.pts, kFrameSpace | frame.source);
}

std::size_t capacity_of(GstElement* element) {
  const auto levels = read_queue_levels(element);
  if (!levels) return kUsualCapacity;
  return std::clamp(static_cast<std::size_t>(levels->max_buffers) * 2, kUsualCapacity,
                    kMaxQueueCapacity);
}

bool is_made_by(GstElement* element, std::string_view factory) {
  GstElementFactory* made_by = gst_element_get_factory(element);
  return made_by != nullptr && factory == GST_OBJECT_NAME(made_by);
}

/// The thing behind a pointer, made where there is none yet. Two threads may both try.
template <class Thing, class... Arguments>
Thing& make_once(std::atomic<Thing*>& place, Arguments... arguments) {
  Thing* thing = place.load(std::memory_order_acquire);
  if (thing != nullptr) return *thing;
  auto made = std::make_unique<Thing>(arguments...);
  if (place.compare_exchange_strong(thing, made.get(), std::memory_order_acq_rel)) {
    return *made.release();
  }
  return *thing;
}

}  // namespace

std::uint64_t monotonic_nanos() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint32_t pad_number(GstPad* pad) {
  const std::string name = object_name(pad);
  const auto digits = name.find_last_not_of("0123456789") + 1;
  std::uint32_t number = kNoPadNumber;
  if (digits > 0 && name[digits - 1] == '_') {
    std::from_chars(name.data() + digits, name.data() + name.size(), number);
  }
  return number;
}

ElementWatch::ElementWatch(std::string name, GstElement* element)
    : name_(std::move(name)),
      element_(share_object(element)),
      is_queue_(has_queue_levels(element)),
      is_demuxer_(is_made_by(element, "nvstreamdemux")),
      arrivals_(capacity_of(element)) {
  if (is_queue_ && g_signal_lookup("overrun", G_OBJECT_TYPE(element)) != 0) {
    overrun_handler_ =
        g_signal_connect(element, "overrun", G_CALLBACK(+[](GstElement*, gpointer user_data) {
                           static_cast<ElementWatch*>(user_data)->num_overruns_.fetch_add(
                               1, std::memory_order_relaxed);
                         }),
                         this);
  }
}

void ElementWatch::release() {
  if (overrun_handler_ != 0) {
    g_signal_handler_disconnect(element_.get(), std::exchange(overrun_handler_, 0));
  }
  element_.reset();
  arrivals_ = TransitTable(0);
}

ElementWatch::~ElementWatch() {
  release();
  delete own_frames_.load();
  delete unbatched_.load();
  if (const auto* streams = streams_.load()) {
    for (const Histogram& histogram : *streams) delete histogram.load();
    delete streams;
  }
}

LatencyHistogram* ElementWatch::end_to_end(std::uint32_t source_id) {
  const auto* streams = streams_.load(std::memory_order_acquire);
  return streams == nullptr || source_id >= streams->size()
             ? nullptr
             : (*streams)[source_id].load(std::memory_order_acquire);
}

/// With several inputs a time stamp alone may be that of any: only pads of equal number
/// (multiqueue's) belong together then.
std::uint64_t ElementWatch::single_key(const PassingBuffer& buffer, std::uint32_t pad) const {
  if (num_inputs_ <= 1) return transit_key(buffer.pts, kBufferSpace);
  return pad == kNoPadNumber ? 0 : transit_key(buffer.pts, kPadSpace | pad);
}

void ElementWatch::record(const TransitTable::Found& found, std::uint64_t now,
                          bool is_work) noexcept {
  const std::uint64_t came = found.arrival.at;
  if (!found.is_first || now < came) return;
  latency_.record(now - came);
  if (!is_work || is_queue_) return;
  // In a thread of its own it may have come to this buffer only when the one before had left.
  const bool is_own_thread = found.arrival.thread != this_thread();
  const std::uint64_t began =
      is_own_thread ? std::max(came, last_out_.load(std::memory_order_relaxed)) : came;
  busy_.fetch_add(now - std::min(began, now), std::memory_order_relaxed);
}

Transit ElementWatch::leave(const PassingBuffer& buffer, std::uint32_t pad) noexcept {
  Transit transit;
  if (buffer.batch) {
    transit = makes_batches() ? leave_first_batch(buffer) : leave_in_batch(buffer);
  } else if (GST_CLOCK_TIME_IS_VALID(buffer.pts)) {
    transit = leave_alone(buffer, pad);
  }
  num_out_.fetch_add(1, std::memory_order_relaxed);
  last_out_.store(buffer.now, std::memory_order_relaxed);
  return transit;
}

/// What a demuxer has divided may be batched again.
bool ElementWatch::makes_batches() const {
  return !gets_batches_.load(std::memory_order_relaxed) ||
         (num_inputs_ > 1 && !gets_undivided_.load(std::memory_order_relaxed));
}

/// Out of a muxer, or of a source with a muxer in it. Each frame has waited for itself.
Transit ElementWatch::leave_first_batch(const PassingBuffer& buffer) noexcept {
  Transit transit;
  transit.frames = &make_once(own_frames_, kFrameCapacity);
  std::array<FrameId, StreamCounters::kMaxStreams> frames;
  const bool has_inputs = gets_times_.load(std::memory_order_relaxed);
  const std::size_t num_frames = buffer.batch.list_frames(frames);
  for (const FrameId& frame : std::span(frames).first(num_frames)) {
    const auto found = arrivals_.find(transit_key(frame.pts, kPadSpace | frame.pad));
    if (found) record(*found, buffer.now, false);
    const std::uint64_t origin = found ? found->arrival.origin : has_inputs ? 0 : buffer.now;
    transit.frames->put(frame_key(frame), {.at = buffer.now, .origin = origin});
    if (origin != 0 && (transit.origin == 0 || origin < transit.origin)) transit.origin = origin;
  }
  return transit;
}

Transit ElementWatch::leave_in_batch(const PassingBuffer& buffer) noexcept {
  Transit transit;
  const auto first = buffer.batch.first_frame();
  if (!first) return transit;
  TransitTable* frames = mixes_frames_.load(std::memory_order_relaxed)
                             ? nullptr
                             : frames_.load(std::memory_order_relaxed);
  if (const auto found = arrivals_.find(batch_key(*first))) {
    record(*found, buffer.now, true);
    transit = {found->arrival.origin, found->arrival.stream, frames};
  }
  if (is_demuxer_) {
    transit = {.origin = 0, .stream = first->source, .frames = frames};
    const auto frame = frames == nullptr ? std::nullopt : frames->find(frame_key(*first));
    if (frame) transit.origin = frame->arrival.origin;
  }
  return transit;
}

Transit ElementWatch::leave_alone(const PassingBuffer& buffer, std::uint32_t pad) noexcept {
  Transit transit;
  const std::uint64_t key = single_key(buffer, pad);
  if (const auto found = key == 0 ? std::nullopt : arrivals_.find(key)) {
    record(*found, buffer.now, true);
    transit.origin = found->arrival.origin;
    transit.stream = found->arrival.stream;
  } else if (!gets_times_.load(std::memory_order_relaxed)) {
    transit.origin = buffer.now;  // time starts here: a source, a demuxer behind a file
  }
  return transit;
}

void ElementWatch::enter(const PassingBuffer& buffer, std::uint32_t pad,
                         const Transit& transit) noexcept {
  num_in_.fetch_add(1, std::memory_order_relaxed);
  last_in_.store(buffer.now, std::memory_order_relaxed);
  if (num_outputs_ == 0) {
    arrive(buffer, transit);
    return;
  }
  const Arrival arrival{buffer.now, transit.origin, transit.stream, this_thread()};
  if (buffer.batch) {
    gets_batches_.store(true, std::memory_order_relaxed);
    if (transit.stream == kNoStream) gets_undivided_.store(true, std::memory_order_relaxed);
    adopt_frames(transit.frames);
    if (const auto first = buffer.batch.first_frame()) arrivals_.put(batch_key(*first), arrival);
  }
  if (!GST_CLOCK_TIME_IS_VALID(buffer.pts)) return;
  gets_times_.store(true, std::memory_order_relaxed);
  if (num_inputs_ == 1) arrivals_.put(transit_key(buffer.pts, kBufferSpace), arrival);
  if (pad != kNoPadNumber) arrivals_.put(transit_key(buffer.pts, kPadSpace | pad), arrival);
}

/// Batches of one muxer only: those of another number their sources alike.
void ElementWatch::adopt_frames(TransitTable* frames) noexcept {
  TransitTable* known = frames_.load(std::memory_order_relaxed);
  if (known == frames) return;
  if (known == nullptr && frames_.compare_exchange_strong(known, frames)) return;
  if (frames != known) mixes_frames_.store(true, std::memory_order_relaxed);
}

/// At a sink, the end of the way.
void ElementWatch::arrive(const PassingBuffer& buffer, const Transit& transit) noexcept {
  const auto record_since = [&](std::uint64_t origin, std::uint32_t source) {
    if (origin == 0 || origin > buffer.now) return;
    if (source == kNoStream) {
      make_once(unbatched_).record(buffer.now - origin);
    } else if (source < StreamCounters::kMaxStreams) {
      make_once(make_once(streams_)[source]).record(buffer.now - origin);
    }
  };
  if (!buffer.batch) {
    record_since(transit.origin, transit.stream);
    return;
  }
  if (transit.frames == nullptr) return;
  std::array<FrameId, StreamCounters::kMaxStreams> frames;
  const std::size_t num_frames = buffer.batch.list_frames(frames);
  for (const FrameId& frame : std::span(frames).first(num_frames)) {
    if (const auto found = transit.frames->find(frame_key(frame))) {
      record_since(found->arrival.origin, frame.source);
    }
  }
}

}  // namespace pipewright
