// SPDX-License-Identifier: Apache-2.0
// Sends the object metadata of a pad's batches.
#pragma once

#include <atomic>
#include <string>

#include "pipewright/telemetry.pb.h"
#include "runner/channel/write_queue.hpp"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

/// One MetadataBatch per buffer that has NvDs metadata. Reads and serialises in the streaming
/// thread, as elements further down change the metadata; reuses its memory from batch to batch.
class MetadataTap : public BufferTap {
 public:
  /// `queue` outlives the tap. `lossless`: waits for room in the queue instead of dropping.
  MetadataTap(std::uint32_t pad_index, const std::string& run_id, WriteQueue& queue, bool lossless);

  void on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept override;

  /// Sees no more buffers from now on.
  void stop() { is_stopped_.store(true, std::memory_order_relaxed); }

 private:
  const std::uint32_t pad_index_;
  WriteQueue& queue_;
  const bool lossless_;
  std::atomic<bool> is_stopped_ = false;
  telemetry::Telemetry message_;
};

}  // namespace pipewright
