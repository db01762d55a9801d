// SPDX-License-Identifier: Apache-2.0
// System memory for planar pictures with room for their chroma behind the planes, interleaved.
// There an I420 picture becomes an NV12 picture without a copy of its luma (see
// interleave_in_place).
#pragma once

#include <gst/video/video.h>

#include <atomic>

namespace pipewright::standin {

/// Bytes from row to row of interleaved chroma in the room.
int chroma_room_stride(int width);

/// Adds to an ALLOCATION query a pool whose buffers have such memory for pictures of `info` (I420).
void propose_chroma_room(GstQuery* query, const GstVideoInfo& info);

/// The room of a mapped memory. Whoever sets `is_taken`, which was clear, may write until he clears
/// it; the flag lives as long as the memory.
struct ChromaRoom {
  std::uint8_t* data = nullptr;  ///< null where there is none
  std::size_t size = 0;
  std::atomic_flag* is_taken = nullptr;
};
ChromaRoom chroma_room_of(const GstMapInfo& map);

}  // namespace pipewright::standin
