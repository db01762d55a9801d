// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "nvdsmeta.h"
#include "standin/tracking/iou_tracker.hpp"

namespace pipewright::standin::tracking {

/// Settings of the element around the tracker.
struct BatchTrackerSettings {
  TrackerConfig tracker;
  /// Size that boxes are scaled to before tracking; noises are in its pixels.
  float tracker_width = 960;
  float tracker_height = 544;
  bool display_tracking_id = true;
  /// tracking-id-reset-mode: bit 0, new ids after a stream's reset; bit 1, ids from 0 after its
  /// end.
  unsigned id_reset_mode = 1;
  /// Classes that are tracked; empty for all.
  std::set<int> operate_on_class_ids;
};

/// Tracks the objects in the metadata of batches, one tracker per source, and writes ids and boxes
/// back the way nvtracker does.
class BatchTracker {
 public:
  explicit BatchTracker(BatchTrackerSettings settings) : settings_(std::move(settings)) {}

  /// Handles one frame, whose picture has the given size. Takes the batch's lock. Objects of
  /// tracked classes that got no id are removed when all classes are tracked, as in the SDK.
  void process(NvDsFrameMeta& frame, float width, float height);

  /// Events of a source, by its pad number.
  void stream_reset(unsigned source);
  void stream_ended(unsigned source);
  void stream_removed(unsigned source);

  std::size_t num_sources() const { return sources_.size(); }

 private:
  struct Source {
    std::unique_ptr<IouTracker> tracker;
    /// First id of the source, from which its ids count with bit 1 of id_reset_mode.
    std::optional<std::uint64_t> first_id;
  };
  /// How an object of a class looked when it came from the detector; predictions are drawn alike.
  struct ClassLook {
    NvOSD_RectParams rect;
    NvOSD_TextParams text;
    gint unique_component_id;
    std::string display_text;
    std::string label;
  };

  IouTracker& tracker_of(Source& source);
  bool is_tracked(const NvDsObjectMeta& object) const;
  void collect(NvDsFrameMeta& frame, float scale_x, float scale_y);
  void remember_look(const NvDsObjectMeta& object);
  NvDsObjectMeta* new_object(NvDsFrameMeta& frame, const TrackedObject& tracked);
  void write_back(NvDsFrameMeta& frame, Source& source, const TrackedObject& tracked, float scale_x,
                  float scale_y, float width, float height);
  void write_text(NvDsObjectMeta& object) const;
  void remove_untracked(NvDsFrameMeta& frame);
  std::uint64_t id_of(Source& source, std::uint64_t tracker_id) const;

  BatchTrackerSettings settings_;
  IdSource ids_;
  std::random_device random_;
  std::map<unsigned, Source> sources_;
  std::map<int, ClassLook> looks_;
  std::vector<NvDsObjectMeta*> objects_;
  std::vector<TrackerDetection> detections_;
  std::vector<NvDsObjectMeta*> to_remove_;
};

}  // namespace pipewright::standin::tracking
