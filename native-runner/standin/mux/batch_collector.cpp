// SPDX-License-Identifier: Apache-2.0
#include "batch_collector.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pipewright::standin {
namespace {

/// Frames that a source may always be ahead: enough to decode while a batch is formed, few enough
/// to keep memory low.
constexpr unsigned kMinQueuedFrames = 3;

}  // namespace

void MuxBatch::clear() {
  events.clear();
  ended_sources.clear();
  frames.clear();
  num_surfaces = 0;
  is_eos = false;
}

void BatchCollector::set_rules(const BatchRules& rules) {
  const std::lock_guard lock(mutex_);
  policy_.set_rules(rules);
  changed_.notify_one();
  has_room_.notify_all();
}

void BatchCollector::set_running_time(BatchPolicy::RunningTime running_time) {
  const std::lock_guard lock(mutex_);
  policy_.set_running_time(std::move(running_time));
}

void BatchCollector::add_source(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  SourceQueue& source = sources_[source_id];
  // A predecessor of the same number that was still giving its last frames makes room.
  for (SourceItem& item : source.items) {
    if (item.event) global_events_.push_back(std::move(item.event));
  }
  source = {};
  source.was_emptied = true;
  had_sources_ = true;
  is_ending_ = false;
  // Whoever comes after the end begins anew.
  sent_eos_ = false;
  changed_.notify_one();
}

void BatchCollector::remove_source(unsigned source_id, GstPtr<GstEvent> event) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end()) return;
  SourceQueue& source = found->second;
  if (source.got_eos && !source.has_ended && !is_stopped_) {
    source.items.push_back({{}, std::move(event), false});
    source.is_leaving = true;
  } else {
    sources_.erase(found);
    global_events_.push_back(std::move(event));
  }
  changed_.notify_one();
  has_room_.notify_all();
}

GstFlowReturn BatchCollector::push_frame(MuxFrame frame) {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto found = sources_.find(frame.source_id);
    if (is_stopped_ || found == sources_.end() || found->second.is_flushing) {
      return GST_FLOW_FLUSHING;
    }
    if (flow_ != GST_FLOW_OK) return flow_;
    SourceQueue& source = found->second;
    if (source.got_eos) return GST_FLOW_EOS;
    if (source.num_queued_frames < max_queued_frames()) {
      source.items.push_back({std::move(frame), nullptr, false});
      ++source.num_queued_frames;
      changed_.notify_one();
      return GST_FLOW_OK;
    }
    has_room_.wait(lock);
  }
}

void BatchCollector::push_event(unsigned source_id, GstPtr<GstEvent> event) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end()) return;
  found->second.items.push_back({{}, std::move(event), false});
  changed_.notify_one();
}

void BatchCollector::push_eos(unsigned source_id, GstPtr<GstEvent> event) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found != sources_.end()) end_source(found->second, std::move(event));
}

void BatchCollector::push_eos_of_all(GstPtr<GstEvent> (*make_event)(unsigned)) {
  const std::lock_guard lock(mutex_);
  for (auto& [id, source] : sources_) end_source(source, make_event(id));
  is_ending_ = true;
  changed_.notify_one();
  has_room_.notify_all();
}

/// With the mutex held.
void BatchCollector::end_source(SourceQueue& source, GstPtr<GstEvent> event) {
  if (source.got_eos) return;
  source.got_eos = true;
  source.items.push_back({{}, std::move(event), true});
  changed_.notify_one();
}

void BatchCollector::restart_source(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end() || is_ending_) return;
  found->second.got_eos = false;
  // An end that was not collected yet is overtaken by the new start.
  std::erase_if(found->second.items, [](const SourceItem& item) { return item.is_eos; });
  if (found->second.has_ended) {
    found->second.has_ended = false;
    sent_eos_ = false;
  }
}

void BatchCollector::push_global_event(GstPtr<GstEvent> event) {
  const std::lock_guard lock(mutex_);
  global_events_.push_back(std::move(event));
  changed_.notify_one();
}

bool BatchCollector::collect(MuxBatch& batch) {
  batch.clear();
  std::unique_lock lock(mutex_);
  event_origins_.clear();
  std::erase_if(sources_, [](const auto& each) {
    return each.second.is_leaving && each.second.items.empty();
  });
  policy_.begin_batch(sources_);
  for (auto& [id, source] : sources_) source.was_emptied = false;
  std::optional<BatchPolicy::TimePoint> first_frame;
  while (!is_stopped_ && !is_paused_) {
    fill(batch);
    if (have_all_ended() && !sent_eos_) {
      sent_eos_ = true;
      batch.is_eos = true;
      return true;
    }
    if (batch.frames.empty() && !batch.events.empty()) return true;
    const auto now = std::chrono::steady_clock::now();
    if (!batch.frames.empty() && !first_frame) first_frame = now;
    const auto deadline = policy_.deadline(first_frame);
    const bool is_due = deadline && now >= *deadline;
    if (policy_.is_complete(sources_, batch.num_surfaces) || is_due) {
      if (!wait_for_interval(lock)) break;
      return true;
    }
    auto wake_up = deadline;
    if (const auto release = policy_.next_release(); release) {
      wake_up = wake_up ? std::min(*wake_up, *release) : release;
    }
    if (wake_up) {
      changed_.wait_until(lock, *wake_up);
    } else {
      changed_.wait(lock);
    }
  }
  put_back(batch);
  return false;
}

