// SPDX-License-Identifier: Apache-2.0
// What the server asks of a pipeline that is running: places, pictures, graphs, log levels, steps.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "runner_process.hpp"
#include "short_video.hpp"
#include "temporary_file.hpp"

namespace pipewright::test {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

/// Twenty seconds of 25 pictures each; a test source finds every picture.
PlanBuilder recorded_plan(std::vector<std::string> sink_properties = {}) {
  sink_properties.emplace_back("sync=true");
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=500", "pattern=ball"})
      .element("filter", "capsfilter",
               {"caps=video/x-raw,format=I420,width=64,height=48,framerate=25/1"})
      .element("sink", "fakesink", sink_properties)
      .chain({"source", "filter", "sink"});
  return plan;
}

PlanBuilder live_plan() {
  PlanBuilder plan;
  plan.element("camera", "videotestsrc", {"is-live=true"})
      .element("filter", "capsfilter", {"caps=video/x-raw,width=64,height=48,framerate=50/1"})
      .element("sink", "fakesink", {"sync=false"})
      .chain({"camera", "filter", "sink"});
  return plan;
}

runner::Request seek_request(std::uint64_t position_nanos, bool accurate = true) {
  runner::Request request;
  request.mutable_seek()->set_position_ns(position_nanos);
  request.mutable_seek()->set_flush(true);
  request.mutable_seek()->set_accurate(accurate);
  return request;
}

runner::Request position_request() {
  runner::Request request;
  request.mutable_query_position();
  return request;
}

runner::Request step_request(std::uint64_t buffers) {
  runner::Request request;
  request.mutable_step()->set_buffers(buffers);
  return request;
}

runner::Request snapshot_request(std::uint32_t pad_index, int stream = -1) {
  runner::Request request;
  request.mutable_take_snapshot()->set_pad_index(pad_index);
  request.mutable_take_snapshot()->set_stream(stream);
  request.mutable_take_snapshot()->set_timeout_ms(20'000);
  return request;
}

runner::Request thresholds_request(const char* thresholds) {
  runner::Request request;
  request.mutable_set_debug_thresholds();
  if (thresholds != nullptr) request.mutable_set_debug_thresholds()->set_thresholds(thresholds);
  return request;
}

class Commands : public testing::Test {
 protected:
  void build(const PlanBuilder& plan) {
    runner::Request request = plan.build();
    request.mutable_build()->set_runtime(runtime);
    built = runner.request(request);
    ASSERT_TRUE(built.has_build()) << built.DebugString();
  }
  void play(const PlanBuilder& plan) {
    build(plan);
    ASSERT_TRUE(runner.request(play_request()).has_done());
    runner.await_notification(state_is(runner::PLAYING));
  }
  void pause(const PlanBuilder& plan) {
    build(plan);
    ASSERT_TRUE(runner.request(pause_request()).has_done());
    runner.await_notification(state_is(runner::PAUSED));
  }
  /// The answer of a request that has to give a position.
  runner::PositionResult position(const runner::Request& request) {
    const runner::Response response = runner.request(request);
    EXPECT_TRUE(response.has_position()) << response.DebugString();
    return response.position();
  }

  RunnerProcess runner;
  runner::Response built;
  runner::Runtime runtime = runner::RUNTIME_AUTO;
};

TEST_F(Commands, SeeksToTheVeryPicture) {
  pause(recorded_plan());
  const runner::PositionResult start = position(position_request());
  EXPECT_TRUE(start.is_seekable()) << start.why_not_seekable();
  EXPECT_EQ(start.position_ns(), 0u);
  EXPECT_EQ(start.duration_ns(), 20 * kSecond);
  EXPECT_EQ(start.rate(), 1);
  ASSERT_EQ(start.sources_size(), 1);
  EXPECT_EQ(start.sources(0).element(), "source");

  const runner::PositionResult there = position(seek_request(7 * kSecond));
  EXPECT_EQ(there.position_ns(), 7 * kSecond);
  EXPECT_EQ(position(position_request()).position_ns(), 7 * kSecond);
}

TEST_F(Commands, SeeksWithARateOnly) {
  pause(recorded_plan());
  position(seek_request(4 * kSecond));
  runner::Request faster;
  faster.mutable_seek()->set_rate(2);
  faster.mutable_seek()->set_flush(true);
  faster.mutable_seek()->set_accurate(true);
  const runner::PositionResult there = position(faster);
  EXPECT_EQ(there.position_ns(), 4 * kSecond);
  EXPECT_EQ(there.rate(), 2);
  EXPECT_EQ(position(position_request()).rate(), 2);
}

TEST_F(Commands, RefusesSeeksThatMakeNoSense) {
  pause(recorded_plan());
  EXPECT_EQ(runner.request(seek_request(21 * kSecond)).error().code(), runner::BAD_REQUEST);
  runner::Request both = seek_request(kSecond);
  both.mutable_seek()->set_key_unit(true);
  EXPECT_EQ(runner.request(both).error().code(), runner::BAD_REQUEST);
}

TEST_F(Commands, NamesTheSourceThatCannotSeek) {
  play(live_plan());
  const runner::Error error = runner.request(seek_request(kSecond)).error();
  EXPECT_EQ(error.code(), runner::NOT_SEEKABLE);
  EXPECT_EQ(error.element(), "camera");
  EXPECT_NE(error.message().find("'camera'"), std::string::npos) << error.message();
  EXPECT_FALSE(position(position_request()).is_seekable());
}

TEST_F(Commands, ALoopedFileStaysWithinItsLength) {
  const TemporaryFile file("loop.mkv");
  write_short_video(file.path());
  PlanBuilder plan;
  plan.element("source", "nvurisrcbin", {concat("uri=file://", file.path()), "file-loop=true"})
      .element("sink", "fakesink", {"sync=false"})
      .link("source.vsrc_%u", "sink");
  runtime = runner::RUNTIME_STANDIN;
  play(plan);
  runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.sample().pads_size() > 0 && message.sample().pads(0).buffers() > 45;
  });
  const runner::PositionResult now = position(position_request());
  EXPECT_TRUE(now.is_seekable()) << now.why_not_seekable();
  ASSERT_GT(now.duration_ns(), 0u);
  EXPECT_LE(now.position_ns(), now.duration_ns());
  // Both go to where it is.
  runner::Request faster;
  faster.mutable_seek()->set_rate(2);
  faster.mutable_seek()->set_flush(true);
  EXPECT_EQ(position(faster).rate(), 2);
  runner::Request flush;
  flush.mutable_flush();
  EXPECT_LE(position(flush).position_ns(), now.duration_ns());
}

