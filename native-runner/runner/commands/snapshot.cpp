// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/snapshot.hpp"

#include <gst/app/gstappsrc.h>

#include <utility>

#include "common/text.hpp"
#include "runner/channel/frame_codec.hpp"
#include "runner/preview/picture_conversion.hpp"
#include "runner/preview/picture_layout.hpp"

namespace pipewright {
namespace {

constexpr std::uint32_t kDefaultTimeoutMillis = 5000;

/// Of a tiled batch, whose full size grows with its streams.
constexpr PictureSize kMaxTiledSize = {3840, 2160};

/// Frames carry the answer's other fields too.
constexpr std::size_t kMaxPngBytes = kMaxFrameBytes - 1024;

/// What the streaming thread has to know. It never holds the snapshot, which would end in it.
struct PngTarget {
  MainQueue& main;
  std::weak_ptr<Snapshot> snapshot;
};

std::string description_of(const PictureSource& source, int stream, PictureSize size) {
  // nvvideoconvert gives RGBA; a PNG of what is opaque needs no alpha.
  const PictureTarget target{source.is_nvmm ? "RGBA" : "RGB", size};
  return concat("appsrc name=pictures format=time ! ", describe_conversion(source, stream, target),
                " ! videoconvert ! video/x-raw,format=RGB ! pngenc compression-level=3 ! "
                "appsink name=png sync=false");
}

}  // namespace

Snapshot::Snapshot(runner::TakeSnapshot request, PadWatch& watch, MainQueue& main, Callback done)
    : request_(std::move(request)), watch_(watch), main_(main), done_(std::move(done)) {}

Snapshot::~Snapshot() {
  close();
}

void Snapshot::close() {
  if (tap_) {
    tap_->stop();
    watch_.remove_tap(tap_.get());
    tap_.reset();
  }
  if (timer_ != 0) g_source_remove(std::exchange(timer_, 0));
  if (bus_watch_ != 0) g_source_remove(std::exchange(bus_watch_, 0));
  if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
  pipeline_.reset();
}

void Snapshot::start(bool is_paused) {
  const std::uint32_t timeout =
      request_.timeout_ms() == 0 ? kDefaultTimeoutMillis : request_.timeout_ms();
  timer_ = g_timeout_add(
      timeout,
      [](gpointer user_data) -> gboolean {
        auto* snapshot = static_cast<Snapshot*>(user_data);
        snapshot->timer_ = 0;
        snapshot->fail("no picture passed in time; where the run is paused, step or play on");
        return G_SOURCE_REMOVE;
      },
      this);
  if (is_paused && take_from_sink()) return;
  tap_ = std::make_shared<SnapshotTap>(
      request_.stream(), [&main = main_, weak = weak_from_this()](Outcome<TakenPicture> taken) {
        // Shared, as a task has to be copyable.
        auto shared = std::make_shared<Outcome<TakenPicture>>(std::move(taken));
        main.post([weak, shared] {
          const auto self = weak.lock();
          if (!self) return;
          if (!*shared) return self->finish(std::move(*shared).error());
          self->convert(shared->value());
        });
      });
  watch_.add_tap(tap_);
}

bool Snapshot::take_from_sink() {
  const PadPtr pad = watch_.pad();
  const PadPtr peer(pad ? gst_pad_get_peer(pad.get()) : nullptr);
  const ElementPtr sink(peer ? gst_pad_get_parent_element(peer.get()) : nullptr);
  if (!sink ||
      g_object_class_find_property(G_OBJECT_GET_CLASS(sink.get()), "last-sample") == nullptr) {
    return false;
  }
  GstSample* raw_sample = nullptr;
  g_object_get(sink.get(), "last-sample", &raw_sample, nullptr);
  const GstPtr<GstSample> sample(raw_sample);
  if (!sample || gst_sample_get_buffer(sample.get()) == nullptr) return false;
  auto picture = take_picture(gst_sample_get_buffer(sample.get()),
                              share_caps(gst_sample_get_caps(sample.get())), watch_.picture_size());
  if (!picture) {
    finish(std::move(picture).error());
  } else {
    convert(picture.value());
  }
  return true;
}

PictureSize Snapshot::wanted_size(const PictureSource& source) const {
  const PictureSize full = display_size(source, request_.stream());
  const bool is_tiled = is_batched(source) && request_.stream() < 0;
  const PictureSize limit = is_tiled ? kMaxTiledSize : full;
  return fit_picture(full, request_.max_width() == 0 ? limit.width : request_.max_width(),
                     request_.max_height() == 0 ? limit.height : request_.max_height());
}

void Snapshot::convert(const TakenPicture& picture) {
  if (pipeline_ || is_done()) return;
  size_ = wanted_size(picture.source);
  const std::string description = description_of(picture.source, request_.stream(), size_);
  GError* raw_error = nullptr;
  GstElement* made = gst_parse_launch(description.c_str(), &raw_error);
  const GErrorPtr error(raw_error);
  if (made != nullptr) pipeline_ = share_object(made);
  if (error) return fail(error->message);
  const BusPtr bus(gst_element_get_bus(pipeline_.get()));
  bus_watch_ = gst_bus_add_watch(bus.get(), on_message, this);
  const ElementPtr pictures(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "pictures"));
  const ElementPtr png(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "png"));
  GstAppSinkCallbacks callbacks = {};
  callbacks.new_sample = on_png;
  gst_app_sink_set_callbacks(GST_APP_SINK(png.get()), &callbacks,
                             new PngTarget{main_, weak_from_this()},
                             [](gpointer data) { delete static_cast<PngTarget*>(data); });
  gst_app_src_set_caps(GST_APP_SRC(pictures.get()), picture.source.caps.get());
  if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    return;  // the reason is on the bus
  }
  gst_app_src_push_buffer(GST_APP_SRC(pictures.get()), gst_buffer_ref(picture.buffer.get()));
  gst_app_src_end_of_stream(GST_APP_SRC(pictures.get()));
}