/// Holds a formed batch back until the rules allow another one.
bool BatchCollector::wait_for_interval(std::unique_lock<std::mutex>& lock) {
  changed_.wait_until(lock, policy_.earliest_push(), [this] { return is_stopped_ || is_paused_; });
  policy_.end_batch(sources_, std::chrono::steady_clock::now());
  return !is_stopped_ && !is_paused_;
}

/// Undoes fill(): a batch that is not pushed gives its sources back what they have delivered. Those
/// that were flushed meanwhile have lost it.
void BatchCollector::put_back(MuxBatch& batch) {
  for (auto frame = batch.frames.rbegin(); frame != batch.frames.rend(); ++frame) {
    const auto found = sources_.find(frame->source_id);
    if (found == sources_.end() || found->second.was_emptied) continue;
    found->second.items.push_front({std::move(*frame), nullptr, false});
    ++found->second.num_queued_frames;
  }
  std::vector<GstPtr<GstEvent>> global_events;
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    if (!event_origins_[i].source_id) global_events.push_back(std::move(batch.events[i]));
  }
  for (std::size_t i = batch.events.size(); i-- > 0;) {
    const EventOrigin& origin = event_origins_[i];
    if (!origin.source_id) continue;
    const auto found = sources_.find(*origin.source_id);
    if (found == sources_.end() || found->second.was_emptied) continue;
    if (origin.is_eos) found->second.has_ended = false;
    found->second.items.push_front({{}, std::move(batch.events[i]), origin.is_eos});
  }
  global_events_.insert(global_events_.begin(), std::move_iterator(global_events.begin()),
                        std::move_iterator(global_events.end()));
  batch.clear();
}

/// Takes events first, then frames, as far as the queues reach.
void BatchCollector::fill(MuxBatch& batch) {
  event_origins_.resize(event_origins_.size() + global_events_.size());
  std::move(global_events_.begin(), global_events_.end(), std::back_inserter(batch.events));
  global_events_.clear();
  bool took = false;
  for (auto& [id, source] : sources_) took |= take_events(id, source, batch);
  unsigned id = 0;
  while (SourceQueue* source = policy_.next_source(sources_, batch.num_surfaces, id)) {
    batch.frames.push_back(std::move(source->items.front().frame));
    batch.num_surfaces += batch.frames.back().num_pictures;
    source->items.pop_front();
    --source->num_queued_frames;
    policy_.took_frame(*source, id);
    took = true;
  }
  if (took) has_room_.notify_all();
}

/// Events stand in front of the batch, so a source that has a frame in it keeps later events for
/// the next one.
bool BatchCollector::take_events(unsigned source_id, SourceQueue& source, MuxBatch& batch) {
  if (source.num_in_batch > 0) return false;
  bool took = false;
  while (!source.items.empty() && source.items.front().event) {
    SourceItem& item = source.items.front();
    if (item.is_eos) {
      source.has_ended = true;
      batch.ended_sources.push_back(source_id);
    }
    batch.events.push_back(std::move(item.event));
    event_origins_.push_back({source_id, item.is_eos});
    source.items.pop_front();
    took = true;
  }
  return took;
}

/// Enough for a whole batch out of one source.
unsigned BatchCollector::max_queued_frames() const {
  const bool takes_several = policy_.rules().order == TurnOrder::kRoundRobin ||
                             policy_.rules().order == TurnOrder::kPriority;
  const unsigned most =
      takes_several ? std::min(policy_.rules().max_same_source_frames, policy_.num_wanted(sources_))
                    : 0;
  return std::max(kMinQueuedFrames, most + 1);
}

bool BatchCollector::have_all_ended() const {
  if (sources_.empty()) {
    return is_ending_ || (had_sources_ && policy_.rules().ends_without_sources);
  }
  return std::all_of(sources_.begin(), sources_.end(),
                     [](const auto& each) { return each.second.has_ended; });
}

void BatchCollector::start() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = false;
  is_paused_ = false;
  std::erase_if(sources_, [](const auto& each) { return each.second.is_leaving; });
  for (auto& [id, source] : sources_) source = {};
  had_sources_ = !sources_.empty();
  is_ending_ = false;
  sent_eos_ = false;
  policy_.reset();
  flow_ = GST_FLOW_OK;
}

void BatchCollector::stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
  changed_.notify_one();
  has_room_.notify_all();
}

void BatchCollector::set_paused(bool is_paused) {
  const std::lock_guard lock(mutex_);
  is_paused_ = is_paused;
  changed_.notify_one();
}

void BatchCollector::set_source_flushing(unsigned source_id, bool is_flushing) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end()) return;
  if (found->second.is_leaving) return;
  const unsigned num_in_batch = found->second.num_in_batch;
  found->second = {};
  found->second.num_in_batch = num_in_batch;
  found->second.was_emptied = true;
  found->second.is_flushing = is_flushing;
  if (!is_flushing) {
    sent_eos_ = false;
    is_ending_ = false;
  }
  changed_.notify_one();
  has_room_.notify_all();
}

void BatchCollector::fail(GstFlowReturn flow) {
  const std::lock_guard lock(mutex_);
  flow_ = flow;
  has_room_.notify_all();
}

}  // namespace pipewright::standin
