// SPDX-License-Identifier: Apache-2.0
#include "stream_demux.hpp"

#include <algorithm>
#include <utility>

GST_DEBUG_CATEGORY_EXTERN(nvstreamdemux_debug);
#define GST_CAT_DEFAULT nvstreamdemux_debug

namespace pipewright::standin {
namespace {

bool has_same_caps(const FrameFormat& a, const FrameFormat& b) {
  return a.format == b.format && a.width == b.width && a.height == b.height;
}

/// What became of a stream's frame. A branch that was unlinked or shut down is no reason to stop
/// the others.
GstFlowReturn flow_of(GstFlowReturn pushed, GstPad* sink_pad) {
  const bool is_closed = pushed == GST_FLOW_NOT_LINKED ||
                         (pushed == GST_FLOW_FLUSHING && !GST_PAD_IS_FLUSHING(sink_pad));
  return is_closed ? GST_FLOW_OK : pushed;
}

}  // namespace

StreamDemux::~StreamDemux() {
  gst_flow_combiner_free(combiner_);
}

unsigned StreamDemux::free_number() {
  const std::lock_guard lock(mutex_);
  unsigned number = 0;
  while (streams_.contains(number)) ++number;
  return number;
}

bool StreamDemux::add_stream(unsigned number, GstPad* pad) {
  const std::lock_guard lock(mutex_);
  const auto [stream, is_new] = streams_.try_emplace(number);
  if (!is_new) return false;
  stream->second.pad = share_object(pad);
  gst_flow_combiner_add_pad(combiner_, pad);
  return true;
}

void StreamDemux::remove_stream(GstPad* pad) {
  const std::lock_guard lock(mutex_);
  std::erase_if(streams_, [pad](const auto& each) { return each.second.pad.get() == pad; });
  gst_flow_combiner_remove_pad(combiner_, pad);
}

void StreamDemux::remove_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [number, stream] : streams_) {
    gst_flow_combiner_remove_pad(combiner_, stream.pad.get());
  }
  streams_.clear();
}

/// The pad of a source, if it was requested and still takes data.
PadPtr StreamDemux::open_pad(unsigned number) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(number);
  if (found == streams_.end() || found->second.has_ended) return nullptr;
  return share_object(found->second.pad.get());
}

/// The batch's caps with what is a stream's own: behind a mux that does not scale every source has
/// its size and format. Needs the lock.
CapsPtr StreamDemux::stream_caps(unsigned number, const FrameFormat& format) const {
  CapsPtr caps(gst_caps_copy(caps_.get()));
  gst_caps_set_simple(caps.get(), "width", G_TYPE_INT, format.width, "height", G_TYPE_INT,
                      format.height, "format", G_TYPE_STRING,
                      gst_video_format_to_string(format.format), nullptr);
  if (const auto rate = rates_.find(number); rate != rates_.end()) {
    gst_caps_set_simple(caps.get(), "framerate", GST_TYPE_FRACTION, rate->second.numerator,
                        rate->second.denominator, nullptr);
  }
  return caps;
}

/// Stream-start, caps and segment, before a stream's first frame; caps again when `format` differs
/// from the frame before. Without a format the batch's is the stream's.
void StreamDemux::push_head(unsigned number, GstPad* pad, const FrameFormat* format) {
  CapsPtr caps;
  bool is_new = false;
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  {
    const std::lock_guard lock(mutex_);
    const auto stream = streams_.find(number);
    if (stream == streams_.end() || !caps_) return;
    is_new = !stream->second.sent_head;
    const bool is_same = format == nullptr || has_same_caps(*format, stream->second.format);
    if (!is_new && is_same) return;
    stream->second.sent_head = true;
    if (format != nullptr) {
      stream->second.format = *format;
      caps = stream_caps(number, *format);
    } else {
      caps = share_caps(caps_.get());
    }
    if (const auto found = segments_.find(number); found != segments_.end()) {
      segment = found->second;
    }
  }
  if (is_new) {
    const GCharPtr stream_id(gst_pad_create_stream_id_printf(pad, element_, "%u", number));
    gst_pad_push_event(pad, gst_event_new_stream_start(stream_id.get()));
  }
  gst_pad_push_event(pad, gst_event_new_caps(caps.get()));
  if (is_new) gst_pad_push_event(pad, gst_event_new_segment(&segment));
}