TEST_F(Commands, NeedAPipelineThatStreams) {
  EXPECT_EQ(runner.request(position_request()).error().code(), runner::INVALID_STATE);
  build(recorded_plan());
  EXPECT_EQ(runner.request(seek_request(kSecond)).error().code(), runner::INVALID_STATE);
  EXPECT_EQ(runner.request(step_request(1)).error().code(), runner::INVALID_STATE);
}

TEST_F(Commands, DoNotBeginWhileThePipelineStops) {
  pause(recorded_plan());
  const std::uint32_t stop = runner.send(stop_request(0));
  for (const runner::Request& request :
       {step_request(1), snapshot_request(1), seek_request(kSecond)}) {
    EXPECT_EQ(runner.request(request).error().code(), runner::INVALID_STATE);
  }
  EXPECT_TRUE(runner.await_response(stop).has_done());
}

TEST_F(Commands, StepsPictureByPictureWhilePaused) {
  pause(recorded_plan());
  EXPECT_EQ(position(step_request(1)).position_ns(), kSecond / 25);
  EXPECT_EQ(position(step_request(3)).position_ns(), 4 * kSecond / 25);
  runner::Request timed;
  timed.mutable_step()->set_duration_ns(kSecond);
  EXPECT_EQ(position(timed).position_ns(), kSecond + 4 * kSecond / 25);
}

