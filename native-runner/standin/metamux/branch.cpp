// SPDX-License-Identifier: Apache-2.0
#include "standin/metamux/branch.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin::metamux {
namespace {

GstClockTime distance(GstClockTime a, GstClockTime b) {
  return a > b ? a - b : b - a;
}

}  // namespace

/// Calls `visit` with each frame of a buffer's batch until it gives true.
template <typename Visit>
bool Branch::any_frame(const Entry& entry, Visit visit) {
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(entry.buffer.get());
  if (batch == nullptr) return false;
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    if (visit(*static_cast<NvDsFrameMeta*>(item->data))) return true;
  }
  return false;
}

void Branch::Source::begin_run(std::uint64_t number) {
  if (is_behind) {
    run = number;
    is_behind = false;
  } else {
    next_runs.push_back(number);
  }
}

bool Branch::Source::is_of_run(std::uint64_t number) const {
  return number >= run && (next_runs.empty() || number < next_runs.front());
}

bool Branch::Source::is_needed(std::uint64_t number, GstClockTime pts) const {
  if (!is_of_run(number)) return number > run;
  return !is_behind && (!asked || pts >= asked->last);
}

void Branch::push(BufferPtr buffer) {
  buffers_.push_back({std::move(buffer), next_number_++});
  const Entry& entry = buffers_.back();
  any_frame(entry, [&](const NvDsFrameMeta& frame) {
    Source& source = sources_[frame.source_id];
    if (source.newest && frame.buf_pts < *source.newest) source.begin_run(entry.number);
    source.newest = frame.buf_pts;
    return false;
  });
}

void Branch::clear() {
  buffers_.clear();
  for (auto& [id, source] : sources_) {
    const bool is_announced = source.is_announced;
    source = {};
    source.is_announced = is_announced;
  }
}

void Branch::add_source(unsigned source_id) {
  knows_sources_ = true;
  sources_[source_id].is_announced = true;
  start_source(source_id);
}

void Branch::remove_source(unsigned source_id) {
  Source& source = sources_[source_id];
  source = {};
  source.is_announced = true;
  source.has_ended = true;
  source.run = next_number_;
}

void Branch::expect(const NvDsBatchMeta& batch) {
  std::map<unsigned, Asked> times;
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
    Asked& asked =
        times.try_emplace(frame.source_id, Asked{frame.buf_pts, frame.buf_pts}).first->second;
    asked.first = std::min<GstClockTime>(asked.first, frame.buf_pts);
    asked.last = std::max<GstClockTime>(asked.last, frame.buf_pts);
  }
  for (const auto& [id, asked] : times) {
    Source& source = sources_[id];
    if (source.asked && asked.first < source.asked->first) {
      if (source.next_runs.empty()) {
        source.is_behind = true;
      } else {
        source.run = source.next_runs.front();
        source.next_runs.pop_front();
      }
    }
    source.asked = asked;
  }
}

bool Branch::has_reached(unsigned source_id, GstClockTime pts) {
  Source& source = sources_[source_id];
  if (source.has_ended || (knows_sources_ && !source.is_announced)) return true;
  if (!source.next_runs.empty()) return true;
  return std::any_of(buffers_.begin(), buffers_.end(), [&](const Entry& entry) {
    return any_frame(entry, [&](const NvDsFrameMeta& frame) {
      if (frame.source_id != source_id || !source.is_of_run(entry.number)) return false;
      // The very time that is looked for: this branch went back by less than the active pad.
      if (frame.buf_pts == pts) source.is_behind = false;
      return frame.buf_pts >= pts && !source.is_behind;
    });
  });
}

bool Branch::is_ahead() const {
  return std::any_of(sources_.begin(), sources_.end(),
                     [](const auto& entry) { return !entry.second.next_runs.empty(); });
}

NvDsFrameMeta* Branch::nearest(unsigned source_id, GstClockTime pts, GstClockTime tolerance) {
  const Source& source = sources_[source_id];
  if (source.is_behind) return nullptr;
  NvDsFrameMeta* nearest = nullptr;
  for (const Entry& entry : buffers_) {
    if (!source.is_of_run(entry.number)) continue;
    any_frame(entry, [&](NvDsFrameMeta& frame) {
      if (frame.source_id != source_id || distance(frame.buf_pts, pts) > tolerance) return false;
      if (nearest == nullptr || distance(frame.buf_pts, pts) < distance(nearest->buf_pts, pts)) {
        nearest = &frame;
      }
      return false;
    });
  }
  return nearest;
}

void Branch::drop_past() {
  const auto is_needed = [this](const Entry& entry) {
    return any_frame(entry, [&](const NvDsFrameMeta& frame) {
      return sources_[frame.source_id].is_needed(entry.number, frame.buf_pts);
    });
  };
  while (!buffers_.empty() && (is_full() || !is_needed(buffers_.front()))) {
    const std::uint64_t number = buffers_.front().number;
    buffers_.pop_front();
    // A run that the active pad does not get to is the one it is in.
    for (auto& [id, source] : sources_) {
      while (!source.next_runs.empty() && source.next_runs.front() <= number) {
        source.run = source.next_runs.front();
        source.next_runs.pop_front();
      }
    }
  }
}

}  // namespace pipewright::standin::metamux
