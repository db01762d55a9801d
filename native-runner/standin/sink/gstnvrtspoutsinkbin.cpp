// SPDX-License-Identifier: Apache-2.0
// nvrtspoutsinkbin: encodes and serves by RTSP.
//
//   ... ! nvrtspoutsinkbin rtsp-port=8554 rtsp-mount-point=/ds-test bitrate=2000000
//   gst-play-1.0 rtsp://localhost:8554/ds-test

#include <gst/app/gstappsink.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "elements.hpp"
#include "properties/nvrtspoutsinkbin.gen.hpp"
#include "rtsp/rtsp_broadcast.hpp"
#include "rtsp/track_rows.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvrtspoutsinkbin;
using rtsp::Track;

constexpr unsigned kLargestPort = 65535;

/// What one bin serves. The rows and the server are there from READY on.
struct Output {
  PropertyStore* properties = nullptr;
  std::array<ElementRow, rtsp::kNumTracks> rows;
  std::shared_ptr<rtsp::Audience> audience;
  std::unique_ptr<rtsp::RtspBroadcast> broadcast;

  ElementRow& row(Track track) { return rows[static_cast<std::size_t>(track)]; }
};

struct GstNvRtspOutSinkBin {
  GstBin parent;
  Output* output;
};
struct GstNvRtspOutSinkBinClass {
  GstBinClass parent_class;
};

GType gst_nv_rtsp_out_sink_bin_get_type();
G_DEFINE_TYPE(GstNvRtspOutSinkBin, gst_nv_rtsp_out_sink_bin, GST_TYPE_BIN)

Output& output_of(gpointer element) {
  return *static_cast<GstNvRtspOutSinkBin*>(element)->output;
}

const char* pad_name(Track track) {
  return track == Track::kVideo ? "vsink" : "asink";
}

/// The tracks whose pads were asked for.
std::vector<Track> tracks_of(GstElement* bin) {
  std::vector<Track> tracks;
  for (const Track track : rtsp::kTracks) {
    if (PadPtr(gst_element_get_static_pad(bin, pad_name(track)))) tracks.push_back(track);
  }
  return tracks;
}

void refuse(GstElement* bin, const std::string& reason) {
  GST_ELEMENT_ERROR(bin, RESOURCE, SETTINGS,
                    ("Element %s: %s", GST_OBJECT_NAME(bin), reason.c_str()), (nullptr));
}

template <Track track>
GstAppSinkCallbacks handlers() {
  GstAppSinkCallbacks callbacks = {};
  callbacks.new_sample = [](GstAppSink* sink, gpointer audience) {
    const GstPtr<GstSample> sample(gst_app_sink_pull_sample(sink));
    if (!sample) return GST_FLOW_EOS;
    (*static_cast<std::shared_ptr<rtsp::Audience>*>(audience))->push(track, sample.get());
    return GST_FLOW_OK;
  };
  callbacks.eos = [](GstAppSink*, gpointer audience) {
    (*static_cast<std::shared_ptr<rtsp::Audience>*>(audience))->end(track);
  };
  return callbacks;
}

void hear(GstElement* sink, Track track, const std::shared_ptr<rtsp::Audience>& audience) {
  GstAppSinkCallbacks callbacks =
      track == Track::kVideo ? handlers<Track::kVideo>() : handlers<Track::kAudio>();
  gst_app_sink_set_callbacks(
      GST_APP_SINK(sink), &callbacks, new std::shared_ptr<rtsp::Audience>(audience),
      [](gpointer data) { delete static_cast<std::shared_ptr<rtsp::Audience>*>(data); });
}

void clear(GstElement* bin, Track track) {
  if (PadPtr(gst_element_get_static_pad(bin, pad_name(track)))) {
    set_ghost_target(bin, pad_name(track), nullptr, nullptr);
  }
  clear_row(bin, output_of(bin).row(track));
}

bool build(GstElement* bin, Track track) {
  Output& output = output_of(bin);
  clear(bin, track);
  const auto parts = rtsp::track_row(track, *output.properties);
  if (!parts) {
    refuse(bin, parts.error());
    return false;
  }
  if (!build_row(bin, parts.value(), output.row(track))) return false;
  set_ghost_target(bin, pad_name(track), output.row(track).front(), "sink");
  return true;
}

/// A sentence on the server's address when it can't be one.
std::string bad_address(const Output& output) {
  const unsigned port = output.properties->uint_value(props::kRtspPort);
  const std::string mount_point = output.properties->text_value(props::kRtspMountPoint);
  if (port > kLargestPort) {
    return "rtsp-port is " + std::to_string(port) + "; write a port from 1 to 65535.";
  }
  if (!mount_point.starts_with('/')) {
    return "rtsp-mount-point is '" + mount_point + "'; write a path that begins with /.";
  }
  return {};
}

