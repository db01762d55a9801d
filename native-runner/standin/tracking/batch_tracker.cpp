// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/batch_tracker.hpp"

#include <algorithm>
#include <thread>

#include "common/batch_lock.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr unsigned kNewIdsAfterReset = 1;
constexpr unsigned kFromZeroAfterEnd = 2;
constexpr std::uint64_t kUpperHalf = 0xffffffff00000000;
/// Threads that look for targets in pictures; the rest of the pipeline wants some as well.
constexpr unsigned kMaxWorkers = 4;
/// surface_type of frames that no dewarper made.
constexpr unsigned kPlainSurface = 0;

}  // namespace

BatchTracker::BatchTracker(BatchTrackerSettings settings)
    : settings_(std::move(settings)),
      workers_(std::min(std::thread::hardware_concurrency(), kMaxWorkers)),
      writer_(settings_.display_tracking_id),
      pool_(UserMetaPool::create(settings_.user_meta_pool_size)) {}

Result<std::unique_ptr<BatchTracker>> BatchTracker::create(BatchTrackerSettings settings) {
  std::unique_ptr<BatchTracker> tracker(new BatchTracker(std::move(settings)));
  const std::vector<LowLevelConfig>& configs = tracker->settings_.configs;
  for (std::size_t i = 0; i < tracker->settings_.sub_batches.size(); ++i) {
    const LowLevelConfig& config = configs[std::min(i, configs.size() - 1)];
    auto engine = TrackerEngine::create(config.tracker, config.path, tracker->workers_);
    if (!engine) return engine.error();
    if (auto checked = tracker->check_feature_size(*engine.value(), i, config.path); !checked) {
      return checked.error();
    }
    tracker->engines_.push_back(std::move(engine).value());
  }
  tracker->note_outputs();
  return tracker;
}

void BatchTracker::note_outputs() {
  output_ended_ = output_shadow_ = output_features_ = false;
  for (const auto& engine : engines_) {
    output_ended_ |= engine->config().output_terminated_tracks;
    output_shadow_ |= engine->config().output_shadow_tracks;
    output_features_ |= engine->outputs_features();
  }
}

/// A batch's features lie one behind the other, as NvDsReidTensorBatch has one size for all.
Result<void> BatchTracker::check_feature_size(const TrackerEngine& engine, std::size_t sub_batch,
                                              const std::string& path) const {
  if (!engine.outputs_features()) return {};
  for (std::size_t i = 0; i < engines_.size(); ++i) {
    const TrackerEngine& other = *engines_[i];
    if (i == sub_batch || !other.outputs_features() ||
        other.feature_size() == engine.feature_size()) {
      continue;
    }
    return Error{"'" + path + "', ReID.onnxFile: the model gives features of " +
                 std::to_string(engine.feature_size()) + " values, but that of another " +
                 "sub-batch " + std::to_string(other.feature_size()) +
                 "; with ReID.outputReidTensor all sub-batches need models of one size"};
  }
  return {};
}

Result<void> BatchTracker::reconfigure(const LowLevelConfig& config, unsigned source) {
  const auto sub_batch = settings_.sub_batches.find(source);
  if (!sub_batch) return sub_batch.error();
  auto& engine = engines_[sub_batch.value()];
  if (engine->can_take(config.tracker)) {
    engine->take(config.tracker);
  } else {
    auto replacement = TrackerEngine::create(config.tracker, config.path, workers_);
    if (!replacement) return replacement.error();
    if (auto checked = check_feature_size(*replacement.value(), sub_batch.value(), config.path);
        !checked) {
      return checked;
    }
    replace_engine(engine, std::move(replacement).value());
  }
  note_outputs();
  return {};
}

void BatchTracker::replace_engine(std::unique_ptr<TrackerEngine>& engine,
                                  std::unique_ptr<TrackerEngine> replacement) {
  for (auto& [key, source] : sources_) {
    if (source.engine != engine.get()) continue;
    source.tracker.reset();
    source.engine = replacement.get();
  }
  engine = std::move(replacement);
}

