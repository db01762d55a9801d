// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "standin/surface/frame_view.hpp"
#include "standin/surface/surface_converter.hpp"
#include "standin/surface/yuv_matrix.hpp"

namespace pipewright::standin::inference {

/// Fills the tensor of a network with planes of floats straight from an NV12 picture: scaling,
/// conversion to RGB and normalisation in one pass, without pictures in between. This is the usual
/// case and the bulk of the work around an inference.
class Nv12Sampler {
 public:
  /// The tensor's planes: where red, green and blue lie and how a value is normalised,
  /// `scale * (value - mean)`.
  struct Planes {
    std::array<float*, 3> rgb;
    std::array<float, 3> means;
    float scale;
    int width;
    int height;
    /// Values from pixel to pixel: 3 where the channels lie one beside the other.
    int pixel_step = 1;
    /// A mean of each value instead of `means`, which lie as the values do; or nulls.
    std::array<const float*, 3> mean_images = {};
  };

  /// Whether it does a picture's format and a filter: NV12, nearest and bilinear.
  static bool handles(const FrameFormat& format, Interpolation interpolation) {
    return format.format == GST_VIDEO_FORMAT_NV12 &&
           (interpolation == Interpolation::kNearest || interpolation == Interpolation::kBilinear);
  }

  /// Brings `source` of the picture to `target` of the planes; what is around `target` becomes
  /// black. False when a rectangle is empty.
  bool fill(const FrameView& picture, const Rect& source, const Rect& target,
            Interpolation interpolation, const Planes& planes);

 private:
  /// Where the samples of one axis lie: between `index` and the next value, by `weight` of 256.
  struct Axis {
    std::vector<int> index;
    std::vector<int> weight;

    void set(int start, int length, int limit, int size, Interpolation interpolation);
  };

  void sample_luma(const FrameView& picture, int row);
  void sample_chroma(const FrameView& picture, int row);
  template <int PixelStep, bool HasMeanImages>
  void write_row(const YuvMatrix& matrix, const Planes& planes, const Rect& target, int row);

  bool is_nearest_ = false;
  Axis luma_x_, luma_y_, chroma_x_, chroma_y_;
  std::vector<std::uint8_t> blended_;
  std::vector<float> y_, u_, v_;
};

}  // namespace pipewright::standin::inference
