// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/lost_tracks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "standin/inference/box_overlap.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Pixels per frame under which an object stands still and has no direction.
constexpr float kStandingSpeed = 0.5f;

struct Velocity {
  float x;
  float y;
  float speed() const { return std::hypot(x, y); }
};

/// How a track's last `num_points` points move, in pixels per frame.
Velocity velocity_of(const std::vector<TrackPoint>& points, std::size_t num_points) {
  const std::size_t wanted = std::max<std::size_t>(num_points, 2);
  const TrackPoint& first = points[points.size() > wanted ? points.size() - wanted : 0];
  const TrackPoint& last = points.back();
  const auto frames = static_cast<float>(std::max(last.age, first.age + 1) - first.age);
  return {(last.box.center_x() - first.box.center_x()) / frames,
          (last.box.center_y() - first.box.center_y()) / frames};
}

Box moved(Box box, const Velocity& velocity, float frames) {
  box.left += velocity.x * frames;
  box.top += velocity.y * frames;
  return box;
}

float speed_similarity(float a, float b) {
  const float larger = std::max(a, b);
  return larger <= kStandingSpeed ? 1.0f : std::min(a, b) / larger;
}

float angle_degrees(const Velocity& a, const Velocity& b) {
  if (a.speed() <= kStandingSpeed || b.speed() <= kStandingSpeed) return 0;
  const float cosine = (a.x * b.x + a.y * b.y) / (a.speed() * b.speed());
  return std::acos(std::clamp(cosine, -1.0f, 1.0f)) * 180 / std::numbers::pi_v<float>;
}

/// The part of a track in which the detector still saw it.
void drop_unseen_points(std::vector<TrackPoint>& points, unsigned shadow_age) {
  points.resize(points.size() - std::min<std::size_t>(shadow_age, points.size() - 1));
}

}  // namespace

void LostTracks::add(Target&& target) {
  if (!config_.reassociation.is_enabled || !target.id || target.trajectory.empty()) return;
  // Where it was last seen counts; what followed was guessed.
  const unsigned unseen = target.shadow_age;
  drop_unseen_points(target.trajectory, unseen);
  if (target.trajectory.size() < config_.reassociation.min_trajectory_length) return;
  const std::uint64_t id = *target.id;
  lost_.push_back({id, std::move(target), unseen});
}

void LostTracks::advance() {
  for (Lost& lost : lost_) ++lost.age;
  std::erase_if(lost_, [this](const Lost& lost) {
    return lost.age > config_.reassociation.projection_length;
  });
}

std::optional<std::uint64_t> LostTracks::claim(const Target& target) {
  auto best = lost_.end();
  float best_score = 0;
  for (auto lost = lost_.begin(); lost != lost_.end(); ++lost) {
    const float lost_score = score(*lost, target);
    if (lost_score <= best_score) continue;
    best = lost;
    best_score = lost_score;
  }
  if (best == lost_.end()) return std::nullopt;
  const std::uint64_t id = best->id;
  lost_.erase(best);
  return id;
}

float LostTracks::score(const Lost& lost, const Target& target) const {
  const ReassociationSettings& settings = config_.reassociation;
  const std::vector<TrackPoint>& points = target.trajectory;
  if (config_.check_class_match && lost.target.class_id != target.class_id) return 0;
  // It was gone before the new target came.
  if (points.size() > lost.age + 1) return 0;
  const Velocity old_velocity = velocity_of(lost.target.trajectory, settings.prep_length);
  const Velocity new_velocity = velocity_of(points, settings.prep_length);
  if (points.size() > 1 &&
      (angle_degrees(old_velocity, new_velocity) > settings.max_angle_degrees ||
       speed_similarity(old_velocity.speed(), new_velocity.speed()) <
           settings.min_speed_similarity)) {
    return 0;
  }
  if (size_similarity(lost.target.trajectory.back().box, points.back().box) <
      settings.min_size_similarity) {
    return 0;
  }
  const float tracklet = tracklet_score(lost, target);
  if (tracklet < settings.min_tracklet_score) return 0;
  float total = settings.weight_tracklet * tracklet;
  if (config_.reid.serves_reassociation() && !target.gallery.empty()) {
    const float reid = lost.target.gallery.similarity(target.gallery.newest());
    if (reid < settings.min_reid_score) return 0;
    total += settings.weight_reid * reid;
  }
  return total >= settings.min_matching_score_overall ? total : 0;
}

float LostTracks::tracklet_score(const Lost& lost, const Target& target) const {
  const Velocity velocity = velocity_of(lost.target.trajectory, config_.reassociation.prep_length);
  const Box& last = lost.target.trajectory.back().box;
  const auto range = static_cast<int>(config_.reassociation.time_search_range);
  const auto num_points = static_cast<int>(target.trajectory.size());
  float sum = 0;
  for (int i = 0; i < num_points; ++i) {
    // Frames from where the track was last seen to this point of the target.
    const int frames = static_cast<int>(lost.age) - (num_points - 1 - i);
    float best = 0;
    for (int shift = -range; shift <= range; ++shift) {
      if (frames + shift < 0) continue;
      best = std::max(best, inference::intersection_over_union(
                                moved(last, velocity, static_cast<float>(frames + shift)),
                                target.trajectory[static_cast<std::size_t>(i)].box));
    }
    sum += best;
  }
  return sum / static_cast<float>(num_points);
}

}  // namespace pipewright::standin::tracking
