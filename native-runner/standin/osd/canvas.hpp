// SPDX-License-Identifier: Apache-2.0
// Painting into the planes of NV12 and RGBA pictures without converting them.
#pragma once

#include <array>
#include <cstdint>

#include "nvll_osd_struct.h"
#include "standin/osd/mask.hpp"
#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::osd {

/// A colour in the picture's own components (R, G, B or Y, U, V) with its opacity, all 0 to 255.
struct Paint {
  std::array<std::uint8_t, 3> components = {};
  std::uint8_t alpha = 255;
};

/// A picture to paint on. Everything is clipped to it.
class Canvas {
 public:
  /// Whether pictures of this format can be painted on.
  static bool supports(GstVideoFormat format);

  explicit Canvas(const FrameView& view);

  int width() const { return view_.format.width; }
  int height() const { return view_.format.height; }
  /// A colour of 0 to 1 per part, in the picture's range and matrix.
  Paint paint(const NvOSD_ColorParams& color) const;

  void fill(const Rect& rect, const Paint& paint);
  /// A frame of `border` pixels along the inside of `rect`.
  void outline(const Rect& rect, int border, const Paint& paint);
  /// Paints through a mask whose top left corner is at x, y.
  void blend(int x, int y, const Mask& mask, const Paint& paint);

 private:
  void fill_rgba(const Rect& rect, const Paint& paint);
  void fill_nv12(const Rect& rect, const Paint& paint);
  void blend_rgba(int x, int y, const Rect& part, const Mask& mask, const Paint& paint);
  void blend_nv12(int x, int y, const Rect& part, const Mask& mask, const Paint& paint);

  FrameView view_;
  bool is_nv12_;
};

}  // namespace pipewright::standin::osd
