// SPDX-License-Identifier: Apache-2.0
// Folds equal errors, warnings and infos where they are posted, so that a flood of them never waits
// in a queue.
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright {

/// Several equal messages: the newest, and how many there were before it.
struct FoldedReport {
  MessagePtr newest;
  std::uint32_t repeated = 0;
};

/// The first of equal messages goes on at once; what comes after it is counted, and the newest is
/// kept. Any thread.
class ReportFolder {
 public:
  using Clock = std::chrono::steady_clock;

  /// Equal messages go on at most this often.
  static constexpr std::chrono::milliseconds kInterval{1000};
  /// With more different messages than this in an interval, texts (which may hold counters) do not
  /// tell messages apart any more.
  static constexpr std::size_t kMaxDistinct = 50;

  /// For an error, warning or info. True: it is folded, and the caller has no use for it.
  bool fold(GstMessage* message);

  /// What was folded for an interval; to be told now.
  std::vector<FoldedReport> take_due(Clock::time_point now = Clock::now());

  /// Nothing is counted, so that take_due has nothing to give until more is folded.
  [[nodiscard]] bool empty() const;

 private:
  struct Key {
    const void* source;
    GstMessageType type;
    GQuark domain;
    gint code;
    std::size_t text_hash;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Entry {
    MessagePtr newest;  // keeps the source, whose address is in the key
    std::uint32_t num_folded = 0;
    Clock::time_point last_told;
  };

  Key key_of(GstMessage* message) const;

  mutable std::mutex mutex_;
  std::unordered_map<Key, Entry, KeyHash> entries_;
};

}  // namespace pipewright
