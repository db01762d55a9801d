// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "standin/tracking/box.hpp"
#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/kalman_axis.hpp"

namespace pipewright::standin::tracking {

/// Where a target is and how it moves: the Kalman filter that StateEstimator.stateEstimatorType
/// names, or none.
class BoxEstimator {
 public:
  /// `config` outlives the estimator.
  BoxEstimator(const TrackerConfig& config, const Box& box);

  /// Moves the state one frame ahead.
  void predict();
  /// Takes the box of a detection in. Without a filter it is believed as it is.
  void correct_by_detection(const Box& box);
  /// Takes in where the visual tracker found the target; the size stays.
  void correct_by_visual_tracker(float center_x, float center_y);

  Box box() const;
  /// Squared distance of a detection from the prediction, in units of what the filter expects.
  float squared_mahalanobis(const Box& box) const;

 private:
  /// The four numbers that the filter is about.
  struct State {
    float x, y, width, height;
  };
  State state_of(const Box& box) const;
  float detector_noise() const;
  bool filters() const;

  const TrackerConfig* config_;
  KalmanAxis x_, y_, width_, height_;
};

}  // namespace pipewright::standin::tracking
