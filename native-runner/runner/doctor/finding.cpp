// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/finding.hpp"

#include <algorithm>
#include <utility>

#include "common/text.hpp"

namespace pipewright {
namespace {

runner::Property& start_set_property(runner::SuggestedFix& fix, const std::string& element,
                                     const std::string& property) {
  runner::SetProperty& step = *fix.add_steps()->mutable_set_property();
  step.set_element(element);
  step.mutable_property()->set_name(property);
  return *step.mutable_property();
}

}  // namespace

Finding make_finding(runner::DiagnosisKind kind, runner::Severity severity,
                     const std::string& about) {
  Finding finding;
  finding.key = concat(runner::DiagnosisKind_Name(kind), " ", about);
  finding.diagnosis.set_kind(kind);
  finding.diagnosis.set_severity(severity);
  return finding;
}

runner::Evidence& add_evidence(Finding& finding, const std::string& element, std::string text) {
  runner::Evidence& evidence = *finding.diagnosis.add_evidence();
  evidence.set_element(element);
  evidence.set_text(std::move(text));
  return evidence;
}

runner::SuggestedFix& add_fix(Finding& finding, std::string title) {
  runner::SuggestedFix& fix = *finding.diagnosis.add_fixes();
  fix.set_title(std::move(title));
  return fix;
}

void add_set_property(runner::SuggestedFix& fix, const std::string& element,
                      const std::string& property, bool value) {
  start_set_property(fix, element, property).mutable_value()->set_bool_value(value);
}

void add_set_property(runner::SuggestedFix& fix, const std::string& element,
                      const std::string& property, std::int64_t value) {
  start_set_property(fix, element, property).mutable_value()->set_int_value(value);
}

runner::InsertElement& add_insert(runner::SuggestedFix& fix, const std::string& link_id,
                                  const std::string& factory) {
  runner::InsertElement& insert = *fix.add_steps()->mutable_insert_element();
  insert.set_link_id(link_id);
  insert.set_factory(factory);
  return insert;
}

std::string quoted_names(const std::vector<std::string>& names, std::size_t max_names) {
  std::string text;
  const std::size_t num_shown = std::min(names.size(), max_names);
  const bool has_more = num_shown < names.size();
  for (std::size_t i = 0; i < num_shown; ++i) {
    if (i > 0) text += i + 1 == num_shown && !has_more ? " and " : ", ";
    text += concat("'", names[i], "'");
  }
  if (has_more) text += concat(" and ", names.size() - num_shown, " more");
  return text;
}

}  // namespace pipewright
