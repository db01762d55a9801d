// SPDX-License-Identifier: Apache-2.0
// Pixels seen through plain pointers: what the stand-in's elements read from and draw on.
#pragma once

#include <gst/video/video.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace pipewright::standin {

/// Part of a picture, in whole pixels from its top left corner.
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  bool operator==(const Rect&) const = default;
  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

/// The largest part of `outer_width` x `outer_height` that has the shape of the inner size, in the
/// middle of it; its edges are even so that it can be used with 4:2:0 formats.
Rect letterbox(int inner_width, int inner_height, int outer_width, int outer_height);

/// What a picture's pixels mean.
struct FrameFormat {
  GstVideoFormat format = GST_VIDEO_FORMAT_UNKNOWN;
  int width = 0;   ///< pixels
  int height = 0;  ///< rows
  /// Range, matrix, transfer and primaries; unknown parts are taken as GStreamer's default for the
  /// size.
  GstVideoColorimetry colorimetry = {};

  static FrameFormat from_info(const GstVideoInfo& info);
  /// GStreamer's description with default strides.
  [[nodiscard]] GstVideoInfo to_info() const;
  [[nodiscard]] Rect bounds() const { return {0, 0, width, height}; }
  bool operator==(const FrameFormat& other) const;
};

/// Borrowed pixels of one picture. The owner (a Picture, a GstVideoFrame, a tensor) has to outlive
/// the view.
struct FrameView {
  FrameFormat format;
  unsigned num_planes = 0;
  std::array<std::uint8_t*, GST_VIDEO_MAX_PLANES> planes = {};
  std::array<int, GST_VIDEO_MAX_PLANES> strides = {};  ///< bytes from row to row

  /// A view of tightly packed memory, e.g. of a tensor: no padding between rows and planes.
  static FrameView packed(const FrameFormat& format, std::uint8_t* data);
  static FrameView from_video_frame(const GstVideoFrame& frame);
  /// Rows of a plane.
  [[nodiscard]] int plane_height(unsigned plane) const;
  /// Bytes of a row that hold pixels.
  [[nodiscard]] int plane_row_bytes(unsigned plane) const;
};

/// Bytes of a picture of this format without any padding, as FrameView::packed expects them.
std::size_t packed_size(const FrameFormat& format);

/// Copies the pixels of a picture; both views have the same format and size.
void copy_pixels(const FrameView& source, const FrameView& target);

/// Copies `rect` between two pictures of the same format and size; rect's edges are even.
void copy_pixels(const FrameView& source, const FrameView& target, const Rect& rect);

/// Paints `rect` black.
void fill_black(const FrameView& target, const Rect& rect);

}  // namespace pipewright::standin
