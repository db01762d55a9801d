// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/visual_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

/// The shift of a peak between values from its neighbours, by the parabola through the three.
float refine(float before, float peak, float after) {
  const float curvature = before - 2 * peak + after;
  if (curvature >= 0) return 0.0f;
  return std::clamp(0.5f * (before - after) / curvature, -0.5f, 0.5f);
}

/// Where the first largest response of each lane is.
PIPEWRIGHT_SIMD_CLONES
void find_peaks(const Lanes* responses, std::size_t num_values, LanesOf<int>* __restrict peaks) {
  Lanes best = responses[0];
  LanesOf<int> indices = {};
  for (std::size_t i = 1; i < num_values; ++i) {
    const auto index = static_cast<int>(i);
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float response = responses[i].values[lane];
      const bool is_better = response > best.values[lane];
      best.values[lane] = is_better ? response : best.values[lane];
      indices.values[lane] = is_better ? index : indices.values[lane];
    }
  }
  *peaks = indices;
}

bool is_empty(const LanesOf<const VisualTarget*>& targets) {
  return std::all_of(std::begin(targets.values), std::end(targets.values),
                     [](const VisualTarget* target) { return target == nullptr; });
}

}  // namespace

VisualTracker::VisualTracker(const TrackerConfig& config, WorkerPool& workers)
    : padding_scale_(config.search_region_padding_scale),
      workers_(workers),
      extractor_(config.visual),
      filters_(config.visual, extractor_.size(), extractor_.num_channels()) {
  for (unsigned worker = 0; worker < workers.num_workers(); ++worker) {
    spaces_.push_back({PatchLanes(extractor_.size()), filters_.make_scratch()});
  }
}

Box VisualTracker::region_around(const Box& box) const {
  const float padding = padding_scale_ * std::sqrt(box.width * box.height);
  const float width = std::max(box.width + padding, 1.0f);
  const float height = std::max(box.height + padding, 1.0f);
  return {box.center_x() - width / 2, box.center_y() - height / 2, width, height};
}

void VisualTracker::sort_into_blocks(const FilterPool& pool,
                                     std::span<const VisualTarget> targets) {
  blocks_.assign(pool.num_blocks(), BlockTargets{});
  for (const VisualTarget& target : targets) {
    const FilterPlace& place = target.model->filter;
    if (!place.is_empty()) blocks_[place.block()][place.lane()] = &target;
  }
}

void VisualTracker::load(const BlockTargets& targets, const TrackedPicture& picture,
                         Workspace& space) const {
  const FrameView& view = *picture.view;
  const float scale_x = static_cast<float>(view.format.width) / picture.tracker_width;
  const float scale_y = static_cast<float>(view.format.height) / picture.tracker_height;
  const auto region_of = [&](const VisualTarget& target) {
    const Box region = region_around(target.box);
    return Box{region.left * scale_x, region.top * scale_y, region.width * scale_x,
               region.height * scale_y};
  };
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    if (lane + 1 < kNumLanes && targets[lane + 1] != nullptr) {
      extractor_.prefetch(view, region_of(*targets[lane + 1]), space.patches);
    }
    if (targets[lane] == nullptr) continue;
    extractor_.load(view, region_of(*targets[lane]), lane, space.patches);
  }
  extractor_.finish_loading(space.patches);
}

FilterBank::FeatureSource VisualTracker::features_of(const Workspace& space) const {
  return [this, &space](unsigned channel, std::span<Lanes> image) {
    extractor_.fill(space.patches, channel, image);
  };
}

void VisualTracker::search(FilterPool& pool, std::span<const VisualTarget> targets,
                           const TrackedPicture& picture) {
  sort_into_blocks(pool, targets);
  extractor_.prepare(picture.view->format);
  const auto search_block = [&](std::size_t index, unsigned worker) {
    const BlockTargets& block = blocks_[index];
    if (is_empty(block)) return;
    Workspace& space = spaces_[worker];
    load(block, picture, space);
    filters_.respond(pool.block(index), features_of(space), space.scratch);
    const std::vector<Lanes>& responses = space.scratch.image;
    LanesOf<int> peaks;
    find_peaks(responses.data(), responses.size(), &peaks);
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      if (block[lane] == nullptr) continue;
      keep_response(*block[lane], lane, responses);
      locate_peak(block[lane]->model->search, static_cast<unsigned>(peaks[lane]));
    }
  };
  workers_.run(blocks_.size(), std::ref(search_block));
}

