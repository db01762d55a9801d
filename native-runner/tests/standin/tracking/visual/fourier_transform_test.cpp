// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/fourier_transform.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace pipewright::standin::tracking {
namespace {

/// Of images of one size, with random numbers from -1 to 1 in all lanes.
class FourierTransformTest : public ::testing::TestWithParam<unsigned> {
 protected:
  FourierTransformTest() {
    std::mt19937 random(GetParam());
    std::uniform_real_distribution<float> value(-1, 1);
    for (Lanes& lanes : image_) {
      for (unsigned lane = 0; lane < kNumLanes; ++lane) lanes[lane] = value(random);
    }
  }

  /// By the definition.
  std::complex<double> bin(unsigned row, unsigned column, unsigned lane) const {
    const unsigned size = GetParam();
    std::complex<double> sum;
    for (unsigned y = 0; y < size; ++y) {
      for (unsigned x = 0; x < size; ++x) {
        const double turns = static_cast<double>(row * y + column * x) / size;
        sum += static_cast<double>(image_[y * size + x][lane]) *
               std::polar(1.0, -2 * std::numbers::pi * turns);
      }
    }
    return sum;
  }

  FourierTransform transform_{GetParam()};
  FourierTransform::Scratch scratch_ = transform_.make_scratch();
  std::vector<Lanes> image_{transform_.num_values()};
  std::vector<ComplexLanes> spectrum_{transform_.num_bins()};
};

TEST_P(FourierTransformTest, GivesTheSpectrumOfEachLane) {
  transform_.forward(image_, spectrum_, scratch_);
  const unsigned num_columns = GetParam() / 2 + 1;
  for (std::size_t i = 0; i < spectrum_.size(); ++i) {
    // One lane for each bin, another one for the next.
    const auto lane = static_cast<unsigned>(i % kNumLanes);
    const auto row = static_cast<unsigned>(i / num_columns);
    const auto column = static_cast<unsigned>(i % num_columns);
    const std::complex<double> expected = bin(row, column, lane);
    EXPECT_NEAR(spectrum_[i].re[lane], expected.real(), 1e-4) << row << ", " << column;
    EXPECT_NEAR(spectrum_[i].im[lane], expected.imag(), 1e-4) << row << ", " << column;
  }
}

TEST_P(FourierTransformTest, ComesBackToTheImage) {
  transform_.forward(image_, spectrum_, scratch_);
  std::vector<Lanes> again(image_.size());
  transform_.inverse(spectrum_, again, scratch_);
  for (std::size_t i = 0; i < image_.size(); ++i) {
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      EXPECT_NEAR(again[i][lane] / static_cast<float>(image_.size()), image_[i][lane], 1e-5)
          << i << " in lane " << lane;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, FourierTransformTest, ::testing::Values(12u, 18u, 24u, 30u, 36u));

TEST(FourierTransform, HandlesTheSizesOfFeatureImages) {
  for (const unsigned size : {12u, 18u, 24u, 30u, 36u})
    EXPECT_TRUE(FourierTransform::handles(size));
  for (const unsigned size : {0u, 6u, 16u, 42u}) EXPECT_FALSE(FourierTransform::handles(size));
}

}  // namespace
}  // namespace pipewright::standin::tracking
