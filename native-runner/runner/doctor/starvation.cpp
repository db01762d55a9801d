// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/starvation.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "common/text.hpp"
#include "runner/doctor/source_advice.hpp"
#include "runner/pipeline/queue_levels.hpp"

namespace pipewright {
namespace {

constexpr const char* kPoolSize = "buffer-pool-size";

/// Buffers in the output pool of an element; 0 without one.
std::int64_t pool_size(const FlowMap& map, const std::string& name) {
  GstElement* element = map.element(name);
  if (element == nullptr) return 0;
  const GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), kPoolSize);
  if (spec == nullptr || spec->value_type != G_TYPE_UINT) return 0;
  guint size = 0;
  g_object_get(element, kPoolSize, &size, nullptr);
  return size;
}

bool is_closed_valve(const FlowMap& map, const std::string& name) {
  GstElement* element = map.element(name);
  if (element == nullptr || map.factory(name) != "valve") return false;
  gboolean drop = FALSE;
  g_object_get(element, "drop", &drop, nullptr);
  return drop != FALSE;
}

/// Another way out of the element in which its thread stands now.
const LinkFlow* blocked_branch(const FlowMap& map, const LinkFlow& link) {
  for (const LinkFlow* other : map.out_of(link.from())) {
    if (other != &link && is_pushing(*other)) return &deepest_push(map, *other);
  }
  return nullptr;
}

std::string pad_of(const LinkFlow& link) {
  return concat(link.from(), ".", link.watch->pad_name());
}

std::vector<std::string> pad_names_of(const FlowMap::Links& links) {
  std::vector<std::string> names;
  for (const LinkFlow* link : links) names.push_back(pad_of(*link));
  return names;
}

}  // namespace

Starvation find_starvation(const FlowMap& map, const LinkFlow& link,
                           const std::function<bool(const LinkFlow&)>& is_dead) {
  std::set<std::string> seen;
  Starvation found;
  found.link = &link;
  while (true) {
    found.element = found.link->from();
    const FlowMap::Links inputs = map.into(found.element);
    FlowMap::Links dead;
    std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(dead),
                 [&](const LinkFlow* input) {
                   return is_dead(*input) && !input->is_eos && !is_pushing(*input);
                 });
    if (inputs.empty()) {
      found.cause =
          found.link->has_pad ? Starvation::Cause::kSourceSilent : Starvation::Cause::kPadMissing;
      return found;
    }
    if (dead.empty()) break;
    if (dead.size() < inputs.size()) {
      found.cause = Starvation::Cause::kWaitsForInputs;
      found.missing_inputs = std::move(dead);
      return found;
    }
    if (!seen.insert(found.element).second) break;  // a ring
    found.link = dead.front();
  }
  if (const LinkFlow* pushed = blocked_branch(map, *found.link)) {
    found.cause = Starvation::Cause::kOtherBranch;
    found.pushed = pushed;
  } else if (!found.link->has_pad) {
    found.cause = Starvation::Cause::kPadMissing;
  } else if (is_closed_valve(map, found.element)) {
    found.cause = Starvation::Cause::kClosed;
  } else if (waits_for_pool(map, found.element)) {
    found.cause = Starvation::Cause::kPoolExhausted;
  }
  return found;
}

bool waits_for_pool(const FlowMap& map, const std::string& element) {
  if (pool_size(map, element) == 0) return false;
  const auto pushes = [](const LinkFlow* link) { return is_pushing(*link); };
  return std::ranges::any_of(map.into(element), pushes) &&
         std::ranges::none_of(map.out_of(element), pushes);
}

std::string describe(const FlowMap& map, const Starvation& starvation) {
  const std::string element =
      concat("'", starvation.element, "' (", map.factory(starvation.element), ")");
  switch (starvation.cause) {
    case Starvation::Cause::kSourceSilent:
      return concat(element, " gives no data");
    case Starvation::Cause::kPadMissing:
      return concat("the pad of ", element, " for '", starvation.link->to(),
                    "' has not appeared: it has not found this kind of stream in its input");
    case Starvation::Cause::kOtherBranch:
      return concat(element, " feeds its branches in one thread, and that thread stands in '",
                    starvation.pushed->to(), "', so the branch to '", starvation.link->to(),
                    "' gets nothing");
    case Starvation::Cause::kWaitsForInputs:
      return concat(element, " waits for data from ",
                    quoted_names(pad_names_of(starvation.missing_inputs)));
    case Starvation::Cause::kClosed:
      return concat(element, " is closed: with drop=true it lets nothing through");
    case Starvation::Cause::kPoolExhausted:
      return concat(element, " waits: what is behind it holds all ",
                    pool_size(map, starvation.element), " buffers of its output pool");
    case Starvation::Cause::kGivesNothing:
      break;
  }
  return concat(element, " gets data and gives none out");
}

