// SPDX-License-Identifier: Apache-2.0
#include "standin/metamux/branch.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin::metamux {
namespace {

/// Calls `visit` with each frame of a buffer's batch until it gives true.
template <typename Visit>
bool any_frame(const BufferPtr& buffer, Visit visit) {
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer.get());
  if (batch == nullptr) return false;
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    if (visit(*static_cast<NvDsFrameMeta*>(item->data))) return true;
  }
  return false;
}

GstClockTime distance(GstClockTime a, GstClockTime b) {
  return a > b ? a - b : b - a;
}

}  // namespace

bool Branch::has_reached(unsigned source_id, GstClockTime pts) const {
  if (ended_sources_.contains(source_id)) return true;
  if (!sources_.empty() && !sources_.contains(source_id)) return true;
  return std::any_of(buffers_.begin(), buffers_.end(), [&](const BufferPtr& buffer) {
    return any_frame(buffer, [&](const NvDsFrameMeta& frame) {
      return frame.source_id == source_id && frame.buf_pts >= pts;
    });
  });
}

NvDsFrameMeta* Branch::nearest(unsigned source_id, GstClockTime pts, GstClockTime tolerance) {
  last_asked_[source_id] = pts;
  NvDsFrameMeta* nearest = nullptr;
  for (const BufferPtr& buffer : buffers_) {
    any_frame(buffer, [&](NvDsFrameMeta& frame) {
      if (frame.source_id != source_id || distance(frame.buf_pts, pts) > tolerance) return false;
      if (nearest == nullptr || distance(frame.buf_pts, pts) < distance(nearest->buf_pts, pts)) {
        nearest = &frame;
      }
      return false;
    });
  }
  return nearest;
}

void Branch::drop_past() {
  const auto is_needed = [this](const NvDsFrameMeta& frame) {
    const auto asked = last_asked_.find(frame.source_id);
    return asked == last_asked_.end() || frame.buf_pts >= asked->second;
  };
  while (!buffers_.empty() && (is_full() || !any_frame(buffers_.front(), is_needed))) {
    buffers_.pop_front();
  }
}

}  // namespace pipewright::standin::metamux
