// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/result.hpp"
#include "common/worker_pool.hpp"
#include "nvdsmeta.h"
#include "standin/surface/surface_buffer.hpp"
#include "standin/tracking/metadata/object_writer.hpp"
#include "standin/tracking/metadata/user_meta_pool.hpp"
#include "standin/tracking/sub_batches.hpp"
#include "standin/tracking/tracker_engine.hpp"

namespace pipewright::standin::tracking {

/// A configuration of the low-level tracker and the file that it is from; without one the path is
/// empty.
struct LowLevelConfig {
  TrackerConfig tracker;
  std::string path;
};

/// Settings of the element around the tracker.
struct BatchTrackerSettings {
  /// At least one. Sub-batches beyond the last one use the last one.
  std::vector<LowLevelConfig> configs = {LowLevelConfig{}};
  SubBatches sub_batches;
  /// Size that boxes are scaled to before tracking; noises are in its pixels.
  float tracker_width = 960;
  float tracker_height = 544;
  bool display_tracking_id = true;
  /// tracking-id-reset-mode: bit 0, new ids after a stream's reset; bit 1, ids from 0 after its
  /// end.
  unsigned id_reset_mode = 1;
  /// Classes that are tracked; empty for all.
  std::set<int> operate_on_class_ids;
  /// The one kind of dewarped surface that is tracked; 0 for all.
  unsigned tracking_surface_type = 0;
  unsigned user_meta_pool_size = 32;
};

/// Tracks the objects in the metadata of batches, one tracker per source, and writes ids and boxes
/// back the way nvtracker does.
class BatchTracker {
 public:
  /// Errors name the configuration's file and key.
  static Result<std::unique_ptr<BatchTracker>> create(BatchTrackerSettings settings);

  /// Handles the frames of a batch. Takes the batch's lock. Objects of tracked classes that got no
  /// id are removed when all classes are tracked, as in the SDK.
  Result<void> process(NvDsBatchMeta& batch, const SurfaceMap& surfaces);

  /// Gives the low-level tracker of a source, by its pad number, and so of all others in its
  /// sub-batch, another configuration. Targets keep their ids where that changes numbers only, and
  /// are lost where it asks for other parts of the tracker (state estimator, visual tracker, ReID).
  /// After an error, which names the file and key, all goes on as before.
  Result<void> reconfigure(const LowLevelConfig& config, unsigned source);

  /// Events of a source, by its pad number.
  void stream_reset(unsigned source);
  void stream_ended(unsigned source);
  void stream_removed(unsigned source);

  std::size_t num_sources() const { return sources_.size(); }
  /// Whether the last batch had to go without its user metas, as all of the pool's were under way.
  bool is_short_of_user_metas() const { return is_short_of_user_metas_; }

 private:
  /// Pad number and surface number.
  using SourceKey = std::pair<unsigned, unsigned>;
  struct Source {
    std::unique_ptr<StreamTracker> tracker;
    const TrackerEngine* engine = nullptr;
    /// First id of the source, from which its ids count with bit 1 of id_reset_mode.
    std::optional<std::uint64_t> first_id;
  };
  /// An object and where its ReID vector is in the batch's buffer.
  struct FeaturedObject {
    NvDsObjectMeta* object;
    std::size_t index;
  };

  explicit BatchTracker(BatchTrackerSettings settings);
  Result<void> check_feature_size(const TrackerEngine& engine, std::size_t sub_batch,
                                  const std::string& path) const;
  void replace_engine(std::unique_ptr<TrackerEngine>& engine,
                      std::unique_ptr<TrackerEngine> replacement);
  void note_outputs();
  Result<void> process_frame(NvDsFrameMeta& frame, const FrameView& picture);
  Result<Source*> source_of(const NvDsFrameMeta& frame);
  bool is_tracked(const NvDsObjectMeta& object) const;
  void collect(NvDsFrameMeta& frame, const Source& source, float scale_x, float scale_y);
  void write_back(const TrackedFrame& frame, Source& source);
  void keep_tracks(const TrackedFrame& frame, const Source& source);
  void keep_feature(NvDsObjectMeta& object, const TrackedObject& tracked);
  void attach_user_metas(NvDsBatchMeta& batch);
  void remove_untracked(NvDsFrameMeta& frame);
  std::uint64_t id_of(Source& source, std::uint64_t tracker_id) const;
  void erase_sources(unsigned pad_index);

  BatchTrackerSettings settings_;
  /// Before the engines, which use it.
  WorkerPool workers_;
  std::vector<std::unique_ptr<TrackerEngine>> engines_;
  IdSource ids_;
  std::random_device random_;
  std::map<SourceKey, Source> sources_;
  ObjectWriter writer_;
  std::shared_ptr<UserMetaPool> pool_;
  /// Which kinds of user meta the configurations ask for.
  bool output_ended_ = false;
  bool output_shadow_ = false;
  bool output_features_ = false;
  bool is_short_of_user_metas_ = false;
  // Of the batch at hand:
  UserMetaBufferPtr buffer_;
  std::vector<FeaturedObject> featured_;
  std::vector<NvDsObjectMeta*> objects_;
  std::vector<TrackerDetection> detections_;
  std::vector<NvDsObjectMeta*> to_remove_;
};

}  // namespace pipewright::standin::tracking
