// SPDX-License-Identifier: Apache-2.0
// The findings of a run: each is told when it comes, when it changes and when it is over.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runner/doctor/finding.hpp"

namespace pipewright {

/// Main thread only. Bounded: past kMaxDiagnoses nothing new is told.
class DiagnosisBoard {
 public:
  using Report = std::function<void(const runner::Diagnosis&)>;

  /// Diagnoses of one run, resolved ones included.
  static constexpr std::uint32_t kMaxDiagnoses = 200;

  explicit DiagnosisBoard(Report report) : report_(std::move(report)) {}

  /// Tells a finding, unless it was told in the same words and is not over.
  void show(Finding finding);

  /// The findings of a kind as they are now: others of that kind are over.
  void settle(runner::DiagnosisKind kind, std::vector<Finding> findings);

 private:
  void tell(runner::Diagnosis& diagnosis, bool is_resolved);

  Report report_;
  std::uint32_t next_id_ = 1;
  std::map<std::string, runner::Diagnosis> open_;  // by key
};

}  // namespace pipewright
