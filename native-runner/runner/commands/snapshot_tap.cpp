// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/snapshot_tap.hpp"

#include <utility>

#include "common/text.hpp"

namespace pipewright {

Outcome<TakenPicture> take_picture(GstBuffer* buffer, CapsPtr caps, PictureSize size) {
  TakenPicture picture;
  picture.source.caps = std::move(caps);
  picture.source.size = size;
  if (const auto problem = look_at_picture(buffer, picture.source)) {
    return make_error(runner::NO_PICTURE, concat("No snapshot: ", *problem, "."));
  }
  picture.buffer.reset(gst_buffer_ref(buffer));
  return picture;
}

void SnapshotTap::on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept {
  if (stream_ >= 0) {
    const BatchView batch(buffer);
    if (batch && !batch.has_source(static_cast<std::uint32_t>(stream_))) return;
  }
  CapsPtr caps(gst_pad_get_current_caps(pad));
  if (!caps) return;
  Taken taken;
  {
    const std::lock_guard lock(mutex_);
    taken = std::exchange(taken_, nullptr);
  }
  if (taken) taken(take_picture(buffer, std::move(caps), size));
}

void SnapshotTap::stop() {
  const std::lock_guard lock(mutex_);
  taken_ = nullptr;
}

}  // namespace pipewright
