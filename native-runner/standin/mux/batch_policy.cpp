// SPDX-License-Identifier: Apache-2.0
#include "batch_policy.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace pipewright::standin {

void BatchPolicy::reset() {
  next_turn_ = 0;
  last_giver_.reset();
  previous_giver_.reset();
  next_release_.reset();
  last_batch_ = std::chrono::steady_clock::now();
}

void BatchPolicy::begin_batch(SourceQueues& sources) {
  for (auto& [id, source] : sources) source.num_in_batch = 0;
  last_giver_.reset();
}

void BatchPolicy::took_frame(SourceQueue& source, unsigned source_id) {
  ++source.num_in_batch;
  next_turn_ = source_id == std::numeric_limits<unsigned>::max() ? 0 : source_id + 1;
  last_giver_ = source_id;
}

void BatchPolicy::end_batch(SourceQueues& sources, TimePoint now) {
  last_batch_ = now;
  for (auto& [id, source] : sources) {
    if (source.num_in_batch > 0) source.last_given = now;
  }
  if (last_giver_) previous_giver_ = last_giver_;
}

SourceQueue* BatchPolicy::next_source(SourceQueues& sources, unsigned num_surfaces,
                                      unsigned& source_id) {
  next_release_.reset();
  const unsigned wanted = num_wanted(sources);
  if (num_surfaces >= wanted) return nullptr;
  const bool is_in_turns =
      rules_.order == TurnOrder::kStrictTurns || rules_.order == TurnOrder::kArrival;
  SourceQueue* source =
      is_in_turns ? next_in_turns(sources, source_id) : next_in_order(sources, source_id);
  // A frame of several surfaces that does not fit any more waits for the next batch.
  if (source != nullptr && num_surfaces > 0 &&
      num_surfaces + source->items.front().frame.num_pictures > wanted) {
    return nullptr;
  }
  return source;
}

/// From next_turn_ on around, sources with the fewest frames in the batch.
SourceQueue* BatchPolicy::next_in_turns(SourceQueues& sources, unsigned& source_id) {
  unsigned round = std::numeric_limits<unsigned>::max();
  for (const auto& [id, source] : sources) {
    const bool counts = rules_.order == TurnOrder::kArrival ? source.num_queued_frames > 0 : true;
    if (counts && can_still_give(source)) round = std::min(round, source.num_in_batch);
  }
  const auto try_range = [&](auto first, auto last) -> SourceQueue* {
    for (auto each = first; each != last; ++each) {
      SourceQueue& source = each->second;
      if (source.num_in_batch != round || !can_still_give(source) || !source.has_frame()) continue;
      if (is_held_back(source, each->first)) continue;
      source_id = each->first;
      return &source;
    }
    return nullptr;
  };
  const auto turn = sources.lower_bound(next_turn_);
  if (SourceQueue* source = try_range(turn, sources.end())) return source;
  return try_range(sources.begin(), turn);
}

/// Sources by priority, then by number; a source gives all it may before the next one does.
SourceQueue* BatchPolicy::next_in_order(SourceQueues& sources, unsigned& source_id) {
  order_.clear();
  for (const auto& [id, source] : sources) order_.push_back(id);
  std::sort(order_.begin(), order_.end(), [this](unsigned a, unsigned b) {
    return std::pair(rules_of(a).priority, a) < std::pair(rules_of(b).priority, b);
  });
  if (rules_.order == TurnOrder::kRoundRobin && previous_giver_) {
    const auto previous = std::find(order_.begin(), order_.end(), *previous_giver_);
    if (previous != order_.end()) std::rotate(order_.begin(), previous + 1, order_.end());
  }
  const unsigned wanted = num_wanted(sources);
  for (const unsigned id : order_) {
    SourceQueue& source = sources.find(id)->second;
    if (!source.has_frame() || !can_still_give(source)) continue;
    if (source.num_in_batch >= max_frames(id, wanted) || is_held_back(source, id)) continue;
    source_id = id;
    return &source;
  }
  return nullptr;
}

SourceRules BatchPolicy::rules_of(unsigned source_id) const {
  const auto found = rules_.sources.find(source_id);
  return found == rules_.sources.end() ? SourceRules() : found->second;
}

/// DeepStream takes the larger one of batch size and max-num-frames-per-batch for a source's own
/// limit, so only max-same-source-frames limits sources.
unsigned BatchPolicy::max_frames(unsigned source_id, unsigned num_wanted) const {
  return std::min(rules_.max_same_source_frames,
                  std::max(num_wanted, rules_of(source_id).max_frames_per_batch));
}

/// Whether the source may put another frame into the batch that is being formed, now or later.
bool BatchPolicy::can_still_give(const SourceQueue& source) const {
  if (source.has_ended || source.is_flushing) return false;
  // Behind an event only the next batch goes on; an end with nothing before it is taken at once.
  return source.items.empty() || source.has_frame();
}

/// Whether the source's front frame is not yet due, or its source too fast.
bool BatchPolicy::is_held_back(const SourceQueue& source, unsigned source_id) {
  if (rules_.limits_source_rates && source.last_given) {
    const double max_fps = rules_of(source_id).max_fps;
    const auto period = std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / max_fps));
    const TimePoint allowed = *source.last_given + period * (source.num_in_batch + 1);
    if (std::chrono::steady_clock::now() < allowed) {
      release_at(allowed);
      return true;
    }
  }
  if (!rules_.syncs_inputs || !running_time_) return false;
  const GstClockTime now = running_time_();
  const GstClockTime frame_time = source.items.front().frame.running_time;
  if (!GST_CLOCK_TIME_IS_VALID(now) || !GST_CLOCK_TIME_IS_VALID(frame_time)) return false;
  const auto wait = rules_.timeout.value_or(std::chrono::nanoseconds(0));
  const GstClockTime due = frame_time + static_cast<GstClockTime>(wait.count());
  if (due <= now) return false;
  release_at(std::chrono::steady_clock::now() + std::chrono::nanoseconds(due - now));
  return true;
}

void BatchPolicy::release_at(TimePoint time) {
  if (!next_release_ || time < *next_release_) next_release_ = time;
}

unsigned BatchPolicy::num_wanted(const SourceQueues& sources) const {
  if (rules_.sizing == BatchSizing::kFixed) return rules_.batch_size;
  const auto num_active = static_cast<unsigned>(std::count_if(
      sources.begin(), sources.end(), [](const auto& each) { return !each.second.has_ended; }));
  const unsigned least = std::max(num_active, 1U) * rules_.num_surfaces_per_frame;
  return rules_.sizing == BatchSizing::kActive ? least : std::min(least, rules_.batch_size);
}

/// Full, or no source can add to it. A fixed size waits for its time even then, as DeepStream does.
bool BatchPolicy::is_complete(const SourceQueues& sources, unsigned num_surfaces) const {
  if (num_surfaces == 0) return false;
  if (num_surfaces >= num_wanted(sources)) return true;
  const bool is_limited =
      rules_.order == TurnOrder::kRoundRobin || rules_.order == TurnOrder::kPriority;
  return std::none_of(sources.begin(), sources.end(), [&](const auto& each) {
    const SourceQueue& source = each.second;
    return is_limited ? !source.has_ended && !source.is_flushing : can_still_give(source);
  });
}

std::optional<BatchPolicy::TimePoint> BatchPolicy::deadline(
    std::optional<TimePoint> first_frame) const {
  if (!rules_.timeout || !first_frame) return std::nullopt;
  return (rules_.waits_from_last_batch ? last_batch_ : *first_frame) + *rules_.timeout;
}

}  // namespace pipewright::standin