Result<void> BatchTracker::process(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  const BatchLock lock(&batch);
  buffer_ = pool_->acquire();
  is_short_of_user_metas_ = buffer_ == nullptr;
  featured_.clear();
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
    if (frame.batch_id >= surfaces.size()) {
      return Error{"frame metadata names picture " + std::to_string(frame.batch_id) +
                   " of a batch of " + std::to_string(surfaces.size())};
    }
    const bool is_wanted = settings_.tracking_surface_type == 0 ||
                           frame.surface_type == kPlainSurface ||
                           frame.surface_type == settings_.tracking_surface_type;
    if (!is_wanted) continue;
    if (auto done = process_frame(frame, surfaces.view(frame.batch_id)); !done) return done;
  }
  if (buffer_ != nullptr) attach_user_metas(batch);
  buffer_.reset();
  return {};
}

Result<void> BatchTracker::process_frame(NvDsFrameMeta& frame, const FrameView& picture) {
  auto found = source_of(frame);
  if (!found) return found.error();
  Source& source = *found.value();
  const auto width = static_cast<float>(picture.format.width);
  const auto height = static_cast<float>(picture.format.height);
  collect(frame, source, settings_.tracker_width / width, settings_.tracker_height / height);
  FrameInput input;
  input.detections = detections_;
  input.inference_done = frame.bInferDone != FALSE;
  input.frame_num = static_cast<std::uint32_t>(frame.frame_num);
  input.picture = {&picture, settings_.tracker_width, settings_.tracker_height};
  if (auto updated = source.tracker->update(input); !updated) return updated;
  const TrackedFrame tracked{frame, width, height, width / settings_.tracker_width,
                             height / settings_.tracker_height};
  write_back(tracked, source);
  keep_tracks(tracked, source);
  if (settings_.operate_on_class_ids.empty()) remove_untracked(frame);
  return {};
}

Result<BatchTracker::Source*> BatchTracker::source_of(const NvDsFrameMeta& frame) {
  Source& source = sources_[{frame.pad_index, frame.surface_index}];
  if (source.engine == nullptr) {
    const auto sub_batch = settings_.sub_batches.find(frame.pad_index);
    if (!sub_batch) return sub_batch.error();
    source.engine = engines_[sub_batch.value()].get();
  }
  if (!source.tracker) {
    const std::uint32_t upper_half = source.engine->config().use_unique_id ? random_() : 0;
    source.tracker = std::make_unique<StreamTracker>(
        source.engine->parts(ids_), settings_.tracker_width, settings_.tracker_height, upper_half);
  }
  return &source;
}

bool BatchTracker::is_tracked(const NvDsObjectMeta& object) const {
  return settings_.operate_on_class_ids.empty() ||
         settings_.operate_on_class_ids.contains(object.class_id);
}

void BatchTracker::collect(NvDsFrameMeta& frame, const Source& source, float scale_x,
                           float scale_y) {
  objects_.clear();
  detections_.clear();
  const std::size_t most = source.engine->config().max_targets_per_stream;
  for (const GList* item = frame.obj_meta_list; item != nullptr && objects_.size() < most;
       item = item->next) {
    auto* object = static_cast<NvDsObjectMeta*>(item->data);
    if (!is_tracked(*object)) continue;
    const NvOSD_RectParams& rect = object->rect_params;
    objects_.push_back(object);
    detections_.push_back(
        {{rect.left * scale_x, rect.top * scale_y, rect.width * scale_x, rect.height * scale_y},
         object->class_id,
         object->confidence});
    writer_.remember_look(*object);
  }
}

