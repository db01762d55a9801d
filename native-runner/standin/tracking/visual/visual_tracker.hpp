// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "standin/surface/frame_view.hpp"
#include "standin/tracking/box.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/correlation_filter.hpp"
#include "standin/tracking/visual/feature_extractor.hpp"

namespace pipewright::standin::tracking {

/// A picture to look at, with the size that boxes are given for.
struct TrackedPicture {
  const FrameView* view = nullptr;
  float tracker_width = 0;
  float tracker_height = 0;
};

/// Where the visual tracker looked for a target and what it saw there.
struct VisualSearch {
  /// In pixels of the tracker's size.
  Box region;
  /// The filter's response over the region; empty before the first search.
  std::vector<float> response;
  /// The best response, from 0 to 1.
  float confidence = 0;
  float center_x = 0;
  float center_y = 0;
};

/// What the visual tracker knows of one target.
struct VisualModel {
  CorrelationFilter filter;
  VisualSearch search;
};

/// NvDCF's visual tracker: finds targets in pictures by how they look, without a detector. One
/// thread at a time.
class VisualTracker {
 public:
  explicit VisualTracker(const TrackerConfig& config);

  /// Looks for the target around `box` and keeps in `model.search` where it is.
  void search(VisualModel& model, const TrackedPicture& picture, const Box& box);
  /// Takes the target's look at `box` into its filter.
  void learn(VisualModel& model, const TrackedPicture& picture, const Box& box);
  /// How much what is in the middle of `box` looks like the target, from 0 to 1, by the last
  /// search.
  float similarity(const VisualModel& model, const Box& box) const;

 private:
  Box region_around(const Box& box) const;
  void extract(const TrackedPicture& picture, const Box& region);

  float padding_scale_;
  FeatureExtractor extractor_;
  FilterBank filters_;
  std::vector<float> features_;
};

}  // namespace pipewright::standin::tracking
