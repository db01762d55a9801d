// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pad_watch.hpp"

#include <utility>

namespace pipewright {
namespace {

/// The counters have one writer, the pad's streaming thread, so no locked read-modify-write is due.
void add(std::atomic<std::uint64_t>& counter, std::uint64_t amount) {
  counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

}  // namespace

PadWatch::PadWatch(std::uint32_t index, std::string link_id, ElementWatch& from, ElementWatch& to,
                   std::string pad_name)
    : index_(index),
      link_id_(std::move(link_id)),
      from_(from),
      to_(to),
      pad_name_(std::move(pad_name)),
      taps_(std::make_shared<const Taps>()) {
  from_.add_output();
  to_.add_input();
}

PadWatch::~PadWatch() {
  if (pad_) gst_pad_remove_probe(pad_.get(), probe_);
  delete streams_.load();
}

std::string PadWatch::pad_name() const {
  const std::lock_guard lock(mutex_);
  return pad_name_;
}

void PadWatch::describe(runner::WatchedPad& pad) const {
  pad.set_index(index_);
  pad.set_link_id(link_id_);
  pad.set_element(from_.name());
  pad.set_pad(pad_name());
}

void PadWatch::attach(GstPad* pad) {
  const std::lock_guard lock(mutex_);
  if (pad_) gst_pad_remove_probe(pad_.get(), probe_);
  pad_ = share_object(pad);
  pad_name_ = object_name(pad);
  knows_pad_numbers_.store(false, std::memory_order_relaxed);
  if (const CapsPtr caps{gst_pad_get_current_caps(pad)}) note_caps(caps.get());
  probe_ = gst_pad_add_probe(
      pad,
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST |
                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      on_probe, this, nullptr);
}

void PadWatch::detach(GstPad* pad) {
  const std::lock_guard lock(mutex_);
  if (pad_.get() != pad) return;
  gst_pad_remove_probe(pad, probe_);
  pad_.reset();
}

void PadWatch::retire() {
  if (is_retired_.exchange(true, std::memory_order_relaxed)) return;
  from_.remove_output();
  to_.remove_input();
  const std::lock_guard lock(mutex_);
  if (!pad_) return;
  gst_pad_remove_probe(pad_.get(), probe_);
  pad_.reset();
}

PadCounters PadWatch::counters() const {
  return {num_buffers_.load(std::memory_order_relaxed), num_bytes_.load(std::memory_order_relaxed),
          num_frames_.load(std::memory_order_relaxed),
          num_objects_.load(std::memory_order_relaxed)};
}

CapsPtr PadWatch::caps() const {
  const std::lock_guard lock(mutex_);
  return CapsPtr(pad_ ? gst_pad_get_current_caps(pad_.get()) : nullptr);
}

PadPtr PadWatch::pad() const {
  const std::lock_guard lock(mutex_);
  return pad_ ? share_object(pad_.get()) : nullptr;
}

void PadWatch::add_tap(std::shared_ptr<BufferTap> tap) {
  const std::lock_guard lock(mutex_);
  Taps taps = *taps_;
  taps.push_back(std::move(tap));
  taps_ = std::make_shared<const Taps>(std::move(taps));
  has_taps_.store(true, std::memory_order_relaxed);
}

void PadWatch::remove_tap(const BufferTap* tap) {
  const std::lock_guard lock(mutex_);
  Taps taps = *taps_;
  std::erase_if(taps, [&](const auto& entry) { return entry.get() == tap; });
  has_taps_.store(!taps.empty(), std::memory_order_relaxed);
  taps_ = std::make_shared<const Taps>(std::move(taps));
}

std::shared_ptr<const PadWatch::Taps> PadWatch::taps() const {
  const std::lock_guard lock(mutex_);
  return taps_;
}

GstPadProbeReturn PadWatch::on_probe(GstPad* pad, GstPadProbeInfo* info, gpointer user_data) {
  auto* watch = static_cast<PadWatch*>(user_data);
  if ((info->type & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    watch->pass(pad, GST_PAD_PROBE_INFO_BUFFER(info));
  } else if ((info->type & GST_PAD_PROBE_TYPE_BUFFER_LIST) != 0) {
    GstBufferList* list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
    const guint length = gst_buffer_list_length(list);
    for (guint i = 0; i < length; ++i) watch->pass(pad, gst_buffer_list_get(list, i));
  } else if (GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
             GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
    GstCaps* caps = nullptr;
    gst_event_parse_caps(event, &caps);
    watch->note_caps(caps);
  }
  return GST_PAD_PROBE_OK;
}

void PadWatch::note_caps(const GstCaps* caps) {
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  gint width = 0;
  gint height = 0;
  if (gst_structure_has_name(structure, "video/x-raw")) {
    gst_structure_get_int(structure, "width", &width);
    gst_structure_get_int(structure, "height", &height);
  }
  width_.store(static_cast<std::uint32_t>(width), std::memory_order_relaxed);
  height_.store(static_cast<std::uint32_t>(height), std::memory_order_relaxed);
}

void PadWatch::pass(GstPad* pad, GstBuffer* buffer) {
  const BatchView batch(buffer);
  count(buffer, batch);
  if (!knows_pad_numbers_.load(std::memory_order_relaxed)) note_pad_numbers(pad);
  const PassingBuffer passing{GST_BUFFER_PTS(buffer), batch, monotonic_nanos()};
  const Transit transit = from_.leave(passing, from_number_.load(std::memory_order_relaxed));
  to_.enter(passing, to_number_.load(std::memory_order_relaxed), transit);
  if (has_taps_.load(std::memory_order_relaxed)) run_taps(pad, buffer);
}

void PadWatch::count(GstBuffer* buffer, const BatchView& batch) {
  add(num_buffers_, 1);
  add(num_bytes_, gst_buffer_get_size(buffer));
  if (!batch) {
    add(num_frames_, 1);
    return;
  }
  StreamCounters* streams = streams_.load(std::memory_order_relaxed);
  if (streams == nullptr) {
    streams = new StreamCounters;
    streams_.store(streams, std::memory_order_release);
  }
  const BatchTotals totals = batch.count(*streams);
  add(num_frames_, totals.frames);
  add(num_objects_, totals.objects);
}

/// With the first buffer, as a pad may be linked after it is watched.
void PadWatch::note_pad_numbers(GstPad* pad) {
  from_number_.store(pad_number(pad), std::memory_order_relaxed);
  if (const PadPtr peer{gst_pad_get_peer(pad)}) {
    to_number_.store(pad_number(peer.get()), std::memory_order_relaxed);
  }
  knows_pad_numbers_.store(true, std::memory_order_relaxed);
}

void PadWatch::run_taps(GstPad* pad, GstBuffer* buffer) {
  const PictureSize size = picture_size();
  const std::shared_ptr<const Taps> taps = this->taps();
  for (const auto& tap : *taps) tap->on_buffer(pad, buffer, size);
}

}  // namespace pipewright
