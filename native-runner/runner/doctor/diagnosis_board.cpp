// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/diagnosis_board.hpp"

#include <set>
#include <utility>

#include "common/log.hpp"

namespace pipewright {

void DiagnosisBoard::show(Finding finding) {
  if (const auto known = open_.find(finding.key); known != open_.end()) {
    // Whom it is about may come to light later.
    const bool has_elements =
        known->second.elements_size() > 0 || finding.diagnosis.elements_size() == 0;
    const bool is_same = known->second.title() == finding.diagnosis.title() &&
                         known->second.explanation() == finding.diagnosis.explanation();
    if (is_same && has_elements) return;
    finding.diagnosis.set_id(known->second.id());
  } else if (next_id_ > kMaxDiagnoses) {
    return;
  } else {
    finding.diagnosis.set_id(next_id_++);
  }
  runner::Diagnosis& diagnosis = open_[finding.key];
  diagnosis = std::move(finding.diagnosis);
  tell(diagnosis, false);
  if (diagnosis.id() == kMaxDiagnoses) {
    log(LogLevel::kWarning, "doctor", "too many findings: no more of them are told in this run");
  }
}

void DiagnosisBoard::settle(runner::DiagnosisKind kind, std::vector<Finding> findings) {
  std::set<std::string> keys;
  for (const Finding& finding : findings) keys.insert(finding.key);
  for (auto at = open_.begin(); at != open_.end();) {
    if (at->second.kind() != kind || keys.contains(at->first)) {
      ++at;
      continue;
    }
    tell(at->second, true);
    at = open_.erase(at);
  }
  for (Finding& finding : findings) show(std::move(finding));
}

void DiagnosisBoard::tell(runner::Diagnosis& diagnosis, bool is_resolved) {
  diagnosis.set_resolved(is_resolved);
  report_(diagnosis);
}

}  // namespace pipewright