/// Starts the server for what the rows give.
bool serve(GstElement* bin, const std::vector<Track>& tracks) {
  Output& output = output_of(bin);
  if (const std::string problem = bad_address(output); !problem.empty()) {
    refuse(bin, problem);
    return false;
  }
  const ElementRow& video = output.row(Track::kVideo);
  output.audience = std::make_shared<rtsp::Audience>(
      PadPtr(video.empty() ? nullptr : gst_element_get_static_pad(video.back(), "sink")));
  for (const Track track : tracks) hear(output.row(track).back(), track, output.audience);
  const std::string mount_point = output.properties->text_value(props::kRtspMountPoint);
  auto started =
      rtsp::RtspBroadcast::start({.port = output.properties->uint_value(props::kRtspPort),
                                  .mount_point = mount_point,
                                  .launch = rtsp::media_launch(tracks, *output.properties)},
                                 output.audience);
  if (!started) {
    refuse(bin, started.error());
    return false;
  }
  output.broadcast = std::move(started).value();
  GST_ELEMENT_INFO(bin, RESOURCE, OPEN_WRITE,
                   ("%s serves rtsp://localhost:%d%s.", GST_OBJECT_NAME(bin),
                    output.broadcast->port(), mount_point.c_str()),
                   (nullptr));
  return true;
}

bool start(GstElement* bin) {
  const std::vector<Track> tracks = tracks_of(bin);
  for (const Track track : tracks) {
    if (!build(bin, track)) return false;
  }
  return tracks.empty() || serve(bin, tracks);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && !start(element)) {
    return GST_STATE_CHANGE_FAILURE;
  }
  const auto result =
      GST_ELEMENT_CLASS(gst_nv_rtsp_out_sink_bin_parent_class)->change_state(element, transition);
  const bool has_not_started =
      transition == GST_STATE_CHANGE_NULL_TO_READY && result == GST_STATE_CHANGE_FAILURE;
  if (has_not_started || transition == GST_STATE_CHANGE_READY_TO_NULL) {
    output_of(element).broadcast.reset();
  }
  return result;
}

GstPad* request_new_pad(GstElement* element, GstPadTemplate* pad_template, const gchar*,
                        const GstCaps*) {
  const char* name = GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template);
  if (output_of(element).broadcast) {
    GST_ELEMENT_WARNING(element, STREAM, FAILED,
                        ("%s gives no pad %s while it serves: players were told of its tracks. "
                         "Link it before it starts.",
                         GST_OBJECT_NAME(element), name),
                        (nullptr));
    return nullptr;
  }
  if (PadPtr(gst_element_get_static_pad(element, name))) {
    GST_WARNING_OBJECT(element, "has its pad %s already", name);
    return nullptr;
  }
  GstPad* pad = gst_ghost_pad_new_no_target_from_template(name, pad_template);
  gst_element_add_pad(element, pad);
  return pad;
}

void release_pad(GstElement* element, GstPad* pad) {
  for (const Track track : rtsp::kTracks) {
    if (g_strcmp0(GST_OBJECT_NAME(pad), pad_name(track)) == 0) clear(element, track);
  }
  gst_pad_set_active(pad, FALSE);
  gst_element_remove_pad(element, pad);
}

void constructed(GObject* object) {
  G_OBJECT_CLASS(gst_nv_rtsp_out_sink_bin_parent_class)->constructed(object);
  Output& output = output_of(object);
  output.properties = PropertyStore::attach(object, props::kProperties);
  // With 0 the system chooses the port.
  output.properties->on_read([&output](unsigned id, GValue* value) {
    if (id == props::kRtspPort && output.broadcast) {
      g_value_set_uint(value, static_cast<guint>(output.broadcast->port()));
    }
  });
  // It has no sink inside before READY, and the pipeline waits for the end of its sinks.
  gst_bin_set_suppressed_flags(GST_BIN_CAST(object), GST_ELEMENT_FLAG_SINK);
  GST_OBJECT_FLAG_SET(object, GST_ELEMENT_FLAG_SINK);
}

void finalize(GObject* object) {
  delete static_cast<GstNvRtspOutSinkBin*>(static_cast<gpointer>(object))->output;
  G_OBJECT_CLASS(gst_nv_rtsp_out_sink_bin_parent_class)->finalize(object);
}

void gst_nv_rtsp_out_sink_bin_init(GstNvRtspOutSinkBin* self) {
  self->output = new Output;
}

void gst_nv_rtsp_out_sink_bin_class_init(GstNvRtspOutSinkBinClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->constructed = &constructed;
  object_class->finalize = &finalize;
  element_class->change_state = &change_state;
  element_class->request_new_pad = &request_new_pad;
  element_class->release_pad = &release_pad;
  install_element(element_class, props::kElement, "Encodes and serves by RTSP");
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvrtspoutsinkbin, "nvrtspoutsinkbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_rtsp_out_sink_bin_get_type());
