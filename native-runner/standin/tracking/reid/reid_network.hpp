// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/tracking/target.hpp"

namespace pipewright::standin::tracking {

/// The ReID network of NvDeepSORT and of re-association: gives every object a feature that says how
/// it looks. One thread at a time.
class ReidNetwork {
 public:
  /// `config_path` is for errors, which name it and the key.
  static Result<std::unique_ptr<ReidNetwork>> create(const ReidSettings& settings,
                                                     const std::string& config_path);

  std::size_t feature_size() const { return feature_size_; }

  /// Looks at the detections of the indices in `wanted`; `feature(i)` belongs to detection i. One
  /// that is not wanted or has no pixels gets zeros.
  Result<void> extract(const TrackedPicture& picture, std::span<const TrackerDetection> detections,
                       std::span<const std::size_t> wanted);
  std::span<const float> feature(std::size_t detection) const {
    return std::span(features_).subspan(detection * feature_size_, feature_size_);
  }

 private:
  explicit ReidNetwork(const ReidSettings& settings) : settings_(settings) {}
  void store(std::size_t detection, std::span<const float> output, bool is_seen);

  ReidSettings settings_;
  std::unique_ptr<inference::ModelRunner> runner_;
  std::size_t feature_size_ = 0;
  std::vector<inference::RegionInput> inputs_;
  std::vector<inference::Placement> placements_;
  std::vector<float> features_;
};

}  // namespace pipewright::standin::tracking
