// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <tuple>

#include "common/result.hpp"
#include "standin/tracking/stream_tracker.hpp"

namespace pipewright::standin::tracking {

/// What a target consists of, and what is kept of it.
inline auto parts_of_target(const TrackerConfig& config) {
  return std::tie(config.estimator_type, config.use_aspect_ratio, config.use_unique_id,
                  config.reassociation.is_enabled, config.output_terminated_tracks,
                  config.max_trajectory_length, config.search_region_padding_scale, config.visual,
                  config.reid);
}

/// An instance of the low-level tracker: its configuration and what its streams share. One thread
/// at a time.
class TrackerEngine {
 public:
  /// Errors name `config_path` and the key. Without a file the path is empty. `workers` outlives
  /// the engine.
  static Result<std::unique_ptr<TrackerEngine>> create(const TrackerConfig& config,
                                                       const std::string& config_path,
                                                       WorkerPool& workers) {
    std::unique_ptr<TrackerEngine> engine(new TrackerEngine(config));
    if (config.visual.is_enabled)
      engine->visual_ = std::make_unique<VisualTracker>(config, workers);
    if (config.reid.type != 0) {
      auto reid = ReidNetwork::create(config.reid, config_path);
      if (!reid) return reid.error();
      engine->reid_ = std::move(reid).value();
    }
    return engine;
  }

  const TrackerConfig& config() const { return config_; }
  /// Whether targets can live on with another configuration: it is about limits, thresholds and
  /// noises only, not about what a target consists of.
  bool can_take(const TrackerConfig& config) const {
    return parts_of_target(config) == parts_of_target(config_);
  }
  /// Goes on with a configuration that it can take. Those who have parts() see it at once.
  void take(const TrackerConfig& config) { config_ = config; }
  /// Whether objects get the features that the ReID network gives.
  bool outputs_features() const { return reid_ != nullptr && config_.reid.output_tensor; }
  /// Values of a feature; 0 without a ReID network.
  std::size_t feature_size() const { return reid_ != nullptr ? reid_->feature_size() : 0; }
  SharedParts parts(IdSource& ids) const { return {&config_, visual_.get(), reid_.get(), &ids}; }

 private:
  explicit TrackerEngine(const TrackerConfig& config) : config_(config) {}

  TrackerConfig config_;
  std::unique_ptr<VisualTracker> visual_;
  std::unique_ptr<ReidNetwork> reid_;
};

}  // namespace pipewright::standin::tracking
