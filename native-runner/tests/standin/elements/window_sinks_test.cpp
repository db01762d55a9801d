// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::Outcome;
using testing::Pipeline;

class WindowSink : public ::testing::TestWithParam<const char*> {};

TEST_P(WindowSink, TakesBothKindsOfMemory) {
  for (const char* caps : {"video/x-raw(memory:NVMM),format=NV12", "video/x-raw,format=RGBA"}) {
    Pipeline pipeline("videotestsrc num-buffers=4 ! nvvideoconvert ! " + std::string(caps) + " ! " +
                      GetParam() + " name=out sync=false");
    const Outcome outcome = pipeline.run();
    EXPECT_TRUE(outcome.is_eos) << outcome.error;
    EXPECT_EQ(pipeline.num_buffers(), 4U) << caps;
  }
}

TEST_P(WindowSink, WaitsForTheTimeOfTheFrames) {
  Pipeline pipeline("videotestsrc num-buffers=7 ! video/x-raw,framerate=30/1 ! " +
                    std::string(GetParam()) + " name=out");
  const gint64 before = g_get_monotonic_time();
  ASSERT_TRUE(pipeline.run().is_eos);
  // The last frame is shown at 6/30 s and lasts 1/30 s: no run can be shorter.
  EXPECT_GE(g_get_monotonic_time() - before, 200000);
}

INSTANTIATE_TEST_SUITE_P(All, WindowSink,
                         ::testing::Values("nveglglessink", "nv3dsink", "nvdrmvideosink"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace pipewright::standin
