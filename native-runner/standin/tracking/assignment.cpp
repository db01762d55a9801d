// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/assignment.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace pipewright::standin::tracking {
namespace {

/// Disjoint sets over the candidates' targets and detections.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }
  void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

/// Numbers the values 0, 1, 2, ... in the order they are first seen.
class Numbering {
 public:
  std::size_t number_of(std::size_t value) {
    const auto [entry, is_new] = numbers_.try_emplace(value, values_.size());
    if (is_new) values_.push_back(value);
    return entry->second;
  }
  std::size_t value_of(std::size_t number) const { return values_[number]; }
  std::size_t size() const { return values_.size(); }

 private:
  std::unordered_map<std::size_t, std::size_t> numbers_;
  std::vector<std::size_t> values_;
};

/// Hungarian method (shortest augmenting paths with potentials) on a dense square cost matrix.
/// Returns the column of each row.
std::vector<std::size_t> solve_square(const std::vector<double>& cost, std::size_t size) {
  constexpr std::size_t kNone = 0;
  std::vector<double> row_potential(size + 1, 0.0);
  std::vector<double> column_potential(size + 1, 0.0);
  std::vector<std::size_t> row_of(size + 1, kNone);
  std::vector<std::size_t> came_from(size + 1, kNone);
  for (std::size_t row = 1; row <= size; ++row) {
    std::vector<double> slack(size + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> visited(size + 1, false);
    std::size_t column = 0;
    row_of[0] = row;
    do {
      visited[column] = true;
      const std::size_t current_row = row_of[column];
      double delta = std::numeric_limits<double>::infinity();
      std::size_t next_column = 0;
      for (std::size_t other = 1; other <= size; ++other) {
        if (visited[other]) continue;
        const double reduced = cost[(current_row - 1) * size + other - 1] -
                               row_potential[current_row] - column_potential[other];
        if (reduced < slack[other]) {
          slack[other] = reduced;
          came_from[other] = column;
        }
        if (slack[other] < delta) {
          delta = slack[other];
          next_column = other;
        }
      }
      for (std::size_t other = 0; other <= size; ++other) {
        if (visited[other]) {
          row_potential[row_of[other]] += delta;
          column_potential[other] -= delta;
        } else {
          slack[other] -= delta;
        }
      }
      column = next_column;
    } while (row_of[column] != kNone);
    while (column != 0) {
      const std::size_t previous = came_from[column];
      row_of[column] = row_of[previous];
      column = previous;
    }
  }
  std::vector<std::size_t> column_of(size, 0);
  for (std::size_t column = 1; column <= size; ++column) column_of[row_of[column] - 1] = column - 1;
  return column_of;
}

void match_group(const std::vector<Candidate>& group, std::vector<Candidate>& matches) {
  if (group.size() == 1) {
    matches.push_back(group.front());
    return;
  }
  Numbering targets;
  Numbering detections;
  for (const Candidate& candidate : group) {
    targets.number_of(candidate.target);
    detections.number_of(candidate.detection);
  }
  // Pairs that are no candidates cost nothing, which stands for "left unmatched".
  const std::size_t size = std::max(targets.size(), detections.size());
  std::vector<double> cost(size * size, 0.0);
  for (const Candidate& candidate : group) {
    cost[targets.number_of(candidate.target) * size + detections.number_of(candidate.detection)] =
        -static_cast<double>(candidate.score);
  }
  const std::vector<std::size_t> column_of = solve_square(cost, size);
  for (std::size_t row = 0; row < targets.size(); ++row) {
    const double score = -cost[row * size + column_of[row]];
    if (score > 0) {
      matches.push_back({targets.value_of(row), detections.value_of(column_of[row]),
                         static_cast<float>(score)});
    }
  }
}

}  // namespace

std::vector<Candidate> match_greedily(std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(-a.score, a.target, a.detection) < std::tuple(-b.score, b.target, b.detection);
  });
  std::unordered_set<std::size_t> used_targets;
  std::unordered_set<std::size_t> used_detections;
  std::vector<Candidate> matches;
  for (const Candidate& candidate : candidates) {
    if (used_targets.contains(candidate.target) || used_detections.contains(candidate.detection)) {
      continue;
    }
    used_targets.insert(candidate.target);
    used_detections.insert(candidate.detection);
    matches.push_back(candidate);
  }
  return matches;
}

std::vector<Candidate> match_optimally(const std::vector<Candidate>& candidates) {
  std::size_t num_targets = 0;
  std::size_t num_detections = 0;
  for (const Candidate& candidate : candidates) {
    num_targets = std::max(num_targets, candidate.target + 1);
    num_detections = std::max(num_detections, candidate.detection + 1);
  }
  Groups groups(num_targets + num_detections);
  for (const Candidate& candidate : candidates) {
    groups.join(candidate.target, num_targets + candidate.detection);
  }
  Numbering numbering;
  std::vector<std::vector<Candidate>> by_group;
  for (const Candidate& candidate : candidates) {
    const std::size_t group = numbering.number_of(groups.find(candidate.target));
    if (group == by_group.size()) by_group.emplace_back();
    by_group[group].push_back(candidate);
  }
  std::vector<Candidate> matches;
  for (const auto& group : by_group) match_group(group, matches);
  return matches;
}

}  // namespace pipewright::standin::tracking
