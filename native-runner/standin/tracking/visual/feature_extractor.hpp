// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "standin/surface/frame_view.hpp"
#include "standin/tracking/box.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/color_names.hpp"

namespace pipewright::standin::tracking {

/// Makes the small feature images of NvDCF out of a region of a picture: colour names (10
/// channels), oriented gradients (18 channels), or the luma alone when both are off. One thread at
/// a time.
class FeatureExtractor {
 public:
  explicit FeatureExtractor(const VisualTrackerSettings& settings);

  /// Whether pictures of a format can be read: NV12, I420 and RGBA.
  static bool reads(GstVideoFormat format);

  /// Values in each direction of a feature image.
  unsigned size() const { return size_; }
  unsigned num_channels() const { return num_channels_; }

  /// Fills `features` (num_channels() images of size() * size() values, without their mean and
  /// faded out towards the edges) from `region` of the picture, in its pixels. Beyond the picture's
  /// edges its last pixels go on. `reads(picture.format.format)` holds.
  void extract(const FrameView& picture, const Box& region, std::span<float> features);

 private:
  void sample(const FrameView& picture, const Box& region);
  void fill_color_names(const FrameView& picture, std::span<float> features);
  void fill_gradients(std::span<float> features);
  void finish(std::span<float> image) const;

  bool use_color_names_;
  bool use_hog_;
  unsigned size_;
  unsigned num_channels_;
  /// The window that fades out the edges.
  std::vector<float> window_;
  /// Sampled components: Y, U, V or R, G, B; and the luma.
  std::vector<std::uint8_t> components_[3];
  std::vector<float> luma_;
  /// Of the format seen last.
  std::unique_ptr<ColorNameTable> table_;
  FrameFormat table_format_;
};

}  // namespace pipewright::standin::tracking
