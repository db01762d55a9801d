// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/video/video.h>

#include <array>
#include <cstdint>
#include <vector>

#include "standin/surface/frame_view.hpp"
#include "standin/tracking/box.hpp"

namespace pipewright::standin::tracking {

/// Components of a small square patch, row by row: Y, U, V or R, G, B.
using Patch = std::array<std::vector<std::uint8_t>, 3>;

/// Shrinks regions of pictures to patches of one size. Each value is the mean of up to 2 x 2 pixels
/// that lie evenly in its part of the region.
class PatchSampler {
 public:
  static constexpr unsigned kLargestSize = 36;

  /// `size` is a multiple of 3 and at most kLargestSize.
  explicit PatchSampler(unsigned size) : size_(size) {}

  /// Whether pictures of a format can be read: NV12, I420 and RGBA.
  static bool reads(GstVideoFormat format);

  /// Fills `patch`, size * size values for each component, from `region` of the picture, in its
  /// pixels. Beyond the picture's edges its last pixels go on. `reads(picture.format.format)`
  /// holds.
  void sample(const FrameView& picture, const Box& region, Patch& patch) const;

  /// Has the processor fetch a region that will be sampled soon: its rows lie far from each other
  /// in memory.
  void prefetch(const FrameView& picture, const Box& region) const;

 private:
  /// Two for each value along one axis.
  using Positions = std::array<int, std::size_t{2} * kLargestSize>;

  Positions place(float start, float length, int limit) const;

  unsigned size_;
};

}  // namespace pipewright::standin::tracking