void VisualTracker::keep_response(const VisualTarget& target, unsigned lane,
                                  std::span<const Lanes> responses) const {
  VisualSearch& search = target.model->search;
  search.region = region_around(target.box);
  search.center_x = target.box.center_x();
  search.center_y = target.box.center_y();
  search.response.resize(responses.size());
  for (std::size_t i = 0; i < responses.size(); ++i) search.response[i] = responses[i][lane];
}

void VisualTracker::locate_peak(VisualSearch& search, unsigned peak) const {
  const unsigned size = extractor_.size();
  const unsigned row = peak / size;
  const unsigned column = peak % size;
  // The response goes on round the edges.
  const auto at = [&](unsigned y, unsigned x) {
    return search.response[(y + size) % size * size + (x + size) % size];
  };
  const float best = search.response[peak];
  const float middle = static_cast<float>(size / 2);
  const float dx = static_cast<float>(column) +
                   refine(at(row, column + size - 1), best, at(row, column + 1)) - middle;
  const float dy = static_cast<float>(row) +
                   refine(at(row + size - 1, column), best, at(row + 1, column)) - middle;
  search.confidence = std::clamp(best, 0.0f, 1.0f);
  search.center_x += dx * search.region.width / static_cast<float>(size);
  search.center_y += dy * search.region.height / static_cast<float>(size);
}

void VisualTracker::learn(FilterPool& pool, std::span<const VisualTarget> targets,
                          const TrackedPicture& picture) {
  learning_.assign(pool.num_blocks(), LanesOf<Learning>{});
  for (const VisualTarget& target : targets) {
    FilterPlace& place = target.model->filter;
    const bool is_new = place.is_empty();
    if (is_new) place = pool.acquire(filters_);
    learning_.resize(pool.num_blocks());
    learning_[place.block()][place.lane()] = is_new ? Learning::kAnew : Learning::kMore;
  }
  sort_into_blocks(pool, targets);
  extractor_.prepare(picture.view->format);
  const auto learn_block = [&](std::size_t index, unsigned worker) {
    if (is_empty(blocks_[index])) return;
    Workspace& space = spaces_[worker];
    load(blocks_[index], picture, space);
    filters_.learn(pool.block(index), learning_[index], features_of(space), space.scratch);
  };
  workers_.run(blocks_.size(), std::ref(learn_block));
}

float VisualTracker::similarity(const VisualModel& model, const Box& box) const {
  const VisualSearch& search = model.search;
  if (search.response.empty()) return 0.0f;
  const auto size = static_cast<int>(extractor_.size());
  const auto middle = static_cast<float>(size / 2);
  const float x = middle + (box.center_x() - search.region.center_x()) * static_cast<float>(size) /
                               search.region.width;
  const float y = middle + (box.center_y() - search.region.center_y()) * static_cast<float>(size) /
                               search.region.height;
  if (x < 0 || y < 0 || x > static_cast<float>(size - 1) || y > static_cast<float>(size - 1)) {
    return 0.0f;
  }
  // The response is narrow and a detection never quite in the middle of the target: the best value
  // around it counts.
  const int column = static_cast<int>(std::lround(x));
  const int row = static_cast<int>(std::lround(y));
  float best = 0;
  for (int i = std::max(row - 1, 0); i <= std::min(row + 1, size - 1); ++i) {
    for (int j = std::max(column - 1, 0); j <= std::min(column + 1, size - 1); ++j) {
      best = std::max(best, search.response[static_cast<std::size_t>(i * size + j)]);
    }
  }
  return std::clamp(best, 0.0f, 1.0f);
}

}  // namespace pipewright::standin::tracking
