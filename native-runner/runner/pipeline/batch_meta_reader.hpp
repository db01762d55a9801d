// SPDX-License-Identifier: Apache-2.0
// The one reader of NvDs metadata and of NVMM surfaces: compiled against DeepStream's own headers
// where the SDK is, against the stand-in's elsewhere.
#pragma once

#include <gst/gst.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>

#include "pipewright/telemetry.pb.h"

struct _NvDsBatchMeta;

namespace pipewright {

/// Was the runner compiled against the DeepStream SDK?
bool is_built_with_deepstream_sdk();

/// Counters by source id. Sources above the last slot are in the pad's totals only.
struct StreamCounters {
  static constexpr std::uint32_t kMaxStreams = 256;
  struct Stream {
    std::atomic<std::uint64_t> frames = 0;
    std::atomic<std::uint64_t> objects = 0;
  };
  std::array<Stream, kMaxStreams> streams;
};

struct BatchTotals {
  std::uint64_t frames = 0;
  std::uint64_t objects = 0;
};

/// Scales boxes from the metadata's pixels to another picture's.
struct BoxScale {
  float x = 1;
  float y = 1;
};

/// Which frame of which source. Not initialised: arrays of it are filled for every batch.
struct FrameId {
  std::uint32_t pad;     ///< number of the muxer's sink pad
  std::uint32_t source;  ///< source id
  std::uint64_t pts;     ///< NvDsFrameMeta.buf_pts
};

/// The batch metadata of a buffer, while the buffer is held.
class BatchView {
 public:
  explicit BatchView(GstBuffer* buffer);

  /// Is there any?
  explicit operator bool() const { return batch_ != nullptr; }

  /// Adds the frames and objects to the counters and gives their sums.
  BatchTotals count(StreamCounters& counters) const;

  /// Writes the batch's frames, as many as there is room for; gives how many.
  std::size_t list_frames(std::span<FrameId> frames) const;

  /// Empty for an empty batch.
  [[nodiscard]] std::optional<FrameId> first_frame() const;

  /// Is a frame of this source in the batch?
  [[nodiscard]] bool has_source(std::uint32_t source_id) const;

  /// Writes all frames and objects into `message`, which is cleared first. `width` and `height`:
  /// the pixels that the boxes are in; 0 takes what the frames say.
  void read(std::uint32_t width, std::uint32_t height, telemetry::MetadataBatch& message) const;

  /// Appends the objects (of one source, or of all for -1).
  void read_objects(int source_id, BoxScale scale,
                    google::protobuf::RepeatedPtrField<telemetry::ObjectMeta>& objects) const;

 private:
  _NvDsBatchMeta* batch_;
};

/// The surfaces of a buffer in memory:NVMM.
struct SurfaceInfo {
  std::uint32_t batch_size = 0;  ///< capacity
  std::uint32_t num_filled = 0;  ///< pictures
};

/// Reads the NvBufSurface of a buffer whose caps have memory:NVMM; empty when it cannot be mapped.
std::optional<SurfaceInfo> read_surface_info(GstBuffer* buffer);

}  // namespace pipewright
