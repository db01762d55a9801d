// SPDX-License-Identifier: Apache-2.0
// GstBuffers of caps `video/x-raw(memory:NVMM)` in system memory. As on the GPU such a buffer has
// exactly one GstMemory, and mapping it gives an NvBufSurface (not pixels); the surface's list
// holds one entry per picture of the batch. Pictures are shared between buffers by reference and
// copied only when somebody writes.
//
// Reading:   if (SurfaceMap map{buffer}) { const FrameView& view = map.view(0); ... }
// Writing:   SurfaceMap map{buffer, SurfaceMap::Access::kReadWrite};   // buffer writable, as in
// transform_ip
//            FrameView view = map.writable_view(0);                    // copies the pixels if they
//            are shared
// Creating:  GstBuffer* buffer = surface_buffer_new(pictures, capacity);
#pragma once

#include <gst/video/video.h>

#include <span>
#include <string>

#include "nvbufsurface.h"
#include "picture.hpp"

namespace pipewright::standin {

/// Caps feature of surface buffers.
inline constexpr const char* kNvmmFeature = "memory:NVMM";
/// The same behind nvegltransform.
inline constexpr const char* kEglImageFeature = "memory:EGLImage";

/// A buffer with one surface entry per picture. `capacity` is NvBufSurface.batchSize (at least the
/// number of pictures). The buffer has no timestamps and no metadata yet.
GstBuffer* surface_buffer_new(std::span<const PictureRef> pictures, unsigned capacity = 0);

/// Whether a buffer was made by surface_buffer_new (or copied from one).
bool is_surface_buffer(GstBuffer* buffer);

/// Caps with the NVMM feature?
bool is_nvmm_caps(const GstCaps* caps);

/// Scoped access to the surface of a buffer; unmaps when it goes.
class SurfaceMap {
 public:
  enum class Access { kRead, kReadWrite };

  /// False in a condition when the buffer holds no surface of the stand-in or cannot be mapped that
  /// way.
  explicit SurfaceMap(GstBuffer* buffer, Access access = Access::kRead);
  ~SurfaceMap();
  SurfaceMap(const SurfaceMap&) = delete;
  SurfaceMap& operator=(const SurfaceMap&) = delete;
  explicit operator bool() const { return surface_ != nullptr; }

  /// The struct that code written for DeepStream sees.
  [[nodiscard]] NvBufSurface& surface() const { return *surface_; }
  /// Pictures in the batch (NvBufSurface.numFilled).
  [[nodiscard]] unsigned size() const { return surface_->numFilled; }
  /// Pixels of picture `index` < size(), for reading.
  [[nodiscard]] const FrameView& view(unsigned index) const;
  /// Shares picture `index`.
  [[nodiscard]] PictureRef picture(unsigned index) const;
  /// Pixels of picture `index` for writing; if others share them this buffer gets its own copy
  /// first. Needs kReadWrite. An empty view (num_planes 0) when memory is short.
  FrameView writable_view(unsigned index);
  /// Puts another picture into slot `index` < size(). Needs kReadWrite.
  void replace(unsigned index, PictureRef picture);

 private:
  GstBuffer* buffer_;
  GstMapInfo map_ = {};
  NvBufSurface* surface_ = nullptr;
};

/// The buffer's pictures by number: `null` handles where the buffer has none. Shorthand for a
/// SurfaceMap.
PictureRef surface_buffer_picture(GstBuffer* buffer, unsigned index);

/// DeepStream's number for a pixel format with its range and matrix; NVBUF_COLOR_FORMAT_INVALID if
/// it has none.
NvBufSurfaceColorFormat color_format_of(const FrameFormat& format);

}  // namespace pipewright::standin
