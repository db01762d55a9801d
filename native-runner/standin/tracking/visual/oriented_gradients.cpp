// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/oriented_gradients.hpp"

#include <cmath>
#include <numbers>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr float kHalfTurn = static_cast<float>(kNumOrientations) / 2;

/// The angle of (x, y) in steps between orientations, from 0 to kNumOrientations.
PIPEWRIGHT_INLINE inline float direction_of(float x, float y) {
  const float width = std::fabs(x);
  const float height = std::fabs(y);
  const float longer = width > height ? width : height;
  const float shorter = width > height ? height : width;
  const float ratio = shorter / (longer > 0 ? longer : 1.0f);
  const float square = ratio * ratio;
  // Arc tangent from 0 to 1 by the polynomial of Abramowitz and Stegun, 4.4.49; error below 2e-8.
  float angle = 0.0028662257f;
  angle = angle * square - 0.0161657367f;
  angle = angle * square + 0.0429096138f;
  angle = angle * square - 0.0752896400f;
  angle = angle * square + 0.1065626393f;
  angle = angle * square - 0.1420889944f;
  angle = angle * square + 0.1999355085f;
  angle = angle * square - 0.3333314528f;
  angle = (angle * square + 1.0f) * ratio * (kHalfTurn / std::numbers::pi_v<float>);
  angle = height > width ? kHalfTurn / 2 - angle : angle;
  angle = x < 0 ? kHalfTurn - angle : angle;
  return y < 0 ? 2 * kHalfTurn - angle : angle;
}

/// A row of values with those above and below it; at the picture's edge they are the row itself.
struct Rows {
  const Lanes* above;
  const Lanes* at;
  const Lanes* below;
};

PIPEWRIGHT_SIMD_CLONES
void compute_row(const Rows& rows, unsigned size, Lanes* __restrict orientations,
                 Lanes* __restrict shares, Lanes* __restrict next_shares) {
  for (unsigned column = 0; column < size; ++column) {
    const float* __restrict from_left = rows.at[column == 0 ? 0 : column - 1].values;
    const float* __restrict from_right = rows.at[column + 1 == size ? column : column + 1].values;
    const float* __restrict above = rows.above[column].values;
    const float* __restrict below = rows.below[column].values;
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float dx = from_right[lane] - from_left[lane];
      const float dy = below[lane] - above[lane];
      // The root of the length makes weak edges count beside strong ones.
      const float strength = std::sqrt(std::sqrt(dx * dx + dy * dy));
      const float direction = direction_of(dx, dy);
      const auto whole = static_cast<float>(static_cast<int>(direction));
      const float share = direction - whole;
      orientations[column].values[lane] = whole >= kNumOrientations ? 0.0f : whole;
      shares[column].values[lane] = strength * (1 - share);
      next_shares[column].values[lane] = strength * share;
    }
  }
}

PIPEWRIGHT_SIMD_CLONES
void select(const Lanes* orientations, const Lanes* shares, const Lanes* next_shares,
            unsigned orientation, std::size_t num_values, Lanes* __restrict image) {
  const auto wanted = static_cast<float>(orientation);
  const auto before = static_cast<float>(orientation == 0 ? kNumOrientations - 1 : orientation - 1);
  for (std::size_t i = 0; i < num_values; ++i) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float at = orientations[i].values[lane];
      const float share = at == wanted ? shares[i].values[lane] : 0.0f;
      const float next_share = at == before ? next_shares[i].values[lane] : 0.0f;
      image[i].values[lane] = share + next_share;
    }
  }
}

}  // namespace

OrientedGradients::OrientedGradients(unsigned size)
    : size_(size),
      orientations_(std::size_t{size} * size),
      shares_(orientations_.size()),
      next_shares_(orientations_.size()) {}

void OrientedGradients::compute(std::span<const Lanes> luma) {
  for (unsigned row = 0; row < size_; ++row) {
    const std::size_t first = std::size_t{row} * size_;
    const Lanes* at = luma.data() + first;
    const Rows rows{row == 0 ? at : at - size_, at, row + 1 == size_ ? at : at + size_};
    compute_row(rows, size_, &orientations_[first], &shares_[first], &next_shares_[first]);
  }
}

void OrientedGradients::fill(unsigned orientation, std::span<Lanes> image) const {
  select(orientations_.data(), shares_.data(), next_shares_.data(), orientation, image.size(),
         image.data());
}

}  // namespace pipewright::standin::tracking
