// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace pipewright::standin::tracking {

/// A pair that may be matched, with its score (higher is better, above 0).
struct Candidate {
  std::size_t target = 0;
  std::size_t detection = 0;
  float score = 0;
};

/// Takes the best pair, then the best of what is left, and so on. The order of equal scores is by
/// target, then detection, so that runs repeat.
std::vector<Candidate> match_greedily(std::vector<Candidate> candidates);

/// The matching with the highest sum of scores; pairs that are no candidates are never matched.
/// Exact.
std::vector<Candidate> match_optimally(const std::vector<Candidate>& candidates);

}  // namespace pipewright::standin::tracking