GstFlowReturn Snapshot::on_png(GstAppSink* sink, gpointer user_data) {
  const GstPtr<GstSample> sample(gst_app_sink_pull_sample(sink));
  if (!sample) return GST_FLOW_OK;
  auto png = std::make_shared<std::string>();
  GstBuffer* buffer = gst_sample_get_buffer(sample.get());
  png->resize(gst_buffer_get_size(buffer));
  gst_buffer_extract(buffer, 0, png->data(), png->size());
  const auto& target = *static_cast<PngTarget*>(user_data);
  target.main.post([weak = target.snapshot, png] {
    const auto self = weak.lock();
    if (!self) return;
    if (png->size() > kMaxPngBytes) {
      return self->fail(concat("the picture of ", self->size_.width, "x", self->size_.height,
                               " is a PNG of ", png->size() / 1024 / 1024,
                               " MiB, which is more than an answer holds (16 MiB); ask for a "
                               "smaller one"));
    }
    runner::TakeSnapshotResult result;
    result.set_png(std::move(*png));
    result.set_width(self->size_.width);
    result.set_height(self->size_.height);
    self->finish(std::move(result));
  });
  return GST_FLOW_OK;
}

gboolean Snapshot::on_message(GstBus*, GstMessage* message, gpointer user_data) {
  if (GST_MESSAGE_TYPE(message) != GST_MESSAGE_ERROR) return G_SOURCE_CONTINUE;
  GError* raw_error = nullptr;
  gst_message_parse_error(message, &raw_error, nullptr);
  const GErrorPtr error(raw_error);
  const auto self = static_cast<Snapshot*>(user_data)->shared_from_this();
  self->bus_watch_ = 0;
  self->fail(concat("its ", object_name(GST_MESSAGE_SRC(message)), " failed: ", error->message));
  return G_SOURCE_REMOVE;
}

void Snapshot::cancel(const std::string& reason) {
  fail(reason);
}

void Snapshot::fail(const std::string& why) {
  finish(make_error(
      runner::NO_PICTURE,
      concat("No snapshot of ", watch_.element(), ".", watch_.pad_name(), ": ", why, "."),
      {.element = watch_.element(), .pad = watch_.pad_name()}));
}

void Snapshot::finish(Outcome<runner::TakeSnapshotResult> result) {
  close();
  if (done_) std::exchange(done_, nullptr)(std::move(result));
}

}  // namespace pipewright