/// Takes a batch apart into frames of the pads that are linked. False when it is no batch.
bool StreamDemux::split(GstBuffer* batch) {
  NvDsBatchMeta* batch_meta = gst_buffer_get_nvds_batch_meta(batch);
  const SurfaceMap map(batch);
  if (batch_meta == nullptr || !map) return false;
  unsigned num_surfaces = 1;
  {
    const std::lock_guard lock(mutex_);
    num_surfaces = num_surfaces_per_frame_;
  }
  for (GList* node = batch_meta->frame_meta_list; node != nullptr;) {
    node = take_frame(node, num_surfaces, surfaces_);
    const NvDsFrameMeta& first = *surfaces_.front();
    PadPtr pad = open_pad(first.pad_index);
    if (!pad || gst_pad_is_linked(pad.get()) == FALSE) continue;
    BufferPtr single(single_frame_buffer(map, surfaces_, GST_BUFFER_DURATION(batch)));
    if (!single) {
      GST_WARNING_OBJECT(element_, "the batch has no picture %u: split it before tiling",
                         first.batch_id);
      continue;
    }
    frames_.push_back(
        {first.pad_index, std::move(pad), std::move(single), map.view(first.batch_id).format});
  }
  return true;
}

GstFlowReturn StreamDemux::take_batch(GstPad* sink_pad, BufferPtr batch) {
  if (!split(batch.get())) {
    GST_ELEMENT_ERROR(element_, STREAM, DEMUX,
                      ("%s got a buffer without batch metadata: it has to come from nvstreammux.",
                       GST_OBJECT_NAME(element_)),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  // With the batch goes its share in the pictures: whoever draws on a frame need not copy it.
  batch.reset();
  GstFlowReturn flow = GST_FLOW_OK;
  for (StreamFrame& frame : frames_) {
    push_head(frame.number, frame.pad.get(), &frame.format);
    const GstFlowReturn pushed = gst_pad_push(frame.pad.get(), frame.buffer.release());
    const std::lock_guard lock(mutex_);
    flow = gst_flow_combiner_update_pad_flow(combiner_, frame.pad.get(), flow_of(pushed, sink_pad));
    if (flow != GST_FLOW_OK) break;
  }
  frames_.clear();
  return flow;
}

void StreamDemux::set_caps(GstCaps* caps) {
  CapsPtr single(gst_caps_copy(caps));
  GstStructure* structure = gst_caps_get_structure(single.get(), 0);
  gint num_surfaces = 1;
  gst_structure_get_int(structure, "num-surfaces-per-frame", &num_surfaces);
  gst_structure_remove_field(structure, "batch-size");
  if (num_surfaces <= 1) gst_structure_remove_field(structure, "num-surfaces-per-frame");
  const std::lock_guard lock(mutex_);
  caps_ = std::move(single);
  num_surfaces_per_frame_ = static_cast<unsigned>(std::max(num_surfaces, 1));
  for (auto& [number, stream] : streams_) stream.sent_head = false;
}

void StreamDemux::set_segment(unsigned number, const GstSegment& segment) {
  PadPtr running;
  {
    const std::lock_guard lock(mutex_);
    segments_[number] = segment;
    const auto found = streams_.find(number);
    if (found != streams_.end() && found->second.sent_head) {
      running = share_object(found->second.pad.get());
    }
  }
  if (running) gst_pad_push_event(running.get(), gst_event_new_segment(&segment));
}

void StreamDemux::set_rate(unsigned number, int numerator, int denominator) {
  const std::lock_guard lock(mutex_);
  rates_[number] = {numerator, denominator};
}

void StreamDemux::restart_stream(unsigned number) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(number);
  if (found == streams_.end() || !found->second.has_ended) return;
  found->second.has_ended = false;
  found->second.sent_head = false;
}

bool StreamDemux::forward_event(unsigned number, GstPtr<GstEvent> event) {
  PadPtr running;
  {
    const std::lock_guard lock(mutex_);
    const auto found = streams_.find(number);
    if (found != streams_.end() && found->second.sent_head && !found->second.has_ended) {
      running = share_object(found->second.pad.get());
    }
  }
  return running && gst_pad_push_event(running.get(), event.release()) != FALSE;
}

void StreamDemux::end_stream(unsigned number) {
  const PadPtr pad = open_pad(number);
  if (!pad) return;
  push_head(number, pad.get(), nullptr);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = streams_.find(number); found != streams_.end()) {
      found->second.has_ended = true;
    }
  }
  gst_pad_push_event(pad.get(), gst_event_new_eos());
}

void StreamDemux::end_all() {
  std::vector<unsigned> numbers;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, stream] : streams_) numbers.push_back(number);
  }
  for (const unsigned number : numbers) end_stream(number);
}

/// Needs the lock.
void StreamDemux::begin_anew() {
  for (auto& [number, stream] : streams_) stream = {std::move(stream.pad), false, false, {}};
  gst_flow_combiner_reset(combiner_);
}

void StreamDemux::flush() {
  const std::lock_guard lock(mutex_);
  begin_anew();
}

void StreamDemux::reset() {
  const std::lock_guard lock(mutex_);
  begin_anew();
  segments_.clear();
  rates_.clear();
  caps_.reset();
}

}  // namespace pipewright::standin
