// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "standin/tracking/target.hpp"

namespace pipewright::standin::tracking {

/// Tracks that ended, and where they would be now: a new target that moves on from one of them is
/// the same object (TrajectoryManagement.enableReAssoc).
class LostTracks {
 public:
  /// `config` outlives the object.
  explicit LostTracks(const TrackerConfig& config) : config_(config) {}

  /// Keeps a track that ended, if it is long enough to tell where it goes.
  void add(Target&& target);
  /// One frame more has passed; tracks whose projection is over are forgotten.
  void advance();
  /// The id of the track that the target continues, which is then no longer lost. The target has a
  /// trajectory.
  std::optional<std::uint64_t> claim(const Target& target);

 private:
  struct Lost {
    std::uint64_t id;
    Target target;
    /// Frames since it ended.
    unsigned age;
  };

  float score(const Lost& lost, const Target& target) const;
  float tracklet_score(const Lost& lost, const Target& target) const;

  const TrackerConfig& config_;
  std::vector<Lost> lost_;
};

}  // namespace pipewright::standin::tracking
