// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/box_estimator.hpp"

#include <algorithm>

namespace pipewright::standin::tracking {
namespace {

/// A new target may move at any speed: its velocity starts this much less certain than its place.
constexpr float kInitialVelocityUncertainty = 10.0f;
/// Factors of the first spread where the noises follow the height, as in DeepSORT.
constexpr float kInitialLocationFactor = 2.0f;
constexpr float kInitialVelocityFactor = 10.0f;
/// The aspect ratio hardly changes, and a detector measures it to a tenth.
constexpr float kAspectRatioNoise = 1e-4f;
constexpr float kAspectRatioVelocityNoise = 1e-10f;
constexpr float kAspectRatioMeasurementNoise = 1e-2f;

float squared(float value) {
  return value * value;
}

}  // namespace

bool BoxEstimator::filters() const {
  return config_->estimator_type != StateEstimatorType::kNone;
}

BoxEstimator::State BoxEstimator::state_of(const Box& box) const {
  const bool is_location = config_->estimator_type == StateEstimatorType::kSimpleLocation;
  const bool has_aspect_ratio = config_->use_aspect_ratio && box.height > 0;
  return {box.center_x(), is_location ? box.bottom() : box.center_y(),
          has_aspect_ratio ? box.width / box.height : box.width, box.height};
}

float BoxEstimator::detector_noise() const {
  return config_->noise_weight_location > 0
             ? squared(config_->noise_weight_location * height_.position())
             : config_->measurement_noise_detector;
}

BoxEstimator::BoxEstimator(const TrackerConfig& config, const Box& box) : config_(&config) {
  float location = config.measurement_noise_detector + config.process_noise_location;
  float velocity = kInitialVelocityUncertainty * (location + config.process_noise_velocity);
  if (config.noise_weight_location > 0) {
    location = squared(kInitialLocationFactor * config.noise_weight_location * box.height);
  }
  if (config.noise_weight_velocity > 0) {
    velocity = squared(kInitialVelocityFactor * config.noise_weight_velocity * box.height);
  }
  const bool moves = filters();
  const bool resizes = config.estimator_type == StateEstimatorType::kRegularBox;
  const State state = state_of(box);
  x_ = KalmanAxis(state.x, location, velocity, moves);
  y_ = KalmanAxis(state.y, location, velocity, moves);
  width_ = config.use_aspect_ratio
               ? KalmanAxis(state.width, kAspectRatioNoise, kAspectRatioVelocityNoise, resizes)
               : KalmanAxis(state.width, location, velocity, resizes);
  height_ = KalmanAxis(state.height, location, velocity, resizes);
}

void BoxEstimator::predict() {
  if (!filters()) return;
  const float height = height_.position();
  const bool by_height = config_->noise_weight_location > 0;
  const float location = by_height ? squared(config_->noise_weight_location * height)
                                   : config_->process_noise_location;
  const float velocity = config_->noise_weight_velocity > 0
                             ? squared(config_->noise_weight_velocity * height)
                             : config_->process_noise_velocity;
  const float size = by_height ? location : config_->process_noise_size;
  x_.predict(location, velocity);
  y_.predict(location, velocity);
  if (config_->use_aspect_ratio) {
    width_.predict(kAspectRatioNoise, kAspectRatioVelocityNoise);
  } else {
    width_.predict(size, velocity);
  }
  height_.predict(size, velocity);
}

void BoxEstimator::correct_by_detection(const Box& box) {
  const State state = state_of(box);
  const bool holds_size =
      !filters() || config_->estimator_type == StateEstimatorType::kSimpleLocation;
  if (filters()) {
    const float noise = detector_noise();
    x_.correct(state.x, noise);
    y_.correct(state.y, noise);
    if (!holds_size) {
      width_.correct(state.width, config_->use_aspect_ratio ? kAspectRatioMeasurementNoise : noise);
      height_.correct(state.height, noise);
    }
  } else {
    x_.set_position(state.x);
    y_.set_position(state.y);
  }
  if (holds_size) {
    width_.set_position(state.width);
    height_.set_position(state.height);
  }
}

void BoxEstimator::correct_by_visual_tracker(float center_x, float center_y) {
  const bool is_location = config_->estimator_type == StateEstimatorType::kSimpleLocation;
  const float y = is_location ? center_y + height_.position() / 2 : center_y;
  if (filters()) {
    x_.correct(center_x, config_->measurement_noise_tracker);
    y_.correct(y, config_->measurement_noise_tracker);
  } else {
    x_.set_position(center_x);
    y_.set_position(y);
  }
}

Box BoxEstimator::box() const {
  const float height = std::max(height_.position(), 0.0f);
  const float width =
      std::max(config_->use_aspect_ratio ? width_.position() * height : width_.position(), 0.0f);
  const bool is_location = config_->estimator_type == StateEstimatorType::kSimpleLocation;
  const float top = is_location ? y_.position() - height : y_.position() - height / 2;
  return {x_.position() - width / 2, top, width, height};
}

float BoxEstimator::squared_mahalanobis(const Box& box) const {
  const State state = state_of(box);
  const float noise = detector_noise();
  return x_.squared_mahalanobis(state.x, noise) + y_.squared_mahalanobis(state.y, noise) +
         width_.squared_mahalanobis(
             state.width, config_->use_aspect_ratio ? kAspectRatioMeasurementNoise : noise) +
         height_.squared_mahalanobis(state.height, noise);
}

}  // namespace pipewright::standin::tracking
