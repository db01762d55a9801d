// SPDX-License-Identifier: Apache-2.0
// Batches of several sources through the CPU stand-in: counters per source, metadata, previews of
// one stream and of all.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "preview_peer.hpp"
#include "runner_process.hpp"
#include "short_video.hpp"
#include "temporary_file.hpp"
#include "tests/standin/elements/rest_client.hpp"

namespace pipewright::test {
namespace {

namespace rest = standin::testing;

constexpr unsigned kNumSources = 3;

/// Three cameras into a mux of 320x180, and a detector that finds an object at 32,18 64x36 in each
/// frame. Batches are whole, however slow a camera is.
PlanBuilder batch_plan(const std::vector<std::string>& source_properties) {
  PlanBuilder plan;
  plan.element("mux", "nvstreammux",
               {"batch-size=3", "width=320", "height=180", "batched-push-timeout=-1"})
      .element("detector", "fixeddetector")
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
  plan.chain({"mux", "detector", "sink"});
  return plan;
}

// Behind three links per camera.
constexpr std::uint32_t kMuxLink = 9;
constexpr std::uint32_t kDetectorLink = 10;

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
    request.mutable_set_metadata_taps()->add_pad_indexes(kDetectorLink);
    request.mutable_set_metadata_taps()->set_lossless(lossless);
    ASSERT_TRUE(runner.request(request).has_done());
  }

  /// Watches a preview until pictures are decoded; what was on the last one that is known of.
  telemetry::PreviewFrame watch(std::uint32_t pad_index, int stream, std::uint32_t max_width) {
    runner::Request attach;
    attach.mutable_attach_viewer()->set_viewer_id("viewer");
    attach.mutable_attach_viewer()->set_pad_index(pad_index);
    attach.mutable_attach_viewer()->set_stream(stream);
    attach.mutable_attach_viewer()->set_max_width(max_width);
    const runner::Response attached = runner.request(attach);
    EXPECT_TRUE(attached.has_attach_viewer()) << attached.DebugString();
    PreviewPeer peer(runner, "viewer");
    EXPECT_TRUE(peer.watch(5));
    // Pictures may arrive before their announcements have been read.
    while (std::ranges::none_of(runner.telemetry(), &telemetry::Telemetry::has_preview_frame)) {
      runner.pump();
    }
    telemetry::PreviewFrame last;
    for (const telemetry::Telemetry& message : runner.telemetry()) {
      if (message.has_preview_frame()) last = message.preview_frame();
    }
    EXPECT_EQ(peer.width(), static_cast<int>(last.width()));
    EXPECT_EQ(peer.height(), static_cast<int>(last.height()));
    EXPECT_TRUE(last.rtp_timestamp() != 0);
    return last;
  }

  RunnerProcess runner;
  runner::Response built;
};

TEST_F(BatchedPipeline, CountsFramesBySource) {
  build(batch_plan({"num-buffers=40"}));
  EXPECT_EQ(built.build().runtime(), runner::RUNTIME_STANDIN);
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const auto last = runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(kDetectorLink).frames() == 120;
  });
  const telemetry::PadSample& mux = last.sample().pads(kMuxLink);
  EXPECT_LE(mux.buffers(), 120u);
  EXPECT_EQ(mux.objects(), 0u);
  EXPECT_EQ(last.sample().pads(kDetectorLink).objects(), 120u);
  ASSERT_EQ(mux.streams_size(), 3);
  for (unsigned i = 0; i < kNumSources; ++i) {
    EXPECT_EQ(mux.streams(static_cast<int>(i)).source_id(), i);
    EXPECT_EQ(mux.streams(static_cast<int>(i)).frames(), 40u);
  }
  runner.await_notification(is_end_of_stream());
}

/// A bin whose REST server listens, before a sink that keeps the pace of its video.
PlanBuilder serving_plan(const std::vector<std::string>& properties) {
  std::vector<std::string> all{"ip-address=" + rest::own_address(),
                               "port=" + std::to_string(rest::kRestPort), "width=64", "height=48",
                               "max-batch-size=1"};
  all.insert(all.end(), properties.begin(), properties.end());
  PlanBuilder plan;
  plan.element("cameras", "nvmultiurisrcbin", all)
      .element("sink", "fakesink", {"sync=true", "async=false"})
      .chain({"cameras", "sink"});
  return plan;
}

class QuitByRest : public testing::Test {
 protected:
  void play(const PlanBuilder& plan) {
    runner::Request request = plan.build();
    request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
    const runner::Response built = runner.request(request);
    ASSERT_TRUE(built.has_build()) << built.DebugString();
    ASSERT_TRUE(runner.request(play_request()).has_done());
    runner.await_notification(state_is(runner::PLAYING));
  }

  void quit() {
    const auto answer = rest::post("/api/v1/app/quit", {{"app", {{"app_quit", true}}}});
    EXPECT_EQ(answer.reason(), "QUIT_SUCCESS");
    runner.await_notification(is_end_of_stream());
  }

