// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pipewright::standin::tracking {

/// Kalman filter of one coordinate with constant velocity. The noises of the coordinates of a box
/// are independent, so one small filter per coordinate equals the filter over the whole box.
class KalmanAxis {
 public:
  KalmanAxis() = default;
  /// `has_velocity` false holds the coordinate still between measurements.
  KalmanAxis(float position, float position_variance, float velocity_variance, bool has_velocity)
      : position_(position),
        p_position_(position_variance),
        p_velocity_(has_velocity ? velocity_variance : 0.0f),
        has_velocity_(has_velocity) {}

  /// Moves the state one frame ahead.
  void predict(float position_noise, float velocity_noise) {
    position_ += velocity_;
    p_position_ += 2.0f * p_cross_ + p_velocity_ + position_noise;
    p_cross_ += p_velocity_;
    if (has_velocity_) p_velocity_ += velocity_noise;
  }

  /// Takes a measured position in.
  void correct(float measured, float measurement_noise) {
    const float total = p_position_ + measurement_noise;
    if (total <= 0) {
      position_ = measured;
      return;
    }
    const float gain_position = p_position_ / total;
    const float gain_velocity = p_cross_ / total;
    const float innovation = measured - position_;
    position_ += gain_position * innovation;
    velocity_ += gain_velocity * innovation;
    p_velocity_ -= gain_velocity * p_cross_;
    p_cross_ *= 1.0f - gain_position;
    p_position_ *= 1.0f - gain_position;
  }

  /// Squared distance of a measured position in units of its expected spread.
  float squared_mahalanobis(float measured, float measurement_noise) const {
    const float total = p_position_ + measurement_noise;
    const float innovation = measured - position_;
    return total > 0 ? innovation * innovation / total : 0.0f;
  }

  float position() const { return position_; }
  void set_position(float position) { position_ = position; }

 private:
  float position_ = 0;
  float velocity_ = 0;
  float p_position_ = 0;
  float p_cross_ = 0;
  float p_velocity_ = 0;
  bool has_velocity_ = false;
};

}  // namespace pipewright::standin::tracking
