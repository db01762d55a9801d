// SPDX-License-Identifier: Apache-2.0
// Why nothing comes over a link: goes back to the element where the data ends.
#pragma once

#include <functional>
#include <string>

#include "runner/doctor/finding.hpp"
#include "runner/doctor/flow_map.hpp"

namespace pipewright {

/// The element behind which nothing comes any more.
struct Starvation {
  enum class Cause {
    kSourceSilent,    ///< it has no input and gives nothing
    kPadMissing,      ///< its pad for the link has not appeared
    kOtherBranch,     ///< its thread stands in another branch
    kWaitsForInputs,  ///< it needs data on every input, and some have none
    kClosed,          ///< a valve that drops
    kPoolExhausted,   ///< all buffers of its pool are held behind it
    kGivesNothing     ///< data goes in and none comes out
  };
  Cause cause = Cause::kGivesNothing;
  std::string element;
  const LinkFlow* link = nullptr;    ///< the first one without data, out of the element
  const LinkFlow* pushed = nullptr;  ///< kOtherBranch: where the thread stands
  FlowMap::Links missing_inputs;     ///< kWaitsForInputs
};

/// Follows a link without data back to its cause. `is_dead` tells which links are without data.
Starvation find_starvation(const FlowMap& map, const LinkFlow& link,
                           const std::function<bool(const LinkFlow&)>& is_dead);

/// Whether an element has an output pool of a size (as nvstreammux has), takes no more of its input
/// and pushes nothing out: then it waits for a buffer of the pool.
bool waits_for_pool(const FlowMap& map, const std::string& element);

/// Says what happens there, in one sentence without its point.
std::string describe(const FlowMap& map, const Starvation& starvation);

/// Adds what is known of the place: pads, the blocked thread, queues.
void add_evidence_of(Finding& finding, const FlowMap& map, const Starvation& starvation);

/// Adds the fixes that go with the cause: a queue per branch, opening a valve, a larger pool, what
/// a source needs.
void add_fixes_of(Finding& finding, const FlowMap& map, const Starvation& starvation);

/// Adds how much passed a link, and when last.
void add_flow_evidence(Finding& finding, const LinkFlow& link, gint64 now);
/// Adds where the thread that pushes over a link stands.
void add_thread_evidence(Finding& finding, const LinkFlow& link);
/// Adds the fill of a queue; nothing for other elements.
void add_queue_evidence(Finding& finding, const FlowMap& map, const std::string& element);
/// Proposes a queue at the start of each branch of an element that has none.
void add_queue_per_branch(Finding& finding, const FlowMap& map, const std::string& element);

}  // namespace pipewright
