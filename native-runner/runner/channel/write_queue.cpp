// SPDX-License-Identifier: Apache-2.0
#include "runner/channel/write_queue.hpp"

#include <utility>

namespace pipewright {
namespace {

struct Limit {
  std::size_t num_frames;
  std::size_t num_bytes;
};

/// By FrameClass. Control has a limit only to notice that nobody reads any more.
constexpr std::array<Limit, 4> kLimits = {{
    {1'000'000, 64 * 1024 * 1024},
    {8, 4 * 1024 * 1024},
    {256, 8 * 1024 * 1024},
    {64, 4 * 1024 * 1024},
}};

constexpr std::size_t kMaxSpareBuffers = 16;
constexpr std::size_t kMaxSpareBytes = 256 * 1024;

}  // namespace

bool WriteQueue::is_full(FrameClass frame_class, std::size_t num_more_bytes) const {
  const auto index = static_cast<std::size_t>(frame_class);
  const Lane& lane = lanes_[index];
  return lane.entries.size() >= kLimits[index].num_frames ||
         (!lane.entries.empty() && lane.num_bytes + num_more_bytes > kLimits[index].num_bytes);
}

void WriteQueue::add(FrameClass frame_class, std::string payload) {
  Lane& target = lane(frame_class);
  target.num_bytes += payload.size();
  target.entries.push_back({next_sequence_++, std::move(payload)});
  not_empty_.notify_one();
}

void WriteQueue::drop_oldest(FrameClass frame_class) {
  Lane& target = lane(frame_class);
  target.num_bytes -= target.entries.front().payload.size();
  target.entries.pop_front();
  if (frame_class == FrameClass::kMetadata) {
    num_dropped_metadata_.fetch_add(1, std::memory_order_relaxed);
  }
}

bool WriteQueue::push(FrameClass frame_class, std::string payload) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  while (is_full(frame_class, payload.size())) {
    if (frame_class == FrameClass::kControl) return false;
    drop_oldest(frame_class);
  }
  add(frame_class, std::move(payload));
  return true;
}

bool WriteQueue::push_waiting(std::string payload) {
  std::unique_lock lock(mutex_);
  metadata_has_room_.wait(lock, [&] {
    return closed_ || waiting_is_cancelled_ || !is_full(FrameClass::kMetadata, payload.size());
  });
  if (closed_ || is_full(FrameClass::kMetadata, payload.size())) {
    num_dropped_metadata_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  add(FrameClass::kMetadata, std::move(payload));
  return true;
}

void WriteQueue::cancel_waiting() {
  const std::lock_guard lock(mutex_);
  waiting_is_cancelled_ = true;
  metadata_has_room_.notify_all();
}

std::optional<WriteQueue::Frame> WriteQueue::pop() {
  std::unique_lock lock(mutex_);
  const auto oldest = [this] {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      if (lanes_[i].entries.empty()) continue;
      if (!found || lanes_[i].entries.front().sequence < lanes_[*found].entries.front().sequence) {
        found = i;
      }
    }
    return found;
  };
  std::optional<std::size_t> index;
  not_empty_.wait(lock, [&] { return (index = oldest()).has_value() || closed_; });
  if (!index) return std::nullopt;
  Lane& source = lanes_[*index];
  Frame frame{static_cast<FrameClass>(*index) == FrameClass::kControl ? FrameKind::kControl
                                                                      : FrameKind::kTelemetry,
              std::move(source.entries.front().payload)};
  source.entries.pop_front();
  source.num_bytes -= frame.payload.size();
  if (static_cast<FrameClass>(*index) == FrameClass::kMetadata) metadata_has_room_.notify_one();
  return frame;
}

void WriteQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  not_empty_.notify_all();
  metadata_has_room_.notify_all();
}

std::string WriteQueue::take_buffer() {
  const std::lock_guard lock(mutex_);
  if (spare_buffers_.empty()) return {};
  std::string buffer = std::move(spare_buffers_.back());
  spare_buffers_.pop_back();
  return buffer;
}

void WriteQueue::recycle(std::string buffer) {
  if (buffer.capacity() > kMaxSpareBytes) return;
  buffer.clear();
  const std::lock_guard lock(mutex_);
  if (spare_buffers_.size() < kMaxSpareBuffers) spare_buffers_.push_back(std::move(buffer));
}

}  // namespace pipewright
