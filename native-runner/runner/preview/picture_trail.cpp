// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/picture_trail.hpp"

#include <algorithm>
#include <utility>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

/// Pictures that may be between two places; more are leftovers of pictures that were dropped.
constexpr std::size_t kMaxPictures = 64;

/// Place of the timestamp in an RTP packet (RFC 3550).
constexpr gsize kRtpTimestampOffset = 4;

GstBuffer* first_buffer(GstPadProbeInfo* info) {
  if ((info->type & GST_PAD_PROBE_TYPE_BUFFER) != 0) return GST_PAD_PROBE_INFO_BUFFER(info);
  GstBufferList* list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
  return gst_buffer_list_length(list) > 0 ? gst_buffer_list_get(list, 0) : nullptr;
}

}  // namespace

PictureTrail::PictureTrail(const Params& params, const std::string& run_id, WriteQueue& telemetry)
    : params_(params), run_id_(run_id), telemetry_(telemetry) {
  gst_segment_init(&packet_segment_, GST_FORMAT_TIME);
}

void PictureTrail::watch_metadata(GstPad* pad) {
  gst_pad_add_probe(
      pad,
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      [](GstPad*, GstPadProbeInfo* info, gpointer user_data) {
        auto* trail = static_cast<PictureTrail*>(user_data);
        if ((info->type & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
          trail->on_metadata(GST_PAD_PROBE_INFO_BUFFER(info));
        } else if (GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
                   GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
          GstCaps* caps = nullptr;
          gst_event_parse_caps(event, &caps);
          trail->on_metadata_caps(caps);
        }
        return GST_PAD_PROBE_OK;
      },
      this, nullptr);
}

void PictureTrail::watch_pictures(GstPad* pad, GstElement* pipeline) {
  pipeline_ = pipeline;
  gst_pad_add_probe(
      pad, GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer user_data) {
        return static_cast<PictureTrail*>(user_data)->on_picture(info);
      },
      this, nullptr);
}

void PictureTrail::watch_payloader(GstElement* payloader) {
  const PadPtr sink(gst_element_get_static_pad(payloader, "sink"));
  gst_pad_add_probe(
      sink.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer user_data) {
        const GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
        if (!GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) {
          static_cast<PictureTrail*>(user_data)->last_key_frame_.store(GST_BUFFER_PTS(buffer),
                                                                       std::memory_order_release);
        }
        return GST_PAD_PROBE_OK;
      },
      this, nullptr);
  const PadPtr source(gst_element_get_static_pad(payloader, "src"));
  gst_pad_add_probe(
      source.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST |
                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      [](GstPad*, GstPadProbeInfo* info, gpointer user_data) {
        return static_cast<PictureTrail*>(user_data)->on_packets(info);
      },
      this, nullptr);
}

void PictureTrail::on_metadata_caps(const GstCaps* caps) {
  gint width = 0;
  gint height = 0;
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  if (!gst_structure_get_int(structure, "width", &width) || width <= 0 ||
      !gst_structure_get_int(structure, "height", &height) || height <= 0) {
    return;
  }
  box_scale_ = {static_cast<float>(params_.encoded.width) / static_cast<float>(width),
                static_cast<float>(params_.encoded.height) / static_cast<float>(height)};
}

void PictureTrail::on_metadata(GstBuffer* buffer) {
  Seen seen{GST_BUFFER_PTS(buffer), {}};
  if (const BatchView batch(buffer); batch) {
    batch.read_objects(params_.objects_of, box_scale_, seen.objects);
  }
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= kMaxPictures) seen_.pop_front();
  seen_.push_back(std::move(seen));
}

GstPadProbeReturn PictureTrail::on_picture(GstPadProbeInfo* info) {
  GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
  GST_PAD_PROBE_INFO_DATA(info) = buffer;
  const GstClockTime pts = GST_BUFFER_PTS(buffer);

  Encoding encoding;
  telemetry::PreviewFrame& frame = *encoding.message.mutable_preview_frame();
  // Live: a picture is shown as it comes, whatever the clock of the pipeline that it is from.
  const GstClockTime now = gst_element_get_current_running_time(pipeline_);
  last_stamp_ = std::max(last_stamp_ + 1, GST_CLOCK_TIME_IS_VALID(now) ? now : 0);
  GST_BUFFER_PTS(buffer) = last_stamp_;
  GST_BUFFER_DTS(buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION(buffer) = GST_CLOCK_TIME_NONE;
  encoding.running_time = last_stamp_;
  encoding.message.set_run_id(run_id_);
  frame.set_pad_index(params_.pad_index);
  frame.set_stream(params_.stream);
  frame.set_width(params_.encoded.width);
  frame.set_height(params_.encoded.height);
  frame.set_monotonic_ns(static_cast<std::uint64_t>(g_get_monotonic_time()) * 1'000);

  const std::lock_guard lock(mutex_);
  while (!seen_.empty()) {
    const bool is_this = seen_.front().pts == pts;
    if (is_this) frame.mutable_objects()->Swap(&seen_.front().objects);
    seen_.pop_front();
    if (is_this) break;
  }
  if (encoding_.size() >= kMaxPictures) encoding_.pop_front();
  encoding_.push_back(std::move(encoding));
  return GST_PAD_PROBE_OK;
}

GstPadProbeReturn PictureTrail::on_packets(GstPadProbeInfo* info) {
  if ((info->type & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) != 0) {
    GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
    if (GST_EVENT_TYPE(event) == GST_EVENT_SEGMENT) {
      gst_event_copy_segment(event, &packet_segment_);
    }
    return GST_PAD_PROBE_OK;
  }
  GstBuffer* packet = first_buffer(info);
  if (packet == nullptr || GST_BUFFER_PTS(packet) == last_packet_pts_) return GST_PAD_PROBE_OK;
  last_packet_pts_ = GST_BUFFER_PTS(packet);
  std::uint32_t timestamp = 0;
  if (gst_buffer_extract(packet, kRtpTimestampOffset, &timestamp, sizeof(timestamp)) !=
      sizeof(timestamp)) {
    return GST_PAD_PROBE_OK;
  }
  send(gst_segment_to_running_time(&packet_segment_, GST_FORMAT_TIME, last_packet_pts_),
       GUINT32_FROM_BE(timestamp));
  return GST_PAD_PROBE_OK;
}

void PictureTrail::send(GstClockTime running_time, std::uint32_t rtp_timestamp) {
  std::string payload = telemetry_.take_buffer();
  {
    const std::lock_guard lock(mutex_);
    // Those before it were dropped on the way to the encoder.
    while (!encoding_.empty() && encoding_.front().running_time < running_time) {
      encoding_.pop_front();
    }
    if (encoding_.empty() || encoding_.front().running_time != running_time) return;
    telemetry::Telemetry& message = encoding_.front().message;
    message.mutable_preview_frame()->set_rtp_timestamp(rtp_timestamp);
    message.SerializeToString(&payload);
    encoding_.pop_front();
  }
  telemetry_.push(FrameClass::kPreview, std::move(payload));
}

}  // namespace pipewright
