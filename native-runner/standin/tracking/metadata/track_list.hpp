// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "nvds_tracker_meta.h"
#include "standin/tracking/target.hpp"

namespace pipewright::standin::tracking {

/// Where tracks come from and how their boxes become pixels of the frame.
struct TrackSource {
  unsigned pad_index = 0;
  unsigned surface_index = 0;
  float scale_x = 1;
  float scale_y = 1;
  /// The text of a class.
  std::function<std::string(int class_id)> label_of;
};

/// An NvDsTargetMiscDataBatch with what it points to. Its memory is used again after clear().
class TrackList {
 public:
  void clear();
  /// Adds the tracks of a stream; a stream without tracks is left out.
  void add(const TrackSource& source, std::span<const Track> tracks);
  /// The struct over all that was added; valid until clear(). `owner` becomes its priv_data.
  NvDsTargetMiscDataBatch* finish(void* owner);

 private:
  std::vector<NvDsTargetMiscDataFrame> frames_;
  std::vector<NvDsTargetMiscDataObject> objects_;
  std::vector<NvDsTargetMiscDataStream> streams_;
  NvDsTargetMiscDataBatch batch_ = {};
};

}  // namespace pipewright::standin::tracking
