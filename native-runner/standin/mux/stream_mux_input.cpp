// SPDX-License-Identifier: Apache-2.0
// What the mux takes from its sources: caps, segments, frames, flushes.

#include <algorithm>
#include <utility>

#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "stream_mux.hpp"
#include "surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_EXTERN(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

namespace pipewright::standin {
GstFlowReturn StreamMux::take_buffer(GstPad* pad, MuxSource& source, BufferPtr buffer) {
  MuxFrame frame;
  frame.source_id = source.id;
  frame.pts = GST_BUFFER_PTS(buffer.get());
  frame.duration = GST_BUFFER_DURATION(buffer.get());
  if (GST_CLOCK_TIME_IS_VALID(frame.pts)) {
    frame.running_time = gst_segment_to_running_time(&source.segment, GST_FORMAT_TIME, frame.pts);
    if (!GST_CLOCK_TIME_IS_VALID(frame.running_time)) {
      GST_DEBUG_OBJECT(pad, "a frame outside of its segment is dropped");
      return GST_FLOW_OK;
    }
  }
  if (is_late(frame)) {
    GST_DEBUG_OBJECT(pad, "a frame of %" GST_TIME_FORMAT " is too late and dropped",
                     GST_TIME_ARGS(frame.running_time));
    const guint signal = g_signal_lookup("dropped", G_OBJECT_TYPE(element_));
    if (signal != 0) g_signal_emit(element_, signal, 0, buffer.get());
    return GST_FLOW_OK;
  }
  if (!take_pictures(pad, source, buffer.get(), frame)) return GST_FLOW_ERROR;
  source.ntp.configure(stamps_system_time_, frame_duration_);
  frame.ntp_timestamp = source.ntp.of(buffer.get());
  if (gst_buffer_get_nvds_meta(buffer.get()) != nullptr) frame.origin = std::move(buffer);
  return collector_.push_frame(std::move(frame));
}

/// Whether a frame comes when its time, with all that sources may be late, is over.
bool StreamMux::is_late(const MuxFrame& frame) const {
  if (!syncs_inputs_) return false;
  const GstClockTime now = running_time();
  if (!GST_CLOCK_TIME_IS_VALID(now) || !GST_CLOCK_TIME_IS_VALID(frame.running_time)) return false;
  const GstClockTime allowance = add_times(add_times(wait_nanos_, max_latency_), upstream_latency_);
  return add_times(frame.running_time, allowance) < now;
}

/// The buffer's pictures, scaled if the mux has a size.
bool StreamMux::take_pictures(GstPad* pad, MuxSource& source, GstBuffer* buffer, MuxFrame& frame) {
  const SurfaceMap map(buffer);
  if (!map || map.size() == 0) {
    GST_ELEMENT_ERROR(element_, STREAM, FORMAT,
                      ("%s got a buffer in system memory on pad %s; it takes NVMM memory only.",
                       GST_OBJECT_NAME(element_), GST_PAD_NAME(pad)),
                      ("put nvvideoconvert and caps video/x-raw(memory:NVMM) before it"));
    return false;
  }
  if (map.size() > kMaxSurfacesPerFrame) {
    GST_ELEMENT_ERROR(
        element_, STREAM, FORMAT,
        ("%s got a buffer of %u pictures on pad %s; it takes at most %u per buffer.",
         GST_OBJECT_NAME(element_), map.size(), GST_PAD_NAME(pad), kMaxSurfacesPerFrame),
        ("lower the batch size before it"));
    return false;
  }
  frame.source_width = map.view(0).format.width;
  frame.source_height = map.view(0).format.height;
  for (unsigned index = 0; index < map.size(); ++index) {
    PictureRef picture = map.picture(index);
    if (!settings_.keeps_sizes()) picture = source.scaler.scale(picture, target_);
    if (!picture) {
      GST_ELEMENT_ERROR(
          element_, STREAM, FORMAT,
          ("%s cannot bring the frames of pad %s to %ux%u.", GST_OBJECT_NAME(element_),
           GST_PAD_NAME(pad), settings_.width, settings_.height),
          ("memory is short, or there is no conversion"));
      return false;
    }
    frame.pictures[index] = std::move(picture);
  }
  frame.num_pictures = map.size();
  return true;
}

bool StreamMux::take_event(GstPad* pad, MuxSource& source, GstPtr<GstEvent> event) {
  const auto push = [&](GstEvent* own) {
    collector_.push_event(source.id, GstPtr<GstEvent>(own));
    return true;
  };
  switch (static_cast<int>(GST_EVENT_TYPE(event.get()))) {
    case GST_EVENT_STREAM_START: {
      const gchar* stream_id = nullptr;
      gst_event_parse_stream_start(event.get(), &stream_id);
      collector_.restart_source(source.id);
      return push(gst_nvevent_new_stream_start(source.id, const_cast<gchar*>(stream_id)));
    }
    case GST_EVENT_CAPS: {
      GstCaps* caps = nullptr;
      gst_event_parse_caps(event.get(), &caps);
      return take_caps(pad, source, caps);
    }
    case GST_EVENT_SEGMENT:
      return take_segment(pad, source, event.get());
    case GST_EVENT_EOS:
      source.ntp.reset();
      collector_.push_eos(source.id, GstPtr<GstEvent>(gst_nvevent_new_stream_eos(source.id)));
      return true;
    case GST_EVENT_FLUSH_START:
      return take_flush_start(source, std::move(event));
    case GST_EVENT_FLUSH_STOP:
      return take_flush_stop(source, std::move(event));
    case GST_NVEVENT_STREAM_EOS:
      // Of a mux before this one, about one of its own sources.
      return push(event.release());
    case GST_NVEVENT_STREAM_RESET:
      return push(gst_nvevent_new_stream_reset(source.id));
    default:
      // Tags, gaps, collections and the like are about one source and mean nothing behind the mux.
      return true;
  }
}

bool StreamMux::take_caps(GstPad* pad, MuxSource& source, GstCaps* caps) {
  GstVideoInfo info;
  if (!is_nvmm_caps(caps) || gst_video_info_from_caps(&info, caps) == FALSE) {
    GST_ELEMENT_ERROR(element_, STREAM, WRONG_TYPE,
                      ("%s takes video in NVMM memory only on pad %s.", GST_OBJECT_NAME(element_),
                       GST_PAD_NAME(pad)),
                      ("put nvvideoconvert and caps video/x-raw(memory:NVMM) before it"));
    return false;
  }
  if (!negotiate(info)) return false;
  if (settings_.keeps_sizes()) {
    const GCharPtr stream_id(gst_pad_get_stream_id(pad));
    collector_.push_event(source.id, GstPtr<GstEvent>(gst_nvevent_new_update_caps(
                                         source.id, static_cast<guint>(GST_VIDEO_INFO_WIDTH(&info)),
                                         static_cast<guint>(GST_VIDEO_INFO_HEIGHT(&info)),
                                         gst_caps_get_structure(caps, 0), stream_id.get(), FALSE)));
  }
  return true;
}

bool StreamMux::take_segment(GstPad* pad, MuxSource& source, GstEvent* event) {
  gst_event_copy_segment(event, &source.segment);
  if (source.segment.format != GST_FORMAT_TIME) {
    GST_ELEMENT_ERROR(
        element_, STREAM, FORMAT,
        ("%s needs timed frames on pad %s.", GST_OBJECT_NAME(element_), GST_PAD_NAME(pad)),
        ("the segment is in %s", gst_format_get_name(source.segment.format)));
    return false;
  }
  collector_.push_event(
      source.id, GstPtr<GstEvent>(gst_nvevent_new_stream_segment(source.id, &source.segment)));
  return true;
}

/// The format of the first source's caps decides the batch's, if what follows takes it.
bool StreamMux::negotiate(const GstVideoInfo& first) {
  const std::lock_guard lock(mutex_);
  if (is_negotiated_) return true;
  const bool keeps_sizes = settings_.keeps_sizes();
  const int width = keeps_sizes ? GST_VIDEO_INFO_WIDTH(&first) : static_cast<int>(settings_.width);
  const int height =
      keeps_sizes ? GST_VIDEO_INFO_HEIGHT(&first) : static_cast<int>(settings_.height);
  unsigned batch_size = settings_.rules.batch_size;
  if (settings_.rules.sizing == BatchSizing::kActive) {
    batch_size = std::max(batch_size, static_cast<unsigned>(element_->numsinkpads));
  }
  const CapsPtr wanted(gst_caps_new_simple(
      "video/x-raw", "width", G_TYPE_INT, width, "height", G_TYPE_INT, height, "framerate",
      GST_TYPE_FRACTION, GST_VIDEO_INFO_FPS_N(&first), GST_VIDEO_INFO_FPS_D(&first), "batch-size",
      G_TYPE_INT, static_cast<int>(batch_size), "num-surfaces-per-frame", G_TYPE_INT,
      static_cast<int>(settings_.rules.num_surfaces_per_frame), nullptr));
  // Frames that keep their sizes keep their format too.
  if (keeps_sizes) {
    gst_caps_set_simple(wanted.get(), "format", G_TYPE_STRING, GST_VIDEO_INFO_NAME(&first),
                        nullptr);
  }
  gst_caps_set_features(wanted.get(), 0, gst_caps_features_new(kNvmmFeature, nullptr));
  const CapsPtr template_caps(gst_pad_get_pad_template_caps(src_pad_));
  const CapsPtr possible(gst_caps_intersect(wanted.get(), template_caps.get()));
  CapsPtr allowed(gst_pad_peer_query_caps(src_pad_, possible.get()));
  if (gst_caps_is_empty(allowed.get())) {
    GST_ELEMENT_ERROR(element_, STREAM, WRONG_TYPE,
                      ("What follows %s takes no %dx%d video in NVMM memory.",
                       GST_OBJECT_NAME(element_), width, height),
                      ("%s", keeps_sizes ? "put nvvideoconvert behind the mux"
                                         : "put nvvideoconvert behind the mux, or change its width "
                                           "and height"));
    return false;
  }
  GstCaps* caps = gst_caps_make_writable(gst_caps_truncate(allowed.release()));
  gst_structure_fixate_field_string(gst_caps_get_structure(caps, 0), "format",
                                    GST_VIDEO_INFO_NAME(&first));
  caps_.reset(gst_caps_fixate(caps));
  GstVideoInfo info;
  gst_video_info_from_caps(&info, caps_.get());
  target_.format = FrameFormat::from_info(info);
  is_negotiated_ = true;
  GST_DEBUG_OBJECT(element_, "batches of %" GST_PTR_FORMAT, caps_.get());
  return true;
}

/// The sources flush while they take the seek. Those that cannot seek just go on, so only the ones
/// that have begun to flush are waited for.
bool StreamMux::seek(GstPtr<GstEvent> event) {
  struct Pass {
    GstEvent* event;
    bool is_taken = false;
  } pass{event.get()};
  {
    const std::lock_guard lock(mutex_);
    ++num_seeks_;
  }
  gst_element_foreach_sink_pad(
      element_,
      [](GstElement*, GstPad* pad, gpointer data) -> gboolean {
        auto& each = *static_cast<Pass*>(data);
        if (gst_pad_push_event(pad, gst_event_ref(each.event)) != FALSE) each.is_taken = true;
        return TRUE;
      },
      &pass);
  {
    const std::lock_guard lock(mutex_);
    --num_seeks_;
  }
  end_seek();
  return pass.is_taken;
}

/// A seek flushes its sources; the stream behind the mux is flushed once, and goes on when they all
/// do. A source that flushes by itself loses its own frames only.
bool StreamMux::take_flush_start(const MuxSource& source, GstPtr<GstEvent> event) {
  collector_.set_source_flushing(source.id, true);
  bool is_first = false;
  {
    const std::lock_guard lock(mutex_);
    if (num_seeks_ == 0 && !is_flushing_downstream_) return true;
    flushing_sources_.insert(source.id);
    is_first = !is_flushing_downstream_;
    is_flushing_downstream_ = true;
  }
  if (!is_first) return true;
  gst_pad_push_event(src_pad_, event.release());
  collector_.set_paused(true);
  pool_.close();
  gst_pad_pause_task(src_pad_);
  return true;
}

bool StreamMux::take_flush_stop(MuxSource& source, GstPtr<GstEvent> event) {
  gst_segment_init(&source.segment, GST_FORMAT_TIME);
  collector_.set_source_flushing(source.id, false);
  {
    const std::lock_guard lock(mutex_);
    if (flushing_sources_.erase(source.id) > 0) flush_stop_ = std::move(event);
  }
  end_seek();
  return true;
}

/// Goes on behind the mux once all sources know of the seek and none of them flushes any more.
void StreamMux::end_seek() {
  GstPtr<GstEvent> event;
  {
    const std::lock_guard lock(mutex_);
    if (!is_flushing_downstream_ || num_seeks_ > 0 || !flushing_sources_.empty()) return;
    is_flushing_downstream_ = false;
    sent_head_ = false;
    event = std::move(flush_stop_);
  }
  // None when the last source that was waited for has been taken away.
  if (!event) event.reset(gst_event_new_flush_stop(TRUE));
  GST_PAD_STREAM_LOCK(src_pad_);
  builder_.forget_times();
  pending_events_.clear();
  GST_PAD_STREAM_UNLOCK(src_pad_);
  gst_pad_push_event(src_pad_, event.release());
  collector_.set_paused(false);
  pool_.open();
  gst_pad_start_task(src_pad_, &StreamMux::loop, this, nullptr);
}

}  // namespace pipewright::standin