TEST_F(Commands, StepOnlyWhilePaused) {
  play(live_plan());
  const runner::Error error = runner.request(step_request(1)).error();
  EXPECT_EQ(error.code(), runner::INVALID_STATE);
  EXPECT_NE(error.message().find("PLAYING"), std::string::npos) << error.message();
  EXPECT_EQ(runner.request(step_request(0)).error().code(), runner::BAD_REQUEST);
}

TEST_F(Commands, FlushKeepsThePlaceOfARecording) {
  pause(recorded_plan());
  position(seek_request(5 * kSecond));
  runner::Request flush;
  flush.mutable_flush();
  EXPECT_EQ(position(flush).position_ns(), 5 * kSecond);
}

TEST_F(Commands, FlushedLiveSourcesGoOn) {
  play(live_plan());
  runner::Request flush;
  flush.mutable_flush();
  position(flush);
  std::uint64_t num_before = 0;
  runner.await_telemetry([&](const telemetry::Telemetry& message) {
    num_before = message.sample().pads_size() > 1 ? message.sample().pads(1).buffers() : 0;
    return num_before > 0;
  });
  runner.await_telemetry([&](const telemetry::Telemetry& message) {
    return message.sample().pads_size() > 1 && message.sample().pads(1).buffers() > num_before + 5;
  });
  EXPECT_FALSE(runner.take_notification(is_bus_message(runner::ERROR)));
}

/// Width and height of a PNG, from its first chunk (PNG specification, IHDR).
std::pair<unsigned, unsigned> png_size(const std::string& png) {
  EXPECT_EQ(png.substr(0, 8), std::string("\x89PNG\r\n\x1a\n", 8));
  const auto number = [&](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
      value = value << 8 | static_cast<unsigned char>(png[i]);
    return value;
  };
  return {number(16), number(20)};
}

TEST_F(Commands, TakesSnapshotsOfWhatPasses) {
  play(live_plan());
  const runner::Response taken = runner.request(snapshot_request(1));
  ASSERT_TRUE(taken.has_take_snapshot()) << taken.DebugString();
  EXPECT_EQ(png_size(taken.take_snapshot().png()), std::make_pair(64u, 48u));
  EXPECT_EQ(taken.take_snapshot().width(), 64u);

  runner::Request small = snapshot_request(1);
  small.mutable_take_snapshot()->set_max_width(32);
  EXPECT_EQ(png_size(runner.request(small).take_snapshot().png()), std::make_pair(32u, 24u));
}

TEST_F(Commands, TakesThePictureThatAPausedSinkHolds) {
  pause(recorded_plan({"enable-last-sample=true"}));
  const runner::Response taken = runner.request(snapshot_request(1));
  ASSERT_TRUE(taken.has_take_snapshot()) << taken.DebugString();
  EXPECT_EQ(png_size(taken.take_snapshot().png()), std::make_pair(64u, 48u));
}

TEST_F(Commands, SaysWhenNoPictureComes) {
  pause(recorded_plan({"enable-last-sample=false"}));
  runner::Request request = snapshot_request(0);
  request.mutable_take_snapshot()->set_timeout_ms(100);
  const runner::Error error = runner.request(request).error();
  EXPECT_EQ(error.code(), runner::NO_PICTURE);
  EXPECT_EQ(error.element(), "source");
  EXPECT_EQ(runner.request(snapshot_request(9)).error().code(), runner::NO_SUCH_PAD);
}

TEST_F(Commands, SaysWhyALinkHasNoPictures) {
  PlanBuilder plan;
  plan.element("source", "audiotestsrc", {"is-live=true"})
      .element("sink", "fakesink")
      .chain({"source", "sink"});
  play(plan);
  const runner::Error error = runner.request(snapshot_request(0)).error();
  EXPECT_EQ(error.code(), runner::NO_PICTURE);
  EXPECT_NE(error.message().find("audio/x-raw"), std::string::npos) << error.message();
}

