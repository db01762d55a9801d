// SPDX-License-Identifier: Apache-2.0
// The last seconds of an encoded stream, from a key frame on.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <deque>

#include "common/gst_ptr.hpp"

namespace pipewright::standin::record {

enum class Track { kVideo, kAudio };

/// One encoded frame.
struct Packet {
  Track track = Track::kVideo;
  BufferPtr buffer;
  GstClockTime time = 0;  ///< of its presentation, in the stream's segment
  bool is_start = false;  ///< a recording may begin with it
};

/// Not thread-safe.
class RecordingCache {
 public:
  /// Keeps at least `span` of what was added last, and what belongs to it back to a key frame.
  explicit RecordingCache(GstClockTime span) : span_(span) {}

  /// Packets before the first that may start a recording are not kept.
  void add(Packet packet);
  [[nodiscard]] const std::deque<Packet>& packets() const { return packets_; }
  /// Index of the packet with which a recording of the last `back` starts; the number of packets
  /// when there is none.
  [[nodiscard]] std::size_t start_of(GstClockTime back) const;

 private:
  struct Start {
    GstClockTime time;
    std::uint64_t number;
  };

  GstClockTime span_;
  std::deque<Packet> packets_;
  std::deque<Start> starts_;
  std::uint64_t first_number_ = 0;  // of packets_.front()
  GstClockTime newest_ = 0;
};

}  // namespace pipewright::standin::record
