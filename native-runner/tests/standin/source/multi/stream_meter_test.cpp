// SPDX-License-Identifier: Apache-2.0
#include "source/multi/stream_meter.hpp"

#include <gtest/gtest.h>

#include "common/gst_ptr.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin {
namespace {

using std::chrono::milliseconds;

struct Frame {
  unsigned source_id;
  int number;
  GstClockTime pts;
};

BufferPtr batch_of(const std::vector<Frame>& frames) {
  BufferPtr buffer(
      testing::make_batch(std::vector<PictureRef>(frames.size(), testing::black_picture(2, 2))));
  const auto metas = testing::frames_of(buffer.get());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    metas[i]->source_id = frames[i].source_id;
    metas[i]->frame_num = frames[i].number;
    metas[i]->buf_pts = frames[i].pts;
  }
  return buffer;
}

class StreamMeterTest : public ::testing::Test {
 protected:
  void leave(const std::vector<Frame>& frames, milliseconds at) {
    const BufferPtr batch = batch_of(frames);
    meter.leave(batch.get(), start + at);
  }
  std::optional<StreamReading> read(unsigned source_id, milliseconds at) {
    return meter.read(source_id, start + at);
  }

  StreamMeter meter{2};
  const StreamMeter::Clock::time_point start = StreamMeter::Clock::now();
};

TEST_F(StreamMeterTest, TellsTheRateOfTheLastInterval) {
  for (int i = 0; i < 10; ++i) {
    leave({{0, 2 * i, 0}, {1, i, 0}}, milliseconds(100 * i));
    leave({{0, 2 * i + 1, 0}}, milliseconds(100 * i + 50));
  }
  EXPECT_EQ(read(0, milliseconds(999))->frames_per_second, 0);
  EXPECT_DOUBLE_EQ(read(0, milliseconds(1000))->frames_per_second, 20);
  EXPECT_DOUBLE_EQ(read(1, milliseconds(1000))->frames_per_second, 10);
  EXPECT_EQ(read(0, milliseconds(1000))->frame_number, 19u);
  EXPECT_EQ(read(0, milliseconds(2500))->frames_per_second, 0) << "nothing came since";
}

TEST_F(StreamMeterTest, TellsHowLongTheLatestFrameTook) {
  meter.enter(0, 40 * GST_MSECOND, start);
  meter.enter(1, 40 * GST_MSECOND, start + milliseconds(5));
  meter.enter(0, 80 * GST_MSECOND, start + milliseconds(10));
  leave({{0, 0, 40 * GST_MSECOND}, {1, 0, 40 * GST_MSECOND}}, milliseconds(30));
  EXPECT_DOUBLE_EQ(read(0, milliseconds(30))->latency_millis, 30);
  EXPECT_DOUBLE_EQ(read(1, milliseconds(30))->latency_millis, 25);
  leave({{0, 1, 80 * GST_MSECOND}}, milliseconds(50));
  EXPECT_DOUBLE_EQ(read(0, milliseconds(50))->latency_millis, 40);
}

TEST_F(StreamMeterTest, KnowsNothingOfWhatGaveNoFrameOrHasGone) {
  EXPECT_FALSE(read(0, milliseconds(0)));
  leave({{0, 7, 0}}, milliseconds(0));
  EXPECT_TRUE(read(0, milliseconds(0)));
  meter.forget(0);
  EXPECT_FALSE(read(0, milliseconds(0)));
  EXPECT_FALSE(read(0, milliseconds(2000)));
}

}  // namespace
}  // namespace pipewright::standin
