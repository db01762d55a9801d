// SPDX-License-Identifier: Apache-2.0
// What an examination finds, put together in few words.
#pragma once

#include <string>
#include <vector>

#include "pipewright/runner.pb.h"

namespace pipewright {

/// A diagnosis before it has an id. Findings with the same key are one finding that goes on.
struct Finding {
  std::string key;
  runner::Diagnosis diagnosis;
};

/// Starts a finding; its key is the kind with `about`.
Finding make_finding(runner::DiagnosisKind kind, runner::Severity severity,
                     const std::string& about);

/// Adds a fact in words about an element, which may be empty; more can be set on it.
runner::Evidence& add_evidence(Finding& finding, const std::string& element, std::string text);

/// Adds a fix; without steps it is advice.
runner::SuggestedFix& add_fix(Finding& finding, std::string title);

/// A step that sets an element's own property.
void add_set_property(runner::SuggestedFix& fix, const std::string& element,
                      const std::string& property, bool value);
void add_set_property(runner::SuggestedFix& fix, const std::string& element,
                      const std::string& property, std::int64_t value);

/// A step that puts a new element into a link; gives it, for its properties.
runner::InsertElement& add_insert(runner::SuggestedFix& fix, const std::string& link_id,
                                  const std::string& factory);

/// `'a', 'b' and 'c'`; after `max_names` it says how many more.
std::string quoted_names(const std::vector<std::string>& names, std::size_t max_names = 4);

}  // namespace pipewright
