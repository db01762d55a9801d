// SPDX-License-Identifier: Apache-2.0
// Viewers that come and go leave the runner as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "heap_ledger.hpp"
#include "preview_peer.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

constexpr int kNumWarmUpViewers = 10;
constexpr int kNumViewers = 50;
/// What libraries under webrtcbin keep of each connection and free no more: GnuTLS its random
/// generator of libnice's thread (gnutls_rnd(): 176 and 16), NSS a context of libsrtp's cipher
/// (NSS_InitContext(): 72).
constexpr std::int64_t kKeptByLibraries = 176 + 16 + 72;

/// The bytes that a usual viewer has left in use: the median, since a thread that is kept for later
/// belongs to the viewer that first needed it.
std::int64_t usual_use(const ProgramHeapLedger& ledger) {
  std::vector<std::int64_t> bytes;
  for (int viewer = kNumWarmUpViewers + 1; viewer <= kNumViewers; ++viewer) {
    bytes.push_back(ledger->in_use(viewer).bytes);
  }
  std::ranges::sort(bytes);
  return bytes[bytes.size() / 2];
}

TEST(ViewerChurn, FiftyViewersLeaveNothingBehind) {
  const ProgramHeapLedger ledger;
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
  for (int viewer = 1; viewer <= kNumViewers; ++viewer) {
    ledger->start_period(viewer);
    const std::string id = "viewer-" + std::to_string(viewer);
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
    ledger->start_period(0);
  }
  // GStreamer keeps idle threads of its pools for a moment; that they go ends this wait.
  next_sample([&](const telemetry::ProcessSample& process) {
    return process.threads() <= threads_before + 4;
  });
  ASSERT_TRUE(!counts_heap() || ledger->in_use(1).blocks > 0);
  EXPECT_LE(usual_use(ledger), kKeptByLibraries);

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