TEST_F(Commands, AnswersSnapshotsWhenTheRunStops) {
  pause(recorded_plan({"enable-last-sample=false"}));
  const std::uint32_t snapshot = runner.send(snapshot_request(0));
  EXPECT_TRUE(runner.request(stop_request(0)).has_done());
  EXPECT_EQ(runner.await_response(snapshot).error().code(), runner::NO_PICTURE);
}

TEST_F(Commands, DescribesTheRunningGraph) {
  play(live_plan());
  runner::Request request;
  request.mutable_describe_graph();
  const std::string dot = runner.request(request).describe_graph().dot();
  EXPECT_EQ(dot.find("digraph pipeline {"), 0u);
  EXPECT_NE(dot.find("GstVideoTestSrc\\ncamera"), std::string::npos);
  EXPECT_NE(dot.find("width: 64"), std::string::npos) << "negotiated caps are on the links";
}

TEST_F(Commands, SetsLogThresholdsLive) {
  const runner::Response before = runner.request(thresholds_request(nullptr));
  ASSERT_TRUE(before.has_debug_thresholds());
  EXPECT_EQ(before.debug_thresholds().thresholds(), "");
  const auto level_of = [](const runner::DebugThresholdsResult& result, const std::string& name) {
    for (const runner::DebugCategory& category : result.categories()) {
      if (category.name() == name) return category.level();
    }
    return std::string();
  };
  const std::string start_level = level_of(before.debug_thresholds(), "GST_PADS");

  const runner::DebugThresholdsResult set =
      runner.request(thresholds_request("1, GST_PADS:debug,GST_ELEMENT*:6,nosuch:4"))
          .debug_thresholds();
  EXPECT_EQ(set.default_level(), "ERROR");
  EXPECT_EQ(level_of(set, "GST_PADS"), "DEBUG");
  EXPECT_EQ(level_of(set, "GST_ELEMENT_PADS"), "LOG");
  EXPECT_EQ(level_of(set, "GST_CAPS"), "ERROR");
  ASSERT_EQ(set.unmatched_size(), 1);
  EXPECT_EQ(set.unmatched(0), "nosuch");

  const runner::Error error = runner.request(thresholds_request("GST_PADS:loud,2")).error();
  EXPECT_EQ(error.code(), runner::INVALID_PROPERTY_VALUE);
  EXPECT_NE(error.message().find("'GST_PADS:loud'"), std::string::npos) << error.message();
  EXPECT_EQ(level_of(runner.request(thresholds_request(nullptr)).debug_thresholds(), "GST_PADS"),
            "DEBUG");

  const runner::DebugThresholdsResult reset =
      runner.request(thresholds_request("")).debug_thresholds();
  EXPECT_EQ(level_of(reset, "GST_PADS"), start_level);
  EXPECT_EQ(reset.default_level(), before.debug_thresholds().default_level());
}

TEST_F(Commands, SetsPropertiesOfPadsAndChildrenLive) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"is-live=true"})
      .element("scaler", "videocrop")
      .element("mixer", "compositor")
      .element("sink", "fakesink", {"sync=false"})
      .link("source", "scaler")
      .link("scaler", "mixer.sink_0")
      .link("mixer", "sink");
  play(plan);
  // Of a pad, live.
  runner::Request of_pad = set_property_request("mixer", "alpha", "0.5");
  of_pad.mutable_set_property()->set_pad("sink_0");
  EXPECT_EQ(runner.request(of_pad).set_property().value(), "0.5");
  // Of a child of an element.
  EXPECT_EQ(
      runner.request(set_property_request("mixer", "sink_0::xpos", "12")).set_property().value(),
      "12");
  EXPECT_EQ(runner.request(set_property_request("scaler", "left", "4")).set_property().value(),
            "4");
  const runner::Error name = runner.request(set_property_request("scaler", "name", "x")).error();
  EXPECT_EQ(name.code(), runner::PROPERTY_NOT_MUTABLE);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
