// SPDX-License-Identifier: Apache-2.0
// Batches of several sources through the CPU stand-in: counters per source, metadata, previews of
// one stream and of all.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "preview_peer.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

constexpr unsigned kNumSources = 3;

/// Three cameras into a mux of 320x180.
PlanBuilder batch_plan(const std::vector<std::string>& source_properties) {
  PlanBuilder plan;
  plan.element("mux", "nvstreammux",
               {"batch-size=3", "width=320", "height=180", "batched-push-timeout=100000"})
      .element("queue", "queue")
      .element("sink", "fakesink", {"sync=false", "async=false"});
  for (unsigned i = 0; i < kNumSources; ++i) {
    const std::string number = std::to_string(i);
    plan.element("camera" + number, "videotestsrc", source_properties)
        .element("converter" + number, "nvvideoconvert")
        .element("filter" + number, "capsfilter",
                 {"caps=video/x-raw(memory:NVMM),format=NV12,width=640,height=360,framerate=30/1"});
  }
  for (unsigned i = 0; i < kNumSources; ++i) {
    plan.link("camera" + std::to_string(i), "converter" + std::to_string(i));
    plan.link("converter" + std::to_string(i), "filter" + std::to_string(i));
    plan.link("filter" + std::to_string(i), "mux.sink_%u");
  }
  plan.link("mux", "queue").link("queue", "sink");
  return plan;
}

constexpr std::uint32_t kMuxLink = 9;  // behind three links per camera

class BatchedPipeline : public testing::Test {
 protected:
  void build(const PlanBuilder& plan) {
    runner::Request request = plan.build();
    request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
    built = runner.request(request);
    ASSERT_TRUE(built.has_build()) << built.DebugString();
    ASSERT_EQ(built.build().pads(kMuxLink).element(), "mux");
  }

  void tap_metadata(bool lossless) {
    runner::Request request;
    request.mutable_set_metadata_taps()->add_pad_indexes(kMuxLink);
    request.mutable_set_metadata_taps()->set_lossless(lossless);
    ASSERT_TRUE(runner.request(request).has_done());
  }

  RunnerProcess runner;
  runner::Response built;
};

TEST_F(BatchedPipeline, CountsFramesBySource) {
  build(batch_plan({"num-buffers=40"}));
  EXPECT_EQ(built.build().runtime(), runner::RUNTIME_STANDIN);
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const auto last = runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(kMuxLink).frames() == 120;
  });
  const telemetry::PadSample& mux = last.sample().pads(kMuxLink);
  EXPECT_LE(mux.buffers(), 120u);
  ASSERT_EQ(mux.streams_size(), 3);
  for (unsigned i = 0; i < kNumSources; ++i) {
    EXPECT_EQ(mux.streams(static_cast<int>(i)).source_id(), i);
    EXPECT_EQ(mux.streams(static_cast<int>(i)).frames(), 40u);
  }
  runner.await_notification(is_end_of_stream());
}

TEST_F(BatchedPipeline, LosslessMetadataLosesNothing) {
  build(batch_plan({"num-buffers=400", "pattern=black"}));
  tap_metadata(true);
  const std::uint32_t play = runner.send(play_request());
  runner.await_response(play);
  runner.await_notification(is_end_of_stream());
  std::map<std::uint32_t, std::set<int>> frames;
  for (const telemetry::Telemetry& message : runner.telemetry()) {
    for (const telemetry::FrameMeta& frame : message.metadata().frames()) {
      EXPECT_EQ(message.metadata().pad_index(), kMuxLink);
      EXPECT_EQ(frame.width(), 320u);
      EXPECT_EQ(frame.height(), 180u);
      EXPECT_EQ(frame.source_width(), 640u);
      frames[frame.source_id()].insert(frame.frame_number());
    }
  }
  ASSERT_EQ(frames.size(), kNumSources);
  for (const auto& [source, numbers] : frames) EXPECT_EQ(numbers.size(), 400u) << source;
}

TEST_F(BatchedPipeline, StopsThoughNobodyReadsLosslessMetadata) {
  build(batch_plan({"pattern=black"}));
  tap_metadata(true);
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_full_pipe();
  const std::uint32_t stop = runner.send(stop_request(200));
  EXPECT_TRUE(runner.await_response(stop).has_done());
}

TEST_F(BatchedPipeline, PreviewsAllStreamsAsTiles) {
  build(batch_plan({"is-live=true"}));
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner::Request attach;
  attach.mutable_attach_viewer()->set_viewer_id("tiles");
  attach.mutable_attach_viewer()->set_pad_index(kMuxLink);
  attach.mutable_attach_viewer()->set_stream(-1);
  ASSERT_TRUE(runner.request(attach).has_attach_viewer());
  PreviewPeer peer(runner, "tiles");
  ASSERT_TRUE(peer.watch(5));
  EXPECT_EQ(peer.width(), 640);  // two columns of 320
  EXPECT_EQ(peer.height(), 360);
}

TEST_F(BatchedPipeline, PreviewsOneStream) {
  build(batch_plan({"is-live=true"}));
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner::Request attach;
  attach.mutable_attach_viewer()->set_viewer_id("one");
  attach.mutable_attach_viewer()->set_pad_index(kMuxLink);
  attach.mutable_attach_viewer()->set_stream(1);
  attach.mutable_attach_viewer()->set_max_width(160);
  ASSERT_TRUE(runner.request(attach).has_attach_viewer());
  PreviewPeer peer(runner, "one");
  ASSERT_TRUE(peer.watch(5));
  EXPECT_EQ(peer.width(), 160);
  EXPECT_EQ(peer.height(), 90);
}

TEST_F(BatchedPipeline, PreviewsUnbatchedSurfaces) {
  build(batch_plan({"is-live=true"}));
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner::Request attach;
  attach.mutable_attach_viewer()->set_viewer_id("source");
  attach.mutable_attach_viewer()->set_pad_index(1);  // a converter's
  attach.mutable_attach_viewer()->set_stream(0);
  ASSERT_TRUE(runner.request(attach).has_attach_viewer());
  PreviewPeer peer(runner, "source");
  ASSERT_TRUE(peer.watch(5));
  EXPECT_EQ(peer.width(), 640);
  EXPECT_EQ(peer.height(), 360);
}

TEST_F(BatchedPipeline, RefusesChangesThatNeedReady) {
  build(batch_plan({"is-live=true"}));
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));
  const runner::Error error = runner.request(set_property_request("mux", "width", "640")).error();
  EXPECT_EQ(error.code(), runner::PROPERTY_NOT_MUTABLE);
  EXPECT_EQ(error.element(), "mux");
  EXPECT_EQ(error.property(), "width");
  EXPECT_NE(error.message().find("PLAYING"), std::string::npos) << error.message();
}

TEST_F(BatchedPipeline, InspectDescribesTheRuntimesElements) {
  runner::Request request;
  request.mutable_inspect()->set_runtime(runner::RUNTIME_STANDIN);
  for (const char* name : {"nvstreammux", "queue", "nosuchthing"}) {
    request.mutable_inspect()->add_factories(name);
  }
  const runner::Response response = runner.request(request);
  ASSERT_EQ(response.inspect().factories_size(), 2) << response.DebugString();
  EXPECT_EQ(response.inspect().runtime(), runner::RUNTIME_STANDIN);
  EXPECT_EQ(response.inspect().factories(0).name(), "nvstreammux");
  EXPECT_EQ(response.inspect().factories(0).plugin(), "pipewrightstandin");
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
