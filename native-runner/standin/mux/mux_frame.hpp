// SPDX-License-Identifier: Apache-2.0
// What travels through a mux: frames of sources on the way in, a formed batch on the way out.
#pragma once

#include <gst/gst.h>

#include <array>
#include <span>
#include <vector>

#include "common/gst_ptr.hpp"
#include "surface/picture.hpp"

namespace pipewright::standin {

/// Most surfaces of one frame: eight views of a dewarper, or a batch that is batched again.
inline constexpr unsigned kMaxSurfacesPerFrame = 8;

/// One frame that waits for its batch; its pictures are as they will leave the mux.
struct MuxFrame {
  unsigned source_id = 0;
  std::array<PictureRef, kMaxSurfacesPerFrame> pictures;
  unsigned num_pictures = 0;
  GstClockTime pts = GST_CLOCK_TIME_NONE;           ///< in the source's segment
  GstClockTime running_time = GST_CLOCK_TIME_NONE;  ///< of pts
  GstClockTime duration = GST_CLOCK_TIME_NONE;
  guint64 ntp_timestamp = 0;  ///< ns since 1970, 0 when unknown
  int source_width = 0;       ///< pixels before scaling
  int source_height = 0;
  BufferPtr origin;  ///< the source's buffer, only if it has NvDs metadata to take over

  [[nodiscard]] std::span<PictureRef> own_pictures() { return {pictures.data(), num_pictures}; }
};

/// What comes out: events to send first, then frames, then whether the stream is over.
struct MuxBatch {
  std::vector<GstPtr<GstEvent>> events;
  std::vector<unsigned> ended_sources;  ///< sources whose end is among the events
  std::vector<MuxFrame> frames;
  unsigned num_surfaces = 0;  ///< of all frames together
  bool is_eos = false;

  void clear();
};

}  // namespace pipewright::standin
