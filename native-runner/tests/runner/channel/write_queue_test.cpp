// SPDX-License-Identifier: Apache-2.0
#include "runner/channel/write_queue.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace pipewright::test {
namespace {

std::vector<std::string> drain(WriteQueue& queue) {
  queue.close();
  std::vector<std::string> payloads;
  while (auto frame = queue.pop()) payloads.push_back(std::move(frame->payload));
  return payloads;
}

TEST(WriteQueue, KeepsTheOrderAcrossClasses) {
  WriteQueue queue;
  queue.push(FrameClass::kControl, "1");
  queue.push(FrameClass::kMetadata, "2");
  queue.push(FrameClass::kSample, "3");
  queue.push(FrameClass::kPreview, "4");
  queue.push(FrameClass::kControl, "5");
  EXPECT_EQ(queue.pop()->kind, FrameKind::kControl);
  EXPECT_EQ(queue.pop()->kind, FrameKind::kTelemetry);
  EXPECT_EQ(drain(queue), (std::vector<std::string>{"3", "4", "5"}));
}

TEST(WriteQueue, DropsTheOldestMetadataAndCountsIt) {
  WriteQueue queue;
  queue.push(FrameClass::kControl, "control");
  for (int i = 0; i < 300; ++i) queue.push(FrameClass::kMetadata, std::to_string(i));
  EXPECT_EQ(queue.num_dropped_metadata(), 300u - 256u);
  const std::vector<std::string> left = drain(queue);
  ASSERT_EQ(left.size(), 257u);
  EXPECT_EQ(left[0], "control");
  EXPECT_EQ(left[1], "44");
  EXPECT_EQ(left.back(), "299");
}

TEST(WriteQueue, BoundsMetadataByBytesToo) {
  WriteQueue queue;
  for (int i = 0; i < 20; ++i) queue.push(FrameClass::kMetadata, std::string(1024 * 1024, 'x'));
  EXPECT_EQ(queue.num_dropped_metadata(), 12u);
  EXPECT_EQ(drain(queue).size(), 8u);
}

TEST(WriteQueue, NeverDropsControl) {
  WriteQueue queue;
  for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(queue.push(FrameClass::kControl, "answer"));
  EXPECT_EQ(drain(queue).size(), 10'000u);
}

TEST(WriteQueue, SaysWhenNobodyReadsControl) {
  WriteQueue queue;
  bool is_taken = true;
  for (int i = 0; i < 100 && is_taken; ++i) {
    is_taken = queue.push(FrameClass::kControl, std::string(1024 * 1024, 'x'));
  }
  EXPECT_FALSE(is_taken);
}

TEST(WriteQueue, LosslessMetadataWaitsForRoom) {
  WriteQueue queue;
  constexpr int kNumFrames = 2000;
  std::thread writer([&] {
    for (int i = 0; i < kNumFrames; ++i) EXPECT_TRUE(queue.push_waiting(std::to_string(i)));
    queue.close();
  });
  int next = 0;
  while (const auto frame = queue.pop()) EXPECT_EQ(frame->payload, std::to_string(next++));
  writer.join();
  EXPECT_EQ(next, kNumFrames);
  EXPECT_EQ(queue.num_dropped_metadata(), 0u);
}

TEST(WriteQueue, CancelledWaitingDropsAndCounts) {
  WriteQueue queue;
  while (queue.num_dropped_metadata() == 0) queue.push(FrameClass::kMetadata, "fill");
  const auto before = queue.num_dropped_metadata();
  std::thread writer([&] { EXPECT_FALSE(queue.push_waiting("late")); });
  queue.cancel_waiting();
  writer.join();
  EXPECT_EQ(queue.num_dropped_metadata(), before + 1);
}

TEST(WriteQueue, CloseEndsWaiting) {
  WriteQueue queue;
  while (queue.num_dropped_metadata() == 0) queue.push(FrameClass::kMetadata, "fill");
  std::thread writer([&] { EXPECT_FALSE(queue.push_waiting("late")); });
  queue.close();
  writer.join();
  EXPECT_FALSE(queue.push(FrameClass::kControl, "after"));
}

TEST(WriteQueue, RecyclesMemory) {
  WriteQueue queue;
  std::string buffer(5000, 'x');
  const char* memory = buffer.data();
  queue.recycle(std::move(buffer));
  const std::string again = queue.take_buffer();
  EXPECT_EQ(again.data(), memory);
  EXPECT_TRUE(again.empty());
}

}  // namespace
}  // namespace pipewright::test
