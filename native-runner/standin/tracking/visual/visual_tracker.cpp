// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/visual_tracker.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright::standin::tracking {
namespace {

/// The shift of a peak between values from its neighbours, by the parabola through the three.
float refine(float before, float peak, float after) {
  const float curvature = before - 2 * peak + after;
  if (curvature >= 0) return 0.0f;
  return std::clamp(0.5f * (before - after) / curvature, -0.5f, 0.5f);
}

}  // namespace

VisualTracker::VisualTracker(const TrackerConfig& config)
    : padding_scale_(config.search_region_padding_scale),
      extractor_(config.visual),
      filters_(config.visual, extractor_.size(), extractor_.num_channels()),
      features_(std::size_t{extractor_.num_channels()} * extractor_.size() * extractor_.size()) {}

Box VisualTracker::region_around(const Box& box) const {
  const float padding = padding_scale_ * std::sqrt(box.width * box.height);
  const float width = std::max(box.width + padding, 1.0f);
  const float height = std::max(box.height + padding, 1.0f);
  return {box.center_x() - width / 2, box.center_y() - height / 2, width, height};
}

void VisualTracker::extract(const TrackedPicture& picture, const Box& region) {
  const FrameView& view = *picture.view;
  const float scale_x = static_cast<float>(view.format.width) / picture.tracker_width;
  const float scale_y = static_cast<float>(view.format.height) / picture.tracker_height;
  extractor_.extract(view,
                     {region.left * scale_x, region.top * scale_y, region.width * scale_x,
                      region.height * scale_y},
                     features_);
}

void VisualTracker::search(VisualModel& model, const TrackedPicture& picture, const Box& box) {
  const unsigned size = extractor_.size();
  VisualSearch& search = model.search;
  search.region = region_around(box);
  search.response.resize(std::size_t{size} * size);
  extract(picture, search.region);
  filters_.respond(model.filter, features_, search.response);

  const auto peak = static_cast<unsigned>(
      std::max_element(search.response.begin(), search.response.end()) - search.response.begin());
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
  search.center_x = box.center_x() + dx * search.region.width / static_cast<float>(size);
  search.center_y = box.center_y() + dy * search.region.height / static_cast<float>(size);
}

void VisualTracker::learn(VisualModel& model, const TrackedPicture& picture, const Box& box) {
  extract(picture, region_around(box));
  filters_.learn(model.filter, features_);
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
