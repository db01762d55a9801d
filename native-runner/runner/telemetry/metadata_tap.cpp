// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/metadata_tap.hpp"

#include <utility>

namespace pipewright {

MetadataTap::MetadataTap(std::uint32_t pad_index, const std::string& run_id, WriteQueue& queue,
                         bool lossless)
    : pad_index_(pad_index), queue_(queue), lossless_(lossless) {
  message_.set_run_id(run_id);
}

void MetadataTap::on_buffer(GstPad*, GstBuffer* buffer, PictureSize size) noexcept {
  if (is_stopped_.load(std::memory_order_relaxed)) return;
  const BatchView batch(buffer);
  if (!batch) return;
  telemetry::MetadataBatch& metadata = *message_.mutable_metadata();
  batch.read(size.width, size.height, metadata);
  metadata.set_pad_index(pad_index_);
  std::string payload = queue_.take_buffer();
  message_.SerializeToString(&payload);
  if (lossless_) {
    queue_.push_waiting(std::move(payload));
  } else {
    queue_.push(FrameClass::kMetadata, std::move(payload));
  }
}

}  // namespace pipewright
