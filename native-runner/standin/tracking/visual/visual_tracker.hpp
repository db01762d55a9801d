// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "common/worker_pool.hpp"
#include "standin/surface/frame_view.hpp"
#include "standin/tracking/box.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/correlation_filter.hpp"
#include "standin/tracking/visual/feature_extractor.hpp"
#include "standin/tracking/visual/filter_pool.hpp"

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
  FilterPlace filter;
  VisualSearch search;
};

/// A target and where it is thought to be.
struct VisualTarget {
  VisualModel* model = nullptr;
  Box box;
};

/// NvDCF's visual tracker: finds targets in pictures by how they look, without a detector. Works on
/// kNumLanes targets at once, and on several such blocks in as many threads; what comes out does
/// not depend on either. One call at a time.
class VisualTracker {
 public:
  /// `workers` outlives the tracker.
  VisualTracker(const TrackerConfig& config, WorkerPool& workers);

  /// Looks for the targets around their boxes and keeps in their models where they are. Their
  /// filters are of `pool`; a target that was never learnt is not found.
  void search(FilterPool& pool, std::span<const VisualTarget> targets,
              const TrackedPicture& picture);
  /// Takes the targets' look at their boxes into their filters, which get a place in `pool`.
  void learn(FilterPool& pool, std::span<const VisualTarget> targets,
             const TrackedPicture& picture);
  /// How much what is in the middle of `box` looks like the target, from 0 to 1, by the last
  /// search.
  float similarity(const VisualModel& model, const Box& box) const;

 private:
  /// The targets of one block, by their lanes; null where there is none.
  using BlockTargets = LanesOf<const VisualTarget*>;
  /// For one thread.
  struct Workspace {
    PatchLanes patches;
    FilterBank::Scratch scratch;
  };

  Box region_around(const Box& box) const;
  void sort_into_blocks(const FilterPool& pool, std::span<const VisualTarget> targets);
  void load(const BlockTargets& targets, const TrackedPicture& picture, Workspace& space) const;
  FilterBank::FeatureSource features_of(const Workspace& space) const;
  void keep_response(const VisualTarget& target, unsigned lane,
                     std::span<const Lanes> responses) const;
  /// `peak` is the largest response.
  void locate_peak(VisualSearch& search, unsigned peak) const;

  float padding_scale_;
  WorkerPool& workers_;
  FeatureExtractor extractor_;
  FilterBank filters_;
  std::vector<Workspace> spaces_;
  // Of the call at hand:
  std::vector<BlockTargets> blocks_;
  std::vector<LanesOf<Learning>> learning_;
};

}  // namespace pipewright::standin::tracking
