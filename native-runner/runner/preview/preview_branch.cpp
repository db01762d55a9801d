// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/preview_branch.hpp"

#include <gst/video/video.h>

#include <algorithm>
#include <utility>

#include "common/log.hpp"
#include "common/text.hpp"
#include "runner/preview/picture_conversion.hpp"

namespace pipewright {
namespace {

ElementPtr child(const ElementPtr& bin, const char* name) {
  return ElementPtr(gst_bin_get_by_name(GST_BIN(bin.get()), name));
}

PadPtr static_pad(const ElementPtr& element, const char* name) {
  return PadPtr(gst_element_get_static_pad(element.get(), name));
}

}  // namespace

PreviewBranch::PreviewBranch(PadWatch& watch, Params params, MainQueue& main, WriteQueue& telemetry,
                             Events events)
    : watch_(watch),
      params_(std::move(params)),
      main_(main),
      telemetry_(telemetry),
      events_(std::move(events)) {}

PreviewBranch::~PreviewBranch() {
  if (tap_) {
    tap_->stop();
    watch_.remove_tap(tap_.get());
  }
  if (bus_watch_ != 0) g_source_remove(bus_watch_);
  viewers_.clear();
  if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

void PreviewBranch::open() {
  tap_ = std::make_shared<PictureTap>(
      params_.stream, [&main = main_, weak = weak_from_this()](PictureSource source,
                                                               std::optional<std::string> problem) {
        // Shared, as a task has to be copyable.
        auto shared = std::make_shared<PictureSource>(std::move(source));
        main.post([weak, shared, problem = std::move(problem)] {
          const auto self = weak.lock();
          if (!self) return;
          if (problem) {
            self->events_.failed(*problem);
          } else {
            self->start(*shared);
          }
        });
      });
  watch_.add_tap(tap_);
}

std::string PreviewBranch::describe_pipeline(const PictureSource& source,
                                             PictureSize encoded) const {
  const std::string convert =
      describe_conversion(source, params_.stream, {"I420", encoded, params_.encoder.takes_nvmm});
  return concat(
      "appsrc name=pictures is-live=true format=time max-buffers=1 max-bytes=0 "
      "max-time=0 leaky-type=downstream ! ",
      convert,
      " ! queue leaky=downstream max-size-buffers=2 max-size-bytes=0 "
      "max-size-time=0 ! ",
      params_.encoder.factory, " name=encoder ! ", params_.encoder.encoded_caps,
      " ! tee name=encoded ! ", params_.encoder.payloader,
      " name=payloader ! tee name=packets allow-not-linked=true");
}

void PreviewBranch::start(const PictureSource& source) {
  const PictureSize encoded =
      fit_picture(display_size(source, params_.stream), params_.max_width, params_.max_height);
  const std::string description = describe_pipeline(source, encoded);
  GError* raw_error = nullptr;
  // With an error it may be a part of what was described.
  ElementPtr made = share_object(gst_parse_launch(description.c_str(), &raw_error));
  const GErrorPtr error(raw_error);
  if (error) {
    log(LogLevel::kError, "preview", concat(error->message, " in: ", description));
    events_.failed(concat("the preview could not be built: ", error->message));
    return;
  }
  pipeline_ = std::move(made);
  encoder_ = child(pipeline_, "encoder");
  encoded_ = child(pipeline_, "encoded");
  packets_ = child(pipeline_, "packets");
  configure_preview_encoder(encoder_.get(), encoded);

  const ElementPtr pictures = child(pipeline_, "pictures");
  const ElementPtr tiler = child(pipeline_, "tiler");
  // The tiler moves the boxes to where its tiles are; converters leave them where they were.
  PictureTrail::Params trail;
  trail.pad_index = watch_.index();
  trail.stream = params_.stream;
  trail.objects_of = tiler ? params_.stream : -1;
  trail.encoded = encoded;
  trail_ = std::make_unique<PictureTrail>(trail, params_.run_id, telemetry_);
  trail_->watch_metadata(static_pad(tiler ? tiler : pictures, "src").get());
  trail_->watch_pictures(static_pad(child(pipeline_, "scaled"), "src").get(), pipeline_.get());
  trail_->watch_payloader(child(pipeline_, "payloader").get());

  const BusPtr bus(gst_element_get_bus(pipeline_.get()));
  bus_watch_ = gst_bus_add_watch(bus.get(), on_message, this);
  gst_app_src_set_caps(GST_APP_SRC(pictures.get()), tapped_caps(source.caps.get()).get());
  if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    return;  // the reason is on the bus
  }
  for (const ViewerPtr& viewer : std::vector<ViewerPtr>(viewers_)) join(viewer);
  tap_->connect(GST_APP_SRC(pictures.get()));
}

void PreviewBranch::add_viewer(ViewerPtr viewer) {
  viewers_.push_back(viewer);
  if (pipeline_) join(viewer);
}

void PreviewBranch::join(const ViewerPtr& viewer) {
  const Viewer::Preview preview{pipeline_.get(), encoded_.get(), packets_.get(), params_.encoder,
                                *trail_};
  if (auto joined = viewer->join(preview); !joined) {
    events_.viewer_failed(viewer->id(), joined.error().message());
  }
}

void PreviewBranch::remove_viewer(const std::string& viewer_id) {
  std::erase_if(viewers_, [&](const ViewerPtr& viewer) {
    if (viewer->id() != viewer_id) return false;
    viewer->leave();
    return true;
  });
}

void PreviewBranch::request_key_frame() {
  if (!encoder_) return;
  gst_element_send_event(encoder_.get(),
                         gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

gboolean PreviewBranch::on_message(GstBus*, GstMessage* message, gpointer user_data) {
  auto* branch = static_cast<PreviewBranch*>(user_data);
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) branch->handle_error(message);
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_LATENCY) {
    gst_bin_recalculate_latency(GST_BIN(branch->pipeline_.get()));
  }
  return G_SOURCE_CONTINUE;
}

void PreviewBranch::handle_error(GstMessage* message) {
  GError* raw_error = nullptr;
  gchar* raw_debug = nullptr;
  gst_message_parse_error(message, &raw_error, &raw_debug);
  const GErrorPtr error(raw_error);
  const std::string debug = take_text(raw_debug);
  const std::string source = object_name(GST_MESSAGE_SRC(message));
  log(LogLevel::kWarning, "preview", concat(source, ": ", error->message, " (", debug, ")"));
  const std::string reason = concat("the preview's ", source, " failed: ", error->message);
  for (const ViewerPtr& viewer : viewers_) {
    if (!viewer->owns(GST_MESSAGE_SRC(message))) continue;
    events_.viewer_failed(viewer->id(), reason);
    return;
  }
  events_.failed(reason);
}

}  // namespace pipewright
