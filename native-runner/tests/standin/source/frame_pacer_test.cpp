// SPDX-License-Identifier: Apache-2.0
#include "source/frame_pacer.hpp"

#include <gtest/gtest.h>

#include <future>

namespace pipewright::standin {
namespace {

using std::chrono::milliseconds;

TEST(FramePacer, LetsNoFrameThroughBeforeItsTime) {
  FramePacer pacer(milliseconds(20));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(pacer.wait());
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(60));
}

TEST(FramePacer, EndsTheWaitWhenItIsInterrupted) {
  FramePacer pacer(std::chrono::hours(1));
  EXPECT_TRUE(pacer.wait());
  auto held = std::async(std::launch::async, [&] { return pacer.wait(); });
  pacer.interrupt();
  EXPECT_FALSE(held.get());
  EXPECT_FALSE(pacer.wait());
  pacer.resume();
  EXPECT_TRUE(pacer.wait()) << "the first one after a flush goes at once";
}

}  // namespace
}  // namespace pipewright::standin
