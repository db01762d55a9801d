// SPDX-License-Identifier: Apache-2.0
// Viewers that come and go leave the runner as it was.
#include <gtest/gtest.h>

#include "preview_peer.hpp"
#include "runner_process.hpp"
#include "tests/sanitizers/sanitizer_memory.hpp"

namespace pipewright::test {
namespace {

constexpr int kNumWarmUpViewers = 10;
constexpr int kNumViewers = 50;
/// What the heap's fragments may add; a viewer that stays behind holds a webrtcbin, an encoder and
/// their threads, which is more.
constexpr std::uint64_t kSlackBytes = 16 * 1024 * 1024;

TEST(ViewerChurn, FiftyViewersLeaveNothingBehind) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("camera", "videotestsrc", {"is-live=true"})
      .element("filter", "capsfilter",
               {"caps=video/x-raw,format=I420,width=320,height=240,framerate=30/1"})
      .element("sink", "fakesink")
      .chain({"camera", "filter", "sink"});
  runner::Request build = plan.build(50);
  build.mutable_build()->set_expects_viewers(true);
  const runner::Response built = runner.request(build);
  ASSERT_TRUE(built.has_build()) << built.DebugString();
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));

  /// A sample that was taken after now.
  const auto next_sample = [&](const std::function<bool(const telemetry::ProcessSample&)>& wanted) {
    runner.telemetry().clear();
    return runner
        .await_telemetry([&](const telemetry::Telemetry& message) {
          return message.has_sample() && wanted(message.sample().process());
        })
        .sample()
        .process();
  };
  const auto any = [](const telemetry::ProcessSample&) { return true; };
  const std::uint32_t threads_before = next_sample(any).threads();
  std::uint64_t rss_after_warm_up = 0;
  for (int i = 0; i < kNumViewers; ++i) {
    const std::string id = "viewer-" + std::to_string(i);
    runner::Request attach;
    attach.mutable_attach_viewer()->set_viewer_id(id);
    attach.mutable_attach_viewer()->set_pad_index(1);
    attach.mutable_attach_viewer()->set_stream(-1);
    ASSERT_TRUE(runner.request(attach).has_attach_viewer());
    {
      PreviewPeer peer(runner, id);
      ASSERT_TRUE(peer.watch(1)) << id;
    }
    runner::Request detach;
    detach.mutable_detach_viewer()->set_viewer_id(id);
    ASSERT_TRUE(runner.request(detach).has_done());
    if (i + 1 == kNumWarmUpViewers) rss_after_warm_up = next_sample(any).rss_bytes();
  }
  // GStreamer keeps idle threads of its pools for a moment; that they go ends this wait.
  const telemetry::ProcessSample last = next_sample([&](const telemetry::ProcessSample& process) {
    return process.threads() <= threads_before + 4;
  });
  if (!kSanitizerKeepsMemory) {
    EXPECT_LT(last.rss_bytes(), rss_after_warm_up + kSlackBytes);
  }

  // Under a leak checker the exit code tells of what was left.
  ASSERT_TRUE(runner.request(stop_request(0)).has_done());
  runner.close_channel();
  EXPECT_EQ(runner.await_exit(), 0);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
