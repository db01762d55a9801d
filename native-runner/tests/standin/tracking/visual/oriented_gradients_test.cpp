// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/oriented_gradients.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace pipewright::standin::tracking {
namespace {

constexpr unsigned kSize = 12;

/// A slope in each lane, one degree further round in each next lane.
std::vector<Lanes> slopes(float degrees) {
  std::vector<Lanes> luma(std::size_t{kSize} * kSize);
  for (unsigned i = 0; i < luma.size(); ++i) {
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float angle = (degrees + static_cast<float>(lane)) * std::numbers::pi_v<float> / 180;
      luma[i][lane] = 0.5f + 0.02f * (std::cos(angle) * static_cast<float>(i % kSize) +
                                      std::sin(angle) * static_cast<float>(i / kSize));
    }
  }
  return luma;
}

TEST(OrientedGradients, ShareASlopeBetweenTheNearestOrientations) {
  OrientedGradients gradients(kSize);
  std::vector<Lanes> image(std::size_t{kSize} * kSize);
  constexpr unsigned kInside = 5 * kSize + 6;
  const float strength = std::sqrt(0.04f);
  for (unsigned degrees = 0; degrees < 360; degrees += kNumLanes) {
    gradients.compute(slopes(static_cast<float>(degrees)));
    for (unsigned orientation = 0; orientation < kNumOrientations; ++orientation) {
      gradients.fill(orientation, image);
      for (unsigned lane = 0; lane < kNumLanes; ++lane) {
        const float steps = static_cast<float>(degrees + lane) / 20;
        float distance = std::fabs(steps - static_cast<float>(orientation));
        distance = std::fmod(distance, static_cast<float>(kNumOrientations));
        distance = std::min(distance, static_cast<float>(kNumOrientations) - distance);
        EXPECT_NEAR(image[kInside][lane], strength * std::max(1 - distance, 0.0f), 1e-3)
            << degrees + lane << " degrees, orientation " << orientation;
      }
    }
  }
}

TEST(OrientedGradients, AreNoneInAnEvenImage) {
  OrientedGradients gradients(kSize);
  std::vector<Lanes> image(std::size_t{kSize} * kSize);
  for (Lanes& lanes : image) std::fill(std::begin(lanes.values), std::end(lanes.values), 0.3f);
  gradients.compute(image);
  for (unsigned orientation = 0; orientation < kNumOrientations; ++orientation) {
    gradients.fill(orientation, image);
    for (const Lanes& lanes : image) {
      for (const float value : lanes.values) EXPECT_EQ(value, 0);
    }
  }
}

}  // namespace
}  // namespace pipewright::standin::tracking
