// SPDX-License-Identifier: Apache-2.0
// Lends a pad's pictures to a preview without ever holding the pad up.
#pragma once

#include <gst/app/gstappsrc.h>

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "common/gst_ptr.hpp"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

/// What the pictures of a pad are like.
struct PictureSource {
  CapsPtr caps;
  PictureSize size;
  bool is_nvmm = false;
  std::uint32_t batch_size = 1;  ///< pictures that one buffer may hold
};

/// Raw video in memory that previews can read? Else why not, for the user.
std::optional<std::string> why_not_previewable(const GstCaps* caps);

/// Fills in the memory and the batch size of a picture whose caps and size are there; else why it
/// can't be read, for the user.
std::optional<std::string> look_at_picture(GstBuffer* buffer, PictureSource& source);

/// Hands references of buffers to an appsrc: at most 30 a second, the newest only, none while there
/// is no appsrc yet.
class PictureTap : public BufferTap {
 public:
  /// Runs once in the streaming thread, with what the first picture is like, or why it can't be
  /// shown.
  using FirstPicture = std::function<void(PictureSource, std::optional<std::string> problem)>;

  /// `stream`: buffers of a batch without this source are passed over; -1 takes all.
  PictureTap(int stream, FirstPicture on_first);

  void on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept override;

  /// From now on pictures go to `source`.
  void connect(GstAppSrc* source);
  /// Takes no more pictures, and lets go of the appsrc.
  void stop();

 private:
  enum class State { kFresh, kAsked, kConnected, kStopped };

  bool is_due();
  void describe(GstPad* pad, GstBuffer* buffer, PictureSize size);

  const int stream_;
  FirstPicture on_first_;
  std::atomic<State> state_ = State::kFresh;
  gint64 due_micros_ = 0;  // streaming thread

  std::mutex mutex_;
  GstPtr<GstAppSrc> source_;
  CapsPtr pushed_caps_;
};

/// Caps of a preview's appsrc: the pad's, at the rate at which the tap takes pictures.
CapsPtr tapped_caps(const GstCaps* caps);

}  // namespace pipewright