std::uint64_t BatchTracker::id_of(Source& source, std::uint64_t tracker_id) const {
  if (!source.first_id) source.first_id = tracker_id;
  if ((settings_.id_reset_mode & kFromZeroAfterEnd) == 0) return tracker_id;
  return (tracker_id & kUpperHalf) + static_cast<std::uint32_t>(tracker_id - *source.first_id);
}

void BatchTracker::write_back(const TrackedFrame& frame, Source& source) {
  for (const TrackedObject& tracked : source.tracker->reported()) {
    NvDsObjectMeta* object =
        writer_.write(frame, tracked, id_of(source, tracked.id),
                      tracked.detection ? objects_[*tracked.detection] : nullptr);
    if (object == nullptr) {
      // As in the SDK, what is outside of the frame goes, whichever classes are tracked.
      if (tracked.detection) {
        nvds_remove_obj_meta_from_frame(&frame.meta, objects_[*tracked.detection]);
      }
    } else if (source.engine->outputs_features() && !tracked.feature.empty()) {
      keep_feature(*object, tracked);
    }
  }
}

void BatchTracker::keep_tracks(const TrackedFrame& frame, const Source& source) {
  if (buffer_ == nullptr) return;
  const TrackSource from{frame.meta.pad_index, frame.meta.surface_index, frame.scale_x,
                         frame.scale_y,
                         [this](int class_id) { return writer_.label_of(class_id); }};
  buffer_->past.add(from, source.tracker->past_tracks());
  buffer_->ended.add(from, source.tracker->ended_tracks());
  buffer_->shadow.add(from, source.tracker->shadow_tracks());
}

void BatchTracker::keep_feature(NvDsObjectMeta& object, const TrackedObject& tracked) {
  if (buffer_ == nullptr) return;
  featured_.push_back({&object, featured_.size()});
  buffer_->reid.featureSize = static_cast<std::uint32_t>(tracked.feature.size());
  buffer_->features.insert(buffer_->features.end(), tracked.feature.begin(), tracked.feature.end());
}

void BatchTracker::attach_user_metas(NvDsBatchMeta& batch) {
  attach_tracks(batch, NVDS_TRACKER_PAST_FRAME_META, *buffer_, buffer_->past);
  if (output_ended_) {
    attach_tracks(batch, NVDS_TRACKER_TERMINATED_LIST_META, *buffer_, buffer_->ended);
  }
  if (output_shadow_) {
    attach_tracks(batch, NVDS_TRACKER_SHADOW_LIST_META, *buffer_, buffer_->shadow);
  }
  if (!output_features_) return;
  buffer_->reid.numFilled = static_cast<std::uint32_t>(featured_.size());
  attach_features(batch, *buffer_);
  for (const FeaturedObject& featured : featured_) {
    attach_feature(batch, *featured.object, *buffer_, featured.index);
  }
}

void BatchTracker::remove_untracked(NvDsFrameMeta& frame) {
  to_remove_.clear();
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    auto* object = static_cast<NvDsObjectMeta*>(item->data);
    if (object->object_id == UNTRACKED_OBJECT_ID) to_remove_.push_back(object);
  }
  for (NvDsObjectMeta* object : to_remove_) nvds_remove_obj_meta_from_frame(&frame, object);
}

void BatchTracker::erase_sources(unsigned pad_index) {
  std::erase_if(sources_, [=](const auto& entry) { return entry.first.first == pad_index; });
}

void BatchTracker::stream_reset(unsigned source) {
  if ((settings_.id_reset_mode & kNewIdsAfterReset) == 0) return;
  for (auto& [key, entry] : sources_) {
    if (key.first == source) entry.tracker.reset();
  }
}

void BatchTracker::stream_ended(unsigned source) {
  if ((settings_.id_reset_mode & kFromZeroAfterEnd) != 0) erase_sources(source);
}

void BatchTracker::stream_removed(unsigned source) {
  erase_sources(source);
  settings_.sub_batches.release(source);
}

}  // namespace pipewright::standin::tracking
