// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/assignment.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace pipewright::standin::tracking {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr double kUnreached = std::numeric_limits<double>::infinity();

/// Shortest augmenting paths with potentials over the candidates alone. Rows are targets, columns
/// detections; every row also has a column of its own that stands for "left unmatched". Paths end
/// close to where they begin, so that objects which overlap only their neighbours cost next to
/// nothing however many there are.
class SparseAssignment {
 public:
  explicit SparseAssignment(const std::vector<Candidate>& candidates) : edges_(candidates) {
    std::size_t num_targets = 0;
    for (const Candidate& edge : edges_) {
      num_targets = std::max(num_targets, edge.target + 1);
      num_detections_ = std::max(num_detections_, edge.detection + 1);
      best_score_ = std::max(best_score_, static_cast<double>(edge.score));
    }
    std::sort(edges_.begin(), edges_.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.target, a.detection) < std::tie(b.target, b.detection);
    });
    first_edge_.assign(num_targets + 1, 0);
    for (const Candidate& edge : edges_) ++first_edge_[edge.target + 1];
    for (std::size_t row = 0; row < num_targets; ++row) first_edge_[row + 1] += first_edge_[row];
    const std::size_t num_columns = num_detections_ + num_targets;
    row_potential_.assign(num_targets, 0);
    column_potential_.assign(num_columns, 0);
    row_of_.assign(num_columns, kNone);
    column_of_.assign(num_targets, kNone);
    distance_.assign(num_columns, kUnreached);
    came_from_.assign(num_columns, kNone);
    is_settled_.assign(num_columns, false);
  }

  std::vector<Candidate> solve() {
    const std::size_t num_targets = column_of_.size();
    for (std::size_t row = 0; row < num_targets; ++row) {
      if (first_edge_[row] != first_edge_[row + 1]) match_row(row);
    }
    std::vector<Candidate> matches;
    for (const Candidate& edge : edges_) {
      if (column_of_[edge.target] == edge.detection) matches.push_back(edge);
    }
    return matches;
  }

 private:
  using Reached = std::pair<double, std::size_t>;  // distance, column

  void match_row(std::size_t row) {
    for (const std::size_t column : touched_) {
      distance_[column] = kUnreached;
      is_settled_[column] = false;
    }
    touched_.clear();
    settled_.clear();
    reached_.clear();
    relax(row, 0);
    // The row's own column is always free, so the search ends.
    std::size_t end = kNone;
    double length = 0;
    while (end == kNone) {
      std::pop_heap(reached_.begin(), reached_.end(), std::greater<>());
      const auto [distance, column] = reached_.back();
      reached_.pop_back();
      if (is_settled_[column] || distance > distance_[column]) continue;
      if (row_of_[column] == kNone) {
        end = column;
        length = distance;
        continue;
      }
      is_settled_[column] = true;
      settled_.push_back(column);
      relax(row_of_[column], distance);
    }
    row_potential_[row] += length;
    for (const std::size_t column : settled_) {
      row_potential_[row_of_[column]] += length - distance_[column];
      column_potential_[column] -= length - distance_[column];
    }
    for (std::size_t column = end; column != kNone;) {
      const std::size_t from = came_from_[column];
      row_of_[column] = from;
      column = std::exchange(column_of_[from], column);
      if (from == row) break;
    }
  }

  void relax(std::size_t row, double distance) {
    for (std::size_t i = first_edge_[row]; i < first_edge_[row + 1]; ++i) {
      reach(row, edges_[i].detection, distance, best_score_ - edges_[i].score);
    }
    reach(row, num_detections_ + row, distance, best_score_);
  }

  void reach(std::size_t row, std::size_t column, double distance, double cost) {
    const double total = distance + cost - row_potential_[row] - column_potential_[column];
    if (is_settled_[column] || total >= distance_[column]) return;
    if (distance_[column] == kUnreached) touched_.push_back(column);
    distance_[column] = total;
    came_from_[column] = row;
    reached_.emplace_back(total, column);
    std::push_heap(reached_.begin(), reached_.end(), std::greater<>());
  }

  std::vector<Candidate> edges_;
  std::vector<std::size_t> first_edge_;
  std::size_t num_detections_ = 0;
  double best_score_ = 0;
  std::vector<double> row_potential_;
  std::vector<double> column_potential_;
  std::vector<std::size_t> row_of_;
  std::vector<std::size_t> column_of_;
  // Of the search that is under way:
  std::vector<double> distance_;
  std::vector<std::size_t> came_from_;
  std::vector<bool> is_settled_;
  std::vector<std::size_t> touched_;
  std::vector<std::size_t> settled_;
  /// A heap with the nearest one on top.
  std::vector<Reached> reached_;
};

}  // namespace

std::vector<Candidate> match_greedily(std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(-a.score, a.target, a.detection) <
           std::tuple(-b.score, b.target, b.detection);
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
  return SparseAssignment(candidates).solve();
}

}  // namespace pipewright::standin::tracking
