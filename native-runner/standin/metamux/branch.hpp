// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"

namespace pipewright::standin::metamux {

/// What came in on one sink pad and waits for the active pad's frames. One thread at a time.
///
/// The frames of a source come as runs of rising times: a source that starts anew (a file that is
/// opened again, a pad that is added again) begins a run at an earlier time. The branch and the
/// active pad get there one before the other, and only frames of the same run belong together.
class Branch {
 public:
  /// Buffers that wait at most; more of them mean that nothing fits.
  static constexpr std::size_t kMaxBuffers = 64;

  void push(BufferPtr buffer);
  /// Forgets what came in and how far it got, but not which sources there are.
  void clear();
  bool is_full() const { return buffers_.size() >= kMaxBuffers; }

  /// What events of the mux before this branch tell.
  void add_source(unsigned source_id);
  void remove_source(unsigned source_id);
  void start_source(unsigned source_id) { sources_[source_id].has_ended = false; }
  void end_source(unsigned source_id) { sources_[source_id].has_ended = true; }

  /// Tells of the frames that will be looked for next. Telling of a batch twice changes nothing.
  void expect(const NvDsBatchMeta& batch);
  /// Whether looking for the frame of a source at a time would find no nearer one later.
  bool has_reached(unsigned source_id, GstClockTime pts);
  /// Whether a source began a run that the active pad has not reached.
  bool is_ahead() const;
  /// The source's frame that is nearest to the time, and not farther off than the tolerance; null
  /// when there is none.
  NvDsFrameMeta* nearest(unsigned source_id, GstClockTime pts, GstClockTime tolerance);
  /// Gives buffers back whose frames are all before the last that were expected.
  void drop_past();

 private:
  struct Entry {
    BufferPtr buffer;
    std::uint64_t number;
  };
  /// Times that were looked for in the last batch.
  struct Asked {
    GstClockTime first;
    GstClockTime last;
  };
  struct Source {
    bool is_announced = false;
    bool has_ended = false;
    /// The buffer at which the run begins that the active pad is in, and those of later runs.
    std::uint64_t run = 0;
    std::deque<std::uint64_t> next_runs;
    /// Of the frame that came in last.
    std::optional<GstClockTime> newest;
    std::optional<Asked> asked;
    /// The active pad began a run, this branch has not yet.
    bool is_behind = false;

    void begin_run(std::uint64_t number);
    bool is_of_run(std::uint64_t number) const;
    /// Whether the buffer's frame of the source may be looked for later.
    bool is_needed(std::uint64_t number, GstClockTime pts) const;
  };

  template <typename Visit>
  static bool any_frame(const Entry& entry, Visit visit);

  std::deque<Entry> buffers_;
  /// Of the next buffer that comes in.
  std::uint64_t next_number_ = 0;
  std::map<unsigned, Source> sources_;
  /// Whether an event has told of sources.
  bool knows_sources_ = false;
};

}  // namespace pipewright::standin::metamux
