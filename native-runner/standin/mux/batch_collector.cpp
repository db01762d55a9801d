// SPDX-License-Identifier: Apache-2.0
#include "batch_collector.hpp"

#include <algorithm>
#include <limits>

namespace pipewright::standin {
namespace {

/// Frames that a source may be ahead: enough to decode while a batch is formed, few enough to keep
/// memory low.
constexpr unsigned kMaxQueuedFrames = 3;

}  // namespace

void MuxBatch::clear() {
  events.clear();
  ended_sources.clear();
  frames.clear();
  is_eos = false;
}

void BatchCollector::set_rules(const BatchRules& rules) {
  const std::lock_guard lock(mutex_);
  rules_ = rules;
}

void BatchCollector::add_source(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  sources_.try_emplace(source_id);
}

void BatchCollector::remove_source(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  sources_.erase(source_id);
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
    Source& source = found->second;
    if (source.got_eos) return GST_FLOW_EOS;
    if (source.num_queued_frames < kMaxQueuedFrames) {
      source.queue.push_back({std::move(frame), nullptr, false});
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
  found->second.queue.push_back({{}, std::move(event), false});
  changed_.notify_one();
}

void BatchCollector::push_eos(unsigned source_id, GstPtr<GstEvent> event) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end() || found->second.got_eos) return;
  found->second.got_eos = true;
  found->second.queue.push_back({{}, std::move(event), true});
  changed_.notify_one();
}

void BatchCollector::restart_source(unsigned source_id) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source_id);
  if (found == sources_.end()) return;
  found->second.got_eos = false;
  // An end that was not collected yet is overtaken by the new start.
  std::erase_if(found->second.queue, [](const Item& item) { return item.is_eos; });
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
  for (auto& [id, source] : sources_) source.num_in_batch = 0;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  while (!is_stopped_ && !is_paused_) {
    fill(batch);
    if (have_all_ended() && !sent_eos_ && !sources_.empty()) {
      sent_eos_ = true;
      batch.is_eos = true;
      return true;
    }
    if (is_complete(batch)) return true;
    if (batch.frames.empty()) {
      if (!batch.events.empty()) return true;
      changed_.wait(lock);
      continue;
    }
    if (!rules_.timeout) {
      changed_.wait(lock);
      continue;
    }
    if (!deadline) deadline = std::chrono::steady_clock::now() + *rules_.timeout;
    if (changed_.wait_until(lock, *deadline) == std::cv_status::timeout) {
      fill(batch);
      return !is_stopped_ && !is_paused_;
    }
  }
  return false;
}

/// Takes events first, then frames in turns, as far as the queues reach.
void BatchCollector::fill(MuxBatch& batch) {
  std::move(global_events_.begin(), global_events_.end(), std::back_inserter(batch.events));
  global_events_.clear();
  bool took = false;
  for (auto& [id, source] : sources_) took |= take_events(id, source, batch);
  unsigned id = 0;
  while (batch.frames.size() < num_wanted()) {
    Source* source = next_source(id);
    if (source == nullptr) break;
    batch.frames.push_back(std::move(source->queue.front().frame));
    source->queue.pop_front();
    --source->num_queued_frames;
    ++source->num_in_batch;
    next_turn_ = id == std::numeric_limits<unsigned>::max() ? 0 : id + 1;
    took = true;
  }
  if (took) has_room_.notify_all();
}

/// Events stand in front of the batch, so a source that has a frame in it keeps later events for
/// the next one.
bool BatchCollector::take_events(unsigned source_id, Source& source, MuxBatch& batch) {
  if (source.num_in_batch > 0) return false;
  bool took = false;
  while (!source.queue.empty() && source.queue.front().event) {
    Item& item = source.queue.front();
    if (item.is_eos) {
      source.has_ended = true;
      batch.ended_sources.push_back(source_id);
    }
    batch.events.push_back(std::move(item.event));
    source.queue.pop_front();
    took = true;
  }
  return took;
}

/// Whether the source may put another frame into the batch that is being formed, now or later.
bool BatchCollector::can_still_give(const Source& source) const {
  if (source.has_ended || source.is_flushing) return false;
  // Behind an event only the next batch goes on; an end with nothing before it is taken at once.
  return source.queue.empty() || !source.queue.front().event;
}

/// The source that gives the next frame, from next_turn_ on around; null when none may.
BatchCollector::Source* BatchCollector::next_source(unsigned& source_id) {
  unsigned round = std::numeric_limits<unsigned>::max();
  for (const auto& [id, source] : sources_) {
    const bool counts = rules_.is_live ? source.num_queued_frames > 0 : true;
    if (counts && can_still_give(source)) round = std::min(round, source.num_in_batch);
  }
  const auto try_range = [&](auto first, auto last) -> Source* {
    for (auto each = first; each != last; ++each) {
      Source& source = each->second;
      if (source.num_in_batch != round || !can_still_give(source) || source.queue.empty()) continue;
      source_id = each->first;
      return &source;
    }
    return nullptr;
  };
  const auto turn = sources_.lower_bound(next_turn_);
  if (Source* source = try_range(turn, sources_.end())) return source;
  return try_range(sources_.begin(), turn);
}

unsigned BatchCollector::num_wanted() const {
  if (!rules_.is_adaptive) return rules_.batch_size;
  const auto num_active = static_cast<unsigned>(std::count_if(
      sources_.begin(), sources_.end(), [](const auto& each) { return !each.second.has_ended; }));
  return std::clamp(num_active, 1U, rules_.batch_size);
}

/// Full, or no source can add to it.
bool BatchCollector::is_complete(const MuxBatch& batch) const {
  if (batch.frames.empty()) return false;
  if (batch.frames.size() >= num_wanted()) return true;
  return std::none_of(sources_.begin(), sources_.end(),
                      [&](const auto& each) { return can_still_give(each.second); });
}

bool BatchCollector::have_all_ended() const {
  return std::all_of(sources_.begin(), sources_.end(),
                     [](const auto& each) { return each.second.has_ended; });
}

void BatchCollector::start() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = false;
  is_paused_ = false;
  for (auto& [id, source] : sources_) source = {};
  sent_eos_ = false;
  next_turn_ = 0;
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
  const unsigned num_in_batch = found->second.num_in_batch;
  found->second = {};
  found->second.num_in_batch = num_in_batch;
  found->second.is_flushing = is_flushing;
  if (!is_flushing) sent_eos_ = false;
  changed_.notify_one();
  has_room_.notify_all();
}

void BatchCollector::fail(GstFlowReturn flow) {
  const std::lock_guard lock(mutex_);
  flow_ = flow;
  has_room_.notify_all();
}

}  // namespace pipewright::standin
