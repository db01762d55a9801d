// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "standin/surface/frame_view.hpp"
#include "standin/tracking/box.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/color_names.hpp"
#include "standin/tracking/visual/lanes.hpp"
#include "standin/tracking/visual/oriented_gradients.hpp"
#include "standin/tracking/visual/patch_sampler.hpp"

namespace pipewright::standin::tracking {

/// Patches of kNumLanes targets on their way to feature images; one thread's.
struct PatchLanes {
  explicit PatchLanes(unsigned size);

  PatchSampler sampler;
  Patch patch;
  /// The colours' places in the table of names.
  std::vector<LanesOf<std::uint16_t>> colors;
  /// The names of a row of values.
  std::vector<LanesOf<ColorNames>> row_names;
  /// Each word of ColorNames for all values.
  std::array<std::vector<LanesOf<std::uint32_t>>, ColorNames::kNumWords> names;
  /// Sum of each name over all values.
  std::array<LanesOf<std::uint32_t>, kNumColorNames> name_sums;
  std::vector<Lanes> luma;
  OrientedGradients gradients;
};

/// Makes the small feature images of NvDCF out of regions of a picture: colour names (10 channels),
/// oriented gradients (18 channels), or the luma alone when both are off. After prepare() several
/// threads may use it, each with patches of its own.
class FeatureExtractor {
 public:
  explicit FeatureExtractor(const VisualTrackerSettings& settings);

  /// Whether pictures of a format can be read.
  static bool reads(GstVideoFormat format) { return PatchSampler::reads(format); }

  /// Values in each direction of a feature image.
  unsigned size() const { return size_; }
  unsigned num_channels() const { return num_channels_; }

  /// For pictures of a format, which `reads` holds for.
  void prepare(const FrameFormat& format);

  /// Takes `region` of the picture, in its pixels, into a lane. Beyond the picture's edges its last
  /// pixels go on.
  void load(const FrameView& picture, const Box& region, unsigned lane, PatchLanes& patches) const;
  /// Before the load() before: `region` will be loaded soon.
  void prefetch(const FrameView& picture, const Box& region, PatchLanes& patches) const {
    patches.sampler.prefetch(picture, region);
  }
  /// After all lanes are loaded, before the first fill(). Lanes that were not loaded hold what they
  /// held before.
  void finish_loading(PatchLanes& patches) const;
  /// Fills the image of one channel, size() * size() values without their mean and faded out
  /// towards the edges.
  void fill(const PatchLanes& patches, unsigned channel, std::span<Lanes> image) const;

 private:
  void name_colors(PatchLanes& patches) const;

  bool use_color_names_;
  bool use_hog_;
  unsigned size_;
  unsigned num_channels_;
  /// The window that fades out the edges.
  std::vector<float> window_;
  /// Of the format seen last.
  std::unique_ptr<ColorNameTable> table_;
  FrameFormat format_;
  bool is_rgb_ = false;
};

}  // namespace pipewright::standin::tracking
