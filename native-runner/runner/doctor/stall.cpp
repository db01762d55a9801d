// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/stall.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "common/text.hpp"
#include "runner/doctor/starvation.hpp"

namespace pipewright {
namespace {

/// A source that has its pauses is given this many of its longest ones.
constexpr gint64 kPatienceInGaps = 4;

constexpr std::size_t kMaxSilentLinks = 8;

/// An element that holds data up, and the silent links that come of it.
struct Cause {
  const LinkFlow* pushed = nullptr;      // the thread stands in its target
  std::optional<Starvation> starvation;  // or nothing comes from here
  FlowMap::Links silent;
};

class StallSearch {
 public:
  StallSearch(const FlowMap& map, gint64 now, gint64 playing_since, gint64 limit)
      : map_(map), now_(now), playing_since_(playing_since), limit_(limit) {}

  std::vector<Finding> find();

 private:
  bool is_silent(const LinkFlow& link) const;
  void add_cause(const LinkFlow& link);
  bool has_stand_behind(const std::string& element) const;
  void add_starved(const LinkFlow& link, const LinkFlow& dry);
  Finding tell(const std::string& element, const Cause& cause) const;
  void add_blocked_fixes(Finding& finding, const LinkFlow& pushed) const;

  const FlowMap& map_;
  const gint64 now_;
  const gint64 playing_since_;
  const gint64 limit_;
  std::map<std::string, Cause> causes_;
};

bool StallSearch::is_silent(const LinkFlow& link) const {
  if (link.is_eos || link.watch->is_retired()) return false;
  if (link.last_progress == 0) {
    return map_.into(link.from()).empty() && now_ - playing_since_ > limit_;
  }
  const gint64 since = std::max(link.last_progress, playing_since_);
  return now_ - since > std::max(limit_, kPatienceInGaps * link.longest_gap);
}

std::vector<Finding> StallSearch::find() {
  for (const LinkFlow& link : map_.links()) {
    if (is_silent(link)) add_cause(link);
  }
  std::vector<Finding> findings;
  for (const auto& [element, cause] : causes_) findings.push_back(tell(element, cause));
  return findings;
}

void StallSearch::add_cause(const LinkFlow& link) {
  if (is_pushing(link)) {
    const LinkFlow& pushed = deepest_push(map_, link);
    // An element that joins its inputs may wait for another one.
    for (const LinkFlow* other : map_.into(pushed.to())) {
      if (other != &pushed && is_silent(*other) && !is_pushing(*other)) {
        return add_starved(link, *other);
      }
    }
    if (waits_for_pool(map_, pushed.to())) {
      // Where a thread stands with one of the pool's buffers, that tells.
      if (!has_stand_behind(pushed.to())) add_starved(link, *map_.out_of(pushed.to()).front());
      return;
    }
    Cause& cause = causes_[pushed.to()];
    cause.pushed = &pushed;
    cause.silent.push_back(&link);
    return;
  }
  for (const LinkFlow* input : map_.into(link.from())) {
    if (is_silent(*input)) return;  // it tells
  }
  add_starved(link, link);
}

bool StallSearch::has_stand_behind(const std::string& element) const {
  std::set<std::string> seen = {element};
  std::vector<std::string> next = {element};
  while (!next.empty()) {
    const FlowMap::Links outputs = map_.out_of(next.back());
    next.pop_back();
    for (const LinkFlow* output : outputs) {
      if (now_ - output->last_progress > limit_ && is_pushing(*output)) return true;
      if (seen.insert(output->to()).second) next.push_back(output->to());
    }
  }
  return false;
}

void StallSearch::add_starved(const LinkFlow& link, const LinkFlow& dry) {
  Starvation starvation =
      find_starvation(map_, dry, [this](const LinkFlow& other) { return is_silent(other); });
  Cause& cause = causes_[starvation.element];
  cause.starvation = std::move(starvation);
  cause.silent.push_back(&link);
}

Finding StallSearch::tell(const std::string& element, const Cause& cause) const {
  const auto is_standing = [this](const LinkFlow& link) {
    return is_silent(link) || link.is_eos || link.watch->is_retired();
  };
  const bool stands_all = std::all_of(map_.links().begin(), map_.links().end(), is_standing);
  Finding finding =
      make_finding(runner::STALLED, stands_all ? runner::ERROR : runner::WARNING, element);
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.add_elements(element);
  const char* extent =
      stands_all ? "The pipeline stands still" : "A part of the pipeline stands still";
  if (cause.pushed != nullptr) {
    diagnosis.set_title(concat(extent, ": '", element, "' took a buffer and does not come back"));
    diagnosis.set_explanation(
        concat("What comes before '", element, "' (", map_.factory(element),
               ") waits until it is done: queues fill up, and then the sources stop."));
    add_thread_evidence(finding, *cause.pushed);
    add_blocked_fixes(finding, *cause.pushed);
  } else {
    diagnosis.set_title(concat(extent, ": ", describe(map_, *cause.starvation)));
    diagnosis.set_explanation(concat("What comes behind '", element,
                                     "' gets nothing any more and waits; what joins its data with "
                                     "other streams may hold those up as well."));
    add_evidence_of(finding, map_, *cause.starvation);
    add_fixes_of(finding, map_, *cause.starvation);
  }
  for (std::size_t i = 0; i < std::min(cause.silent.size(), kMaxSilentLinks); ++i) {
    add_flow_evidence(finding, *cause.silent[i], now_);
  }
  for (const auto& [name, queue] : map_.built().elements) {
    if (map_.is_queue(name)) add_queue_evidence(finding, map_, name);
  }
  return finding;
}

void StallSearch::add_blocked_fixes(Finding& finding, const LinkFlow& pushed) const {
  // A tee before it, without a queue between: one slow branch holds up the others.
  for (const LinkFlow* input = &pushed; !map_.is_queue(input->from());) {
    if (map_.out_of(input->from()).size() > 1) {
      add_queue_per_branch(finding, map_, input->from());
      break;
    }
    const FlowMap::Links inputs = map_.into(input->from());
    if (inputs.empty()) break;
    input = inputs.front();
  }
  GstElement* element = map_.element(pushed.to());
  if (element == nullptr || !GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK)) return;
  const GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), "sync");
  gboolean sync = FALSE;
  if (spec != nullptr && spec->value_type == G_TYPE_BOOLEAN) {
    g_object_get(element, "sync", &sync, nullptr);
  }
  if (sync != FALSE) {
    auto& fix = add_fix(
        finding, concat("Let '", pushed.to(), "' show buffers as they come: set sync to false"));
    add_set_property(fix, pushed.to(), "sync", false);
  }
  auto& fix = add_fix(finding, concat("Put a queue that drops old buffers before '", pushed.to(),
                                      "', so that the rest goes on"));
  runner::Property& leaky = *add_insert(fix, pushed.id(), "queue").add_properties();
  leaky.set_name("leaky");
  leaky.mutable_value()->set_string_value("downstream");
}

}  // namespace

std::vector<Finding> find_stalls(const FlowMap& map, gint64 now, gint64 playing_since,
                                 gint64 limit) {
  return StallSearch(map, now, playing_since, limit).find();
}

}  // namespace pipewright