void add_evidence_of(Finding& finding, const FlowMap& map, const Starvation& starvation) {
  const gint64 now = g_get_monotonic_time();
  for (const LinkFlow* input : map.into(starvation.element)) {
    add_flow_evidence(finding, *input, now);
  }
  add_flow_evidence(finding, *starvation.link, now);
  if (starvation.pushed != nullptr) add_thread_evidence(finding, *starvation.pushed);
  add_queue_evidence(finding, map, starvation.element);
}

void add_fixes_of(Finding& finding, const FlowMap& map, const Starvation& starvation) {
  switch (starvation.cause) {
    case Starvation::Cause::kOtherBranch:
      add_queue_per_branch(finding, map, starvation.element);
      break;
    case Starvation::Cause::kClosed: {
      auto& fix = add_fix(finding, concat("Open '", starvation.element, "': set drop to false"));
      add_set_property(fix, starvation.element, "drop", false);
      break;
    }
    case Starvation::Cause::kPoolExhausted: {
      const std::int64_t size = 2 * pool_size(map, starvation.element);
      auto& fix =
          add_fix(finding, concat("Let '", starvation.element,
                                  "' have more buffers under way: set ", kPoolSize, " to ", size));
      add_set_property(fix, starvation.element, kPoolSize, size);
      break;
    }
    case Starvation::Cause::kSourceSilent:
    case Starvation::Cause::kPadMissing:
      add_source_advice(finding, map, starvation.element);
      break;
    case Starvation::Cause::kWaitsForInputs:
      for (const LinkFlow* input : starvation.missing_inputs) {
        if (map.into(input->from()).empty()) add_source_advice(finding, map, input->from());
      }
      break;
    case Starvation::Cause::kGivesNothing:
      break;
  }
}

void add_flow_evidence(Finding& finding, const LinkFlow& link, gint64 now) {
  const std::string pad = pad_of(link);
  std::string text;
  if (link.is_eos) {
    text = concat(pad, " has ended, after ", link.num_buffers, " buffers");
  } else if (link.last_progress == 0) {
    text = concat(pad, link.has_pad ? " has given no buffer yet" : " has not appeared yet");
  } else {
    const gint64 tenths = (now - link.last_progress) / (G_USEC_PER_SEC / 10);
    text = concat(pad, ": ", link.num_buffers, " buffers, the last one ", tenths / 10, ".",
                  tenths % 10, " s ago");
  }
  runner::Evidence& evidence = add_evidence(finding, link.from(), std::move(text));
  evidence.set_pad(link.watch->pad_name());
  evidence.set_link_id(link.id());
  evidence.mutable_flow()->set_buffers(link.num_buffers);
  if (link.last_progress != 0) {
    evidence.mutable_flow()->set_silent_ms(
        static_cast<std::uint64_t>((now - link.last_progress) / 1000));
  }
}

void add_thread_evidence(Finding& finding, const LinkFlow& link) {
  const PadPtr pad = link.watch->pad();
  const std::string thread = pad ? streaming_thread_of(pad.get()) : std::string();
  runner::Evidence& evidence = add_evidence(
      finding, link.to(),
      concat(thread.empty() ? std::string("A streaming thread") : concat("The thread of ", thread),
             " entered '", link.to(), "' and has not come back"));
  evidence.set_link_id(link.id());
  evidence.mutable_thread()->set_thread(thread);
}

void add_queue_evidence(Finding& finding, const FlowMap& map, const std::string& element) {
  GstElement* queue = map.element(element);
  const auto levels = queue != nullptr ? read_queue_levels(queue) : std::nullopt;
  if (!levels) return;
  const auto percent = static_cast<int>(levels->fill() * 100);
  runner::Evidence& evidence =
      add_evidence(finding, element,
                   percent >= 95 ? concat("Queue '", element, "' is full: ", levels->buffers,
                                          " buffers, ", levels->bytes, " bytes")
                   : levels->buffers == 0
                       ? concat("Queue '", element, "' is empty")
                       : concat("Queue '", element, "' is ", percent, " % full: ", levels->buffers,
                                " buffers, ", levels->bytes, " bytes"));
  runner::QueueFill& fill = *evidence.mutable_queue();
  fill.set_buffers(levels->buffers);
  fill.set_bytes(levels->bytes);
  fill.set_time_ns(levels->time_nanos);
  fill.set_max_buffers(levels->max_buffers);
  fill.set_max_bytes(levels->max_bytes);
  fill.set_max_time_ns(levels->max_time_nanos);
}

void add_queue_per_branch(Finding& finding, const FlowMap& map, const std::string& element) {
  FlowMap::Links bare;
  for (const LinkFlow* branch : map.out_of(element)) {
    if (!map.is_queue(branch->to())) bare.push_back(branch);
  }
  if (bare.empty()) return;
  auto& fix =
      add_fix(finding, bare.size() == 1
                           ? concat("Put a queue before '", bare.front()->to(), "'")
                           : concat("Put a queue at the start of each branch of '", element, "'"));
  for (const LinkFlow* branch : bare) add_insert(fix, branch->id(), "queue");
}

}  // namespace pipewright
