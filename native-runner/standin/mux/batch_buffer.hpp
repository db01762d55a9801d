// SPDX-License-Identifier: Apache-2.0
// Turns a formed batch into one buffer with its metadata.
#pragma once

#include <map>
#include <vector>

#include "gstnvdsmeta.h"
#include "mux_frame.hpp"

namespace pipewright::standin {

/// What the mux puts on every batch.
struct BatchFormat {
  unsigned batch_size = 1;  ///< surfaces
  unsigned width = 0;       ///< pixels; 0 when frames keep their own sizes
  unsigned height = 0;
  unsigned num_surfaces_per_frame = 1;
  bool sorts_by_source = false;
  /// The batch has its latest frame's time instead of its first one's.
  bool has_latest_time = false;
};

class BatchBuilder {
 public:
  void set_format(const BatchFormat& format) { format_ = format; }
  /// A buffer with the batch's pictures, an NvDsBatchMeta with one frame meta per picture, and a
  /// running time as PTS (always rising). Frames of buffers that are batches already keep their
  /// frame metas. The batch has frames; they are moved out of it.
  GstBuffer* build(MuxBatch& batch);
  /// The next frame of a source gets number 0.
  void reset_frame_number(unsigned source_id) { frame_numbers_.erase(source_id); }
  /// Times may start anew.
  void forget_times() { last_pts_ = GST_CLOCK_TIME_NONE; }
  /// Forgets times and numbers.
  void reset();

 private:
  void add_frame(NvDsBatchMeta* batch_meta, MuxFrame& frame);
  bool add_batched_frame(NvDsBatchMeta* batch_meta, MuxFrame& frame);
  void set_times(GstBuffer* buffer, const std::vector<MuxFrame>& frames);

  BatchFormat format_;
  std::map<unsigned, int> frame_numbers_;  // next number by source
  GstClockTime last_pts_ = GST_CLOCK_TIME_NONE;
  std::vector<PictureRef> pictures_;  // of the batch that is built; kept for its capacity
};

}  // namespace pipewright::standin
