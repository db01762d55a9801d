// SPDX-License-Identifier: Apache-2.0
// Pipelines that start, run and stop again and again leave nothing behind.
#include <gtest/gtest.h>
#include <malloc.h>

#include "elements/pipeline.hpp"

namespace pipewright::standin::testing {
namespace {

constexpr int kNumWarmUpCycles = 40;
constexpr int kNumCycles = 200;

/// Bytes of the heap in use, over all threads. A sanitizer's allocator tells nothing (0); there the
/// leak check at the end of the process decides.
std::size_t heap_in_use() {
  return ::mallinfo2().uordblks;
}

TEST(Lifecycle, CyclesLeaveNothingBehind) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 12, 64, 48);
  make_video(folder.path("b.mp4"), 12, 96, 64, "black");
  const std::string line =
      "nvurisrcbin uri=" + folder.uri("a.mp4") + " ! mux.sink_0 nvurisrcbin uri=" +
      folder.uri("b.mp4") +
      " ! mux.sink_1 nvstreammux name=mux batch-size=2 width=96 height=64 ! nvvideoconvert ! "
      "nvdsosd display-clock=1 ! tee name=t t. ! queue ! nvmultistreamtiler width=128 height=96 ! "
      "fakesink sync=false async=false t. ! queue ! nvstreamdemux name=demux demux.src_0 ! queue ! "
      "fakesink name=out sync=false async=false demux.src_1 ! queue ! fakesink sync=false "
      "async=false";
  std::size_t heap_after_warm_up = 0;
  for (int cycle = 0; cycle < kNumCycles; ++cycle) {
    Pipeline pipeline(line);
    const Outcome outcome = pipeline.run();
    ASSERT_TRUE(outcome.is_eos) << outcome.error;
    ASSERT_EQ(pipeline.num_buffers(), 12u);
    if (cycle + 1 == kNumWarmUpCycles) heap_after_warm_up = heap_in_use();
  }
  // Less than one small object a cycle: caches still settle a little, a leak shows far above.
  constexpr std::size_t kSlack = (kNumCycles - kNumWarmUpCycles) * 64;
  EXPECT_LT(heap_in_use(), heap_after_warm_up + kSlack + 1);
}

}  // namespace
}  // namespace pipewright::standin::testing