  RunnerProcess runner;
};

TEST_F(QuitByRest, EndsTheRun) {
  const TemporaryFile video("quit.mkv");
  write_short_video(video.path());
  play(serving_plan({"uri-list=file://" + video.path(), "file-loop=true"}));
  quit();
}

// The sink holds its frame, so no EOS gets through.
TEST_F(QuitByRest, EndsAPausedRun) {
  const TemporaryFile video("quit.mkv");
  write_short_video(video.path());
  play(serving_plan({"uri-list=file://" + video.path(), "file-loop=true"}));
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  quit();
}

TEST_F(QuitByRest, EndsARunWithoutAnySource) {
  play(serving_plan({}));
  quit();
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
      EXPECT_EQ(message.metadata().pad_index(), kDetectorLink);
      ASSERT_EQ(frame.objects_size(), 1);
      EXPECT_EQ(frame.objects(0).label(), "fixed");
      EXPECT_EQ(frame.objects(0).left(), 32);
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
  const telemetry::PreviewFrame frame = watch(kDetectorLink, -1, 0);
  EXPECT_EQ(frame.width(), 640u);  // two columns of 320
  EXPECT_EQ(frame.height(), 360u);
  EXPECT_EQ(frame.stream(), -1);
  ASSERT_EQ(frame.objects_size(), 3);
  for (const telemetry::ObjectMeta& object : frame.objects()) {
    const int tile = object.class_id();
    EXPECT_FLOAT_EQ(object.left(), 32.0f + static_cast<float>(tile % 2) * 320);
    EXPECT_FLOAT_EQ(object.top(), 18.0f + static_cast<float>(tile / 2) * 180);
    EXPECT_FLOAT_EQ(object.width(), 64);
    EXPECT_FLOAT_EQ(object.height(), 36);
  }
}

TEST_F(BatchedPipeline, PreviewsOneStream) {
  build(batch_plan({"is-live=true"}));
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const telemetry::PreviewFrame frame = watch(kDetectorLink, 1, 160);
  EXPECT_EQ(frame.width(), 160u);
  EXPECT_EQ(frame.height(), 90u);
  EXPECT_EQ(frame.stream(), 1);
  ASSERT_EQ(frame.objects_size(), 1);
  EXPECT_EQ(frame.objects(0).class_id(), 1);
  EXPECT_EQ(frame.objects(0).label(), "fixed");
  EXPECT_FLOAT_EQ(frame.objects(0).left(), 16);
  EXPECT_FLOAT_EQ(frame.objects(0).top(), 9);
  EXPECT_FLOAT_EQ(frame.objects(0).width(), 32);
  EXPECT_FLOAT_EQ(frame.objects(0).height(), 18);
}

TEST_F(BatchedPipeline, PreviewsWhatIsTiledAlready) {
  PlanBuilder plan = batch_plan({"is-live=true"});
  plan.plan().mutable_links()->RemoveLast();
  plan.element("tiler", "nvmultistreamtiler", {"rows=1", "columns=3", "width=960", "height=180"})
      .chain({"detector", "tiler", "sink"});
  build(plan);
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const telemetry::PreviewFrame frame = watch(kDetectorLink + 1, -1, 480);
  EXPECT_EQ(frame.width(), 480u);
  EXPECT_EQ(frame.height(), 90u);
  ASSERT_EQ(frame.objects_size(), 3);
  for (const telemetry::ObjectMeta& object : frame.objects()) {
    EXPECT_FLOAT_EQ(object.left(), 16.0f + static_cast<float>(object.class_id()) * 160);
    EXPECT_FLOAT_EQ(object.top(), 9);
    EXPECT_FLOAT_EQ(object.width(), 32);
  }
}

TEST_F(BatchedPipeline, PreviewsUnbatchedSurfaces) {
  build(batch_plan({"is-live=true"}));
  if (built.build().preview_codec().empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const telemetry::PreviewFrame frame = watch(1, 0, 0);  // a converter's
  EXPECT_EQ(frame.width(), 640u);
  EXPECT_EQ(frame.height(), 360u);
  EXPECT_EQ(frame.objects_size(), 0);
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

TEST_F(BatchedPipeline, UridecodebinDecodesIntoTheMemoryThatTheMuxTakes) {
  const TemporaryFile file("decoded.mkv");
  write_short_video(file.path());
  PlanBuilder plan;
  plan.element("source", "uridecodebin", {"uri=file://" + file.path()})
      .element("mux", "nvstreammux", {"batch-size=1", "width=320", "height=180"})
      .element("sink", "fakesink", {"sync=false"})
      .link("source.src_%u", "mux.sink_0")
      .link("mux", "sink");
  runner::Request request = plan.build();
  request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
  ASSERT_TRUE(runner.request(request).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(is_end_of_stream());
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
  // For the runner, which inherits it: the element `fixeddetector`.
  setenv("GST_PLUGIN_PATH", PIPEWRIGHT_TEST_PLUGINS, 1);
  return RUN_ALL_TESTS();
}
