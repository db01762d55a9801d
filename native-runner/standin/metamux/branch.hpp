// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <set>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"

namespace pipewright::standin::metamux {

/// What came in on one sink pad and waits for the active pad's frames. One thread at a time.
class Branch {
 public:
  /// Buffers that wait at most; more of them mean that nothing fits.
  static constexpr std::size_t kMaxBuffers = 64;

  void push(BufferPtr buffer) { buffers_.push_back(std::move(buffer)); }
  void clear() { buffers_.clear(); }
  bool is_full() const { return buffers_.size() >= kMaxBuffers; }

  /// What events of the mux before this branch tell.
  void add_source(unsigned source_id) {
    sources_.insert(source_id);
    ended_sources_.erase(source_id);
  }
  void end_source(unsigned source_id) { ended_sources_.insert(source_id); }

  /// Whether looking for the frame of a source at a time would find no nearer one later.
  bool has_reached(unsigned source_id, GstClockTime pts) const;
  /// The source's frame that is nearest to the time, and not farther off than the tolerance; null
  /// when there is none.
  NvDsFrameMeta* nearest(unsigned source_id, GstClockTime pts, GstClockTime tolerance);
  /// Gives buffers back whose frames are all before the last that were asked for.
  void drop_past();

 private:
  std::deque<BufferPtr> buffers_;
  /// Empty when no event has told of sources.
  std::set<unsigned> sources_;
  std::set<unsigned> ended_sources_;
  std::map<unsigned, GstClockTime> last_asked_;
};

}  // namespace pipewright::standin::metamux
