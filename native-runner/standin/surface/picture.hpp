// SPDX-License-Identifier: Apache-2.0
// One picture in memory, shared by reference: the mux, the demultiplexer and the converters hand
// pictures on instead of copying pixels.
#pragma once

#include <gst/video/video.h>

#include <atomic>
#include <utility>

#include "frame_view.hpp"

namespace pipewright::standin {

/// A picture with a reference count. Its pixels come from a process-wide pool, or are borrowed from
/// a GstBuffer which the picture keeps mapped for reading, or from another picture. All planes lie
/// behind `data()`, at offsets below 4 GiB, as NvBufSurface wants them.
class Picture {
 public:
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;

  [[nodiscard]] const FrameView& view() const { return view_; }
  [[nodiscard]] std::uint8_t* data() const { return view_.planes[0]; }
  /// Bytes from data() to the end of the last plane.
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Whether the one holder of the only reference may write the pixels.
  [[nodiscard]] bool exclusive() const;

  void ref();
  void unref();

 private:
  friend class PictureRef;
  friend class PictureFactory;
  Picture() = default;
  ~Picture() = default;

  std::atomic<int> ref_count_ = 1;
  FrameView view_;
  std::size_t size_ = 0;
  bool borrowed_ = false;
  std::size_t block_size_ = 0;                 // of a pooled picture's block
  GstVideoFrame frame_ = {};                   // of a picture that is borrowed from a buffer
  Picture* planar_ = nullptr;                  // whose luma the picture shows
  std::atomic_flag* is_room_taken_ = nullptr;  // of the chroma behind its planes
};

/// Owning handle of a Picture.
class PictureRef {
 public:
  PictureRef() = default;
  /// Takes over the caller's reference.
  explicit PictureRef(Picture* picture) : picture_(picture) {}
  PictureRef(const PictureRef& other) : picture_(other.picture_) {
    if (picture_ != nullptr) picture_->ref();
  }
  PictureRef(PictureRef&& other) noexcept : picture_(std::exchange(other.picture_, nullptr)) {}
  PictureRef& operator=(PictureRef other) noexcept {
    std::swap(picture_, other.picture_);
    return *this;
  }
  ~PictureRef() {
    if (picture_ != nullptr) picture_->unref();
  }

  Picture* operator->() const { return picture_; }
  Picture& operator*() const { return *picture_; }
  explicit operator bool() const { return picture_ != nullptr; }
  bool operator==(const PictureRef&) const = default;

 private:
  Picture* picture_ = nullptr;
};

/// A picture with pooled, uninitialised pixels; rows start at multiples of 64 bytes. Null when
/// memory is short.
PictureRef allocate_picture(const FrameFormat& format);

/// Keeps `buffer` (system memory) and shows its pixels without a copy; copies only when its planes
/// do not lie in one block. Null when it cannot be mapped.
PictureRef picture_from_buffer(GstBuffer* buffer, const GstVideoInfo& info);

/// Shows an I420 picture as NV12 without a copy of its luma: writes the interleaved chroma into the
/// room that its memory has for this (see propose_chroma_room). Null where it has none, or where
/// another picture has taken it.
PictureRef interleave_in_place(const PictureRef& planar);

/// A buffer in system memory with the picture's pixels: without a copy, with a GstVideoMeta, when
/// `downstream` can read any strides or they are GStreamer's default ones; otherwise a copy with
/// default strides.
GstBuffer* buffer_from_picture(const PictureRef& picture, bool downstream_reads_video_meta);

}  // namespace pipewright::standin
