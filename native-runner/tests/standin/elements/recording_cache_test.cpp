// SPDX-License-Identifier: Apache-2.0
// The cache is inside the plugin, so it is built into this test.
#include "source/record/recording_cache.cpp"

#include <gtest/gtest.h>

namespace pipewright::standin::record {
namespace {

/// A packet every second; every fifth may start a recording.
void fill(RecordingCache& cache, int from, int to) {
  for (int second = from; second < to; ++second) {
    cache.add(
        {Track::kVideo, nullptr, static_cast<GstClockTime>(second) * GST_SECOND, second % 5 == 0});
  }
}

TEST(RecordingCache, KeepsItsSpanBackToAKeyFrame) {
  RecordingCache cache(7 * GST_SECOND);
  fill(cache, 0, 30);
  // 29 - 7 is 22; the key frame before it is 20.
  ASSERT_EQ(cache.packets().size(), 10U);
  EXPECT_EQ(cache.packets().front().time, 20 * GST_SECOND);
}

TEST(RecordingCache, StartsWithTheKeyFrameThatCoversWhatIsAskedFor) {
  RecordingCache cache(20 * GST_SECOND);
  fill(cache, 0, 30);
  const auto time_of = [&](GstClockTime back) {
    return cache.packets()[cache.start_of(back)].time / GST_SECOND;
  };
  EXPECT_EQ(time_of(0), 25U);
  EXPECT_EQ(time_of(4 * GST_SECOND), 25U);
  EXPECT_EQ(time_of(5 * GST_SECOND), 20U);
  EXPECT_EQ(time_of(100 * GST_SECOND), 5U) << "no more than there is";
}

TEST(RecordingCache, HasNothingBeforeTheFirstKeyFrame) {
  RecordingCache cache(5 * GST_SECOND);
  fill(cache, 1, 5);
  EXPECT_TRUE(cache.packets().empty());
  EXPECT_EQ(cache.start_of(GST_SECOND), 0U);
}

}  // namespace
}  // namespace pipewright::standin::record
