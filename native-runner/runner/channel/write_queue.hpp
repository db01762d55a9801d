// SPDX-License-Identifier: Apache-2.0
// What waits to be written to the channel. Frames leave in the order in which they came; where one
// class of them is full, its oldest goes.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runner/channel/frame_codec.hpp"

namespace pipewright {

/// How a frame may be treated when the reader is slow.
enum class FrameClass : std::uint8_t {
  kControl,   ///< never dropped
  kSample,    ///< the newest few are kept
  kMetadata,  ///< oldest dropped and counted, or waited for
  kPreview,   ///< oldest dropped
};

class WriteQueue {
 public:
  struct Frame {
    FrameKind kind;
    std::string payload;
  };

  /// Adds a frame; drops the oldest of its class when that is full. False when the queue is closed
  /// or so much control waits that nobody can be reading.
  bool push(FrameClass frame_class, std::string payload);

  /// Adds metadata; waits while that class is full. False when it gave up because the queue was
  /// closed or waiting was cancelled; the frame is then dropped and counted.
  bool push_waiting(std::string payload);

  /// Ends all waiting in push_waiting, and makes it drop instead from now on.
  void cancel_waiting();

  /// The oldest frame; waits for one. Empty when the queue is closed and drained.
  std::optional<Frame> pop();

  /// No more frames are taken; those queued can still be popped.
  void close();

  /// An empty text with memory of an earlier frame, to be filled and pushed.
  std::string take_buffer();
  /// Gives a written frame's memory back.
  void recycle(std::string buffer);

  /// Metadata frames dropped since the start.
  [[nodiscard]] std::uint64_t num_dropped_metadata() const {
    return num_dropped_metadata_.load(std::memory_order_relaxed);
  }

 private:
  struct Entry {
    std::uint64_t sequence;
    std::string payload;
  };
  struct Lane {
    std::deque<Entry> entries;
    std::size_t num_bytes = 0;
  };

  [[nodiscard]] bool is_full(FrameClass frame_class, std::size_t num_more_bytes) const;
  void add(FrameClass frame_class, std::string payload);
  void drop_oldest(FrameClass frame_class);
  Lane& lane(FrameClass frame_class) { return lanes_[static_cast<std::size_t>(frame_class)]; }

  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::condition_variable metadata_has_room_;
  std::array<Lane, 4> lanes_;
  std::vector<std::string> spare_buffers_;
  std::uint64_t next_sequence_ = 0;
  std::atomic<std::uint64_t> num_dropped_metadata_ = 0;
  bool waiting_is_cancelled_ = false;
  bool closed_ = false;
};

}  // namespace pipewright
