// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/half_float.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace pipewright::standin::preprocess {
namespace {

TEST(HalfFloat, KeepsWhatItCanHold) {
  EXPECT_EQ(half_float(0.0f), 0x0000);
  EXPECT_EQ(half_float(-0.0f), 0x8000);
  EXPECT_EQ(half_float(1.0f), 0x3C00);
  EXPECT_EQ(half_float(-2.0f), 0xC000);
  EXPECT_EQ(half_float(65504.0f), 0x7BFF);
  EXPECT_EQ(half_float(0x1p-14f), 0x0400) << "the smallest normal number";
  EXPECT_EQ(half_float(0x1p-24f), 0x0001) << "the smallest number";
}

TEST(HalfFloat, RoundsToTheNearestAndTiesToEven) {
  EXPECT_EQ(half_float(1.0f + 0x1p-11f), 0x3C00);
  EXPECT_EQ(half_float(1.0f + 3 * 0x1p-11f), 0x3C02);
  EXPECT_EQ(half_float(1.0f + 0x1.1p-11f), 0x3C01);
  EXPECT_EQ(half_float(0x1p-25f), 0x0000);
  EXPECT_EQ(half_float(65519.0f), 0x7BFF);
  EXPECT_EQ(half_float(65520.0f), 0x7C00);
}

TEST(HalfFloat, KnowsInfinityAndNoNumber) {
  EXPECT_EQ(half_float(-std::numeric_limits<float>::infinity()), 0xFC00);
  EXPECT_EQ(half_float(1e30f), 0x7C00);
  EXPECT_EQ(half_float(std::numeric_limits<float>::quiet_NaN()) & 0x7FFF, 0x7E00);
}

}  // namespace
}  // namespace pipewright::standin::preprocess
