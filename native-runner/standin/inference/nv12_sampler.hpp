// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "standin/inference/sampler_rows.hpp"
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
  /// Where the samples of one axis lie.
  struct Axis {
    /// `size` samples evenly over `length` values from `start` on, of which there are `limit`.
    struct Part {
      int start = 0;
      int length = 0;
      int limit = 0;
      int size = 0;
      Interpolation interpolation = Interpolation::kNearest;
      bool operator==(const Part&) const = default;
    };

    Part part;
    /// The first value that is looked at, and how many are from there on.
    int first = 0;
    int count = 0;
    /// A sample lies between the value at its index behind `first` and the next one, by its weight.
    std::vector<int> index;
    std::vector<std::uint16_t> weight;

    void set(const Part& wanted);
  };

  /// From luma and chroma to normalised colours.
  struct Conversion {
    float luma_gain = 1;
    std::array<Tint, 3> tints = {};
    std::array<ValueRange, 3> ranges = {};

    void set(const FrameFormat& format, const Planes& planes);
  };

  void blend(const FrameView& picture, unsigned plane, const Axis& x, const Axis& y, int row);
  void sample_luma(const FrameView& picture, int row);
  void sample_chroma(const FrameView& picture, int row);
  void write_row(const Planes& planes, const Rect& target, int row);

  Axis luma_x_, luma_y_, chroma_x_, chroma_y_;
  Conversion conversion_;
  // One row each; those of chroma serve two rows of the target.
  std::vector<std::uint8_t> blended_;
  std::vector<std::uint16_t> pairs_;
  std::vector<std::uint32_t> quads_;
  std::vector<float> luma_, u_, v_;
  std::array<std::vector<float>, 3> tints_;
};

}  // namespace pipewright::standin::inference
