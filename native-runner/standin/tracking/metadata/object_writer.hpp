// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "nvdsmeta.h"
#include "standin/tracking/stream_tracker.hpp"

namespace pipewright::standin::tracking {

/// A frame that is written to, in its own pixels.
struct TrackedFrame {
  NvDsFrameMeta& meta;
  float width;
  float height;
  /// From the tracker's pixels to the frame's.
  float scale_x;
  float scale_y;
};

/// Writes tracked objects into the metadata of frames the way nvtracker does.
class ObjectWriter {
 public:
  explicit ObjectWriter(bool display_tracking_id) : display_tracking_id_(display_tracking_id) {}

  /// Keeps how the first object of a class looks; predictions are drawn alike.
  void remember_look(const NvDsObjectMeta& object);
  /// The text of a class, as the detector gave it.
  std::string label_of(int class_id) const;

  /// Writes id, box and text of a tracked object: into the detector's object, or, where that is
  /// null, into a new one. Gives the object, or null when nothing of it is within the frame.
  NvDsObjectMeta* write(const TrackedFrame& frame, const TrackedObject& tracked, std::uint64_t id,
                        NvDsObjectMeta* detected);

 private:
  struct ClassLook {
    NvOSD_RectParams rect;
    NvOSD_TextParams text;
    gint unique_component_id;
    std::string display_text;
    std::string label;
  };

  NvDsObjectMeta* new_object(NvDsFrameMeta& frame, const TrackedObject& tracked) const;
  void write_text(NvDsObjectMeta& object) const;

  bool display_tracking_id_;
  std::map<int, ClassLook> looks_;
};

}  // namespace pipewright::standin::tracking
