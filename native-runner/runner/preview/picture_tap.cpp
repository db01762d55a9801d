// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/picture_tap.hpp"

#include <algorithm>
#include <utility>

#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr int kMaxPicturesPerSecond = 30;
constexpr gint64 kMicrosPerPicture = G_USEC_PER_SEC / kMaxPicturesPerSecond;

/// A source of just 30 pictures a second comes with some jitter, which must not cost pictures.
constexpr gint64 kToleratedBurstMicros = 3 * kMicrosPerPicture;

bool is_nvmm(const GstCaps* caps) {
  return gst_caps_features_contains(gst_caps_get_features(caps, 0), "memory:NVMM");
}

}  // namespace

std::optional<std::string> why_not_previewable(const GstCaps* caps) {
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  const GstCapsFeatures* features = gst_caps_get_features(caps, 0);
  if (!gst_structure_has_name(structure, "video/x-raw")) {
    return concat("this link carries ", gst_structure_get_name(structure),
                  ". Previews show raw video: choose a link behind the decoder and before the "
                  "encoder");
  }
  if (!is_nvmm(caps) &&
      !gst_caps_features_is_equal(features, GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY)) {
    return concat("this link's video is in ", take_text(gst_caps_features_to_string(features)),
                  ", and previews can read system memory and memory:NVMM only");
  }
  return std::nullopt;
}

std::optional<std::string> look_at_picture(GstBuffer* buffer, PictureSource& source) {
  if (auto problem = why_not_previewable(source.caps.get())) return problem;
  source.is_nvmm = is_nvmm(source.caps.get());
  if (!source.is_nvmm) return std::nullopt;
  const auto surface = read_surface_info(buffer);
  if (!surface) return "this link's buffers say memory:NVMM but hold no surface that can be read";
  source.batch_size = std::max<std::uint32_t>(1, surface->batch_size);
  return std::nullopt;
}

CapsPtr tapped_caps(const GstCaps* caps) {
  CapsPtr tapped(gst_caps_copy(caps));
  gint numerator = 0;
  gint denominator = 1;
  const bool has_rate = gst_structure_get_fraction(gst_caps_get_structure(tapped.get(), 0),
                                                   "framerate", &numerator, &denominator);
  // Encoders spread their bits over the rate that the caps state.
  if (!has_rate || numerator == 0 || numerator > kMaxPicturesPerSecond * denominator) {
    gst_caps_set_simple(tapped.get(), "framerate", GST_TYPE_FRACTION, kMaxPicturesPerSecond, 1,
                        nullptr);
  }
  return tapped;
}

PictureTap::PictureTap(int stream, FirstPicture on_first)
    : stream_(stream), on_first_(std::move(on_first)) {}

void PictureTap::on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept {
  const State state = state_.load(std::memory_order_acquire);
  if (state == State::kFresh) {
    describe(pad, buffer, size);
    return;
  }
  if (state != State::kConnected) return;
  if (stream_ >= 0) {
    const BatchView batch(buffer);
    if (batch && !batch.has_source(static_cast<std::uint32_t>(stream_))) return;
  }
  if (!is_due()) return;
  const CapsPtr caps(gst_pad_get_current_caps(pad));
  const std::lock_guard lock(mutex_);
  if (!source_) return;
  if (caps && caps.get() != pushed_caps_.get()) {
    gst_app_src_set_caps(source_.get(), tapped_caps(caps.get()).get());
    pushed_caps_ = share_caps(caps.get());
  }
  gst_app_src_push_buffer(source_.get(), gst_buffer_ref(buffer));
}

void PictureTap::describe(GstPad* pad, GstBuffer* buffer, PictureSize size) {
  PictureSource source;
  source.caps = CapsPtr(gst_pad_get_current_caps(pad));
  if (!source.caps) return;
  source.size = size;
  state_.store(State::kAsked, std::memory_order_release);
  std::optional<std::string> problem = look_at_picture(buffer, source);
  on_first_(std::move(source), std::move(problem));
}

bool PictureTap::is_due() {
  const gint64 now = g_get_monotonic_time();
  if (now < due_micros_) return false;
  due_micros_ = std::max(due_micros_, now - kToleratedBurstMicros) + kMicrosPerPicture;
  return true;
}

void PictureTap::connect(GstAppSrc* source) {
  {
    const std::lock_guard lock(mutex_);
    source_ = share_object(source);
  }
  state_.store(State::kConnected, std::memory_order_release);
}

void PictureTap::stop() {
  state_.store(State::kStopped, std::memory_order_release);
  const std::lock_guard lock(mutex_);
  source_.reset();
}

}  // namespace pipewright
