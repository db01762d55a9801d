// SPDX-License-Identifier: Apache-2.0
// Takes one picture of a pad.
#pragma once

#include <functional>
#include <mutex>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"
#include "runner/preview/picture_tap.hpp"

namespace pipewright {

/// A picture with what it is like.
struct TakenPicture {
  PictureSource source;
  BufferPtr buffer;
};

/// Hands over a reference of the first buffer that has the wanted source, or says why the pad's
/// buffers are no pictures.
class SnapshotTap : public BufferTap {
 public:
  /// Runs once, in the streaming thread.
  using Taken = std::function<void(Outcome<TakenPicture>)>;

  /// `stream`: a source id, or -1 for any.
  SnapshotTap(int stream, Taken taken) : stream_(stream), taken_(std::move(taken)) {}

  void on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept override;

  /// Takes no picture any more.
  void stop();

 private:
  const int stream_;
  std::mutex mutex_;
  Taken taken_;
};

/// A picture with these caps; NO_PICTURE says why it is none.
Outcome<TakenPicture> take_picture(GstBuffer* buffer, CapsPtr caps, PictureSize size);

}  // namespace pipewright
