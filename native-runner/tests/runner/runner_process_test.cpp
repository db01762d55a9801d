// SPDX-License-Identifier: Apache-2.0
// The whole runner, over its pipes: what the server relies on.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "runner_process.hpp"
#include "temporary_file.hpp"

namespace pipewright::test {
namespace {

/// Its pattern moves: videotestsrc keeps the picture of one that stands still, and may be copying
/// it while a test changes the pattern.
PlanBuilder endless_plan() {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"is-live=true", "pattern=ball"})
      .element("filter", "capsfilter", {"caps=video/x-raw,width=64,height=48,framerate=50/1"})
      .element("sink", "fakesink")
      .chain({"source", "filter", "sink"});
  return plan;
}

TEST(RunnerProcess, SaysItIsReadyFirst) {
  RunnerProcess runner;
  ASSERT_FALSE(runner.history().empty());
  const runner::Ready& ready = runner.history().front().notification().ready();
  EXPECT_EQ(ready.pid(), static_cast<std::uint32_t>(runner.pid()));
  EXPECT_EQ(ready.version(), PIPEWRIGHT_VERSION);
  EXPECT_TRUE(ready.gstreamer_version().starts_with("GStreamer 1."));
}

TEST(RunnerProcess, RunsAPipelineToItsEnd) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=30"})
      .element("filter", "capsfilter", {"caps=video/x-raw,format=I420,width=64,height=48"})
      .element("sink", "fakesink")
      .chain({"source", "filter", "sink"});
  const runner::Response built = runner.request(plan.build());
  ASSERT_TRUE(built.has_build()) << built.DebugString();
  EXPECT_NE(built.build().runtime(), runner::RUNTIME_AUTO);
  ASSERT_EQ(built.build().pads_size(), 2);
  EXPECT_EQ(built.build().pads(0).link_id(), "source->filter");
  EXPECT_EQ(built.build().pads(0).element(), "source");
  EXPECT_EQ(built.build().pads(0).pad(), "src");
  EXPECT_EQ(built.build().pads(1).index(), 1u);

  EXPECT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));
  runner.await_notification(is_end_of_stream());
  const auto last = runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.sample().pads_size() == 2 && message.sample().pads(1).buffers() == 30;
  });
  EXPECT_EQ(last.run_id(), "test-run");
  EXPECT_EQ(last.sample().pads(0).frames(), 30u);
  EXPECT_EQ(last.sample().pads(0).bytes(), 30u * 64 * 48 * 3 / 2);
  EXPECT_GT(last.sample().process().rss_bytes(), 1'000'000u);
  EXPECT_GT(last.sample().process().threads(), 2u);

  EXPECT_TRUE(runner.request(stop_request(1000)).has_done());
  runner.await_notification(state_is(runner::NULL_STATE));
  runner.close_channel();
  EXPECT_EQ(runner.await_exit(), 0);
}

TEST(RunnerProcess, TellsTheCapsOnceAndTheRateAlways) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const auto with_caps = runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && !message.sample().pads(1).caps().empty();
  });
  EXPECT_NE(with_caps.sample().pads(1).caps().find("width=(int)64"), std::string::npos);
  const auto next = runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(1).buffers_per_s() > 0;
  });
  EXPECT_TRUE(next.sample().pads(1).caps().empty());
  EXPECT_DOUBLE_EQ(next.sample().pads(1).frames_per_s(), next.sample().pads(1).buffers_per_s());
}

TEST(RunnerProcess, AnswersBeforeItNotifies) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  const std::uint32_t play = runner.send(play_request());
  runner.await_notification(state_is(runner::PLAYING));
  bool is_answered = false;
  for (const runner::Message& message : runner.history()) {
    if (message.response().id() == play) is_answered = true;
    if (state_is(runner::PAUSED)(message.notification())) {
      EXPECT_TRUE(is_answered);
    }
  }
  EXPECT_TRUE(is_answered);
}

TEST(RunnerProcess, PausesAndPlaysOn) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  runner.await_notification(state_is(runner::PAUSED));
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));
}

/// Frames in a Matroska file that plays to its end.
int count_frames(const std::string& path) {
  GError* error = nullptr;
  GstElement* pipeline = gst_parse_launch(
      ("filesrc location=" + path + " ! matroskademux ! fakesink name=sink signal-handoffs=true")
          .c_str(),
      &error);
  EXPECT_EQ(error, nullptr);
  int num_frames = 0;
  GstElement* sink = gst_bin_get_by_name(GST_BIN(pipeline), "sink");
  g_signal_connect(sink, "handoff",
                   G_CALLBACK(+[](GstElement*, GstBuffer*, GstPad*, int* count) { ++*count; }),
                   &num_frames);
  gst_element_set_state(pipeline, GST_STATE_PLAYING);
  GstBus* bus = gst_element_get_bus(pipeline);
  GstMessage* message = gst_bus_timed_pop_filtered(
      bus, 60 * GST_SECOND, static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR));
  EXPECT_TRUE(message != nullptr && GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS);
  if (message != nullptr) gst_message_unref(message);
  gst_element_set_state(pipeline, GST_STATE_NULL);
  gst_object_unref(bus);
  gst_object_unref(sink);
  gst_object_unref(pipeline);
  return num_frames;
}

TEST(RunnerProcess, StopFinishesFiles) {
  const TemporaryFile file("stopped.mkv");
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"is-live=true"})
      .element("filter", "capsfilter", {"caps=video/x-raw,width=64,height=48,framerate=50/1"})
      .element("encoder", "jpegenc")
      .element("muxer", "matroskamux")
      .element("sink", "filesink", {"location=" + file.path()})
      .chain({"source", "filter", "encoder", "muxer", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(2).buffers() >= 10;
  });
  ASSERT_TRUE(runner.request(stop_request(5000)).has_done());
  EXPECT_GE(count_frames(file.path()), 10);
  for (const runner::Message& message : runner.history()) {
    EXPECT_FALSE(message.notification().has_end_of_stream()) << "that was asked for";
  }
}

TEST(RunnerProcess, StopFinishesFilesOfAPausedPipeline) {
  const TemporaryFile file("paused.mkv");
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "videotestsrc")
      .element("filter", "capsfilter", {"caps=video/x-raw,width=64,height=48,framerate=50/1"})
      .element("encoder", "jpegenc")
      .element("muxer", "matroskamux")
      .element("sink", "filesink", {"location=" + file.path()})
      .chain({"source", "filter", "encoder", "muxer", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  runner.await_notification(state_is(runner::PAUSED));
  ASSERT_TRUE(runner.request(stop_request(5000)).has_done());
  EXPECT_GE(count_frames(file.path()), 1);
}

TEST(RunnerProcess, StopTwiceIsOneStop) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const std::uint32_t first = runner.send(stop_request(5000));
  const std::uint32_t second = runner.send(stop_request(0));
  EXPECT_TRUE(runner.await_response(first).has_done());
  EXPECT_TRUE(runner.await_response(second).has_done());
  EXPECT_TRUE(runner.request(stop_request(0)).has_done());
  EXPECT_EQ(runner.request(play_request()).error().code(), runner::INVALID_STATE);
}

/// The sink takes the buffer when the pipeline plays, and it plays when the sink has the buffer.
TEST(RunnerProcess, StopWaitsForASourceThatWaitsForPlaying) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "lastbuffersrc").element("sink", "fakesink").chain({"source", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  ASSERT_TRUE(runner.request(stop_request(30000)).has_done());
  EXPECT_TRUE(std::ranges::any_of(runner.history(), [](const runner::Message& message) {
    return message.has_notification() && state_is(runner::PLAYING)(message.notification());
  })) << "the end came by force";
}

/// The source asks its thread for EOS while the sink keeps that until the buffer's time.
TEST(RunnerProcess, StopsByForceWhileASourceIsAskedForEos) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "lastbuffersrc")
      .element("sink", "fakesink", {"sync=true", "ts-offset=3600000000000"})
      .chain({"source", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const std::uint32_t gentle = runner.send(stop_request(60000));
  runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(0).buffers() > 0;
  });
  EXPECT_TRUE(runner.request(stop_request(0)).has_done());
  EXPECT_TRUE(runner.await_response(gentle).has_done());
}

TEST(RunnerProcess, SetsPropertiesWhilePlaying) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  EXPECT_EQ(
      runner.request(set_property_request("source", "pattern", "snow")).set_property().value(),
      "snow");
  EXPECT_EQ(
      runner.request(set_property_request("filter", "caps", "video/x-raw")).set_property().value(),
      "video/x-raw");
  const runner::Error unknown =
      runner.request(set_property_request("source", "patern", "snow")).error();
  EXPECT_EQ(unknown.code(), runner::NO_SUCH_PROPERTY);
  EXPECT_EQ(unknown.element(), "source");
  EXPECT_EQ(unknown.property(), "patern");
  EXPECT_NE(unknown.message().find("'pattern'"), std::string::npos) << unknown.message();
  const runner::Error invalid =
      runner.request(set_property_request("source", "pattern", "snowy")).error();
  EXPECT_EQ(invalid.code(), runner::INVALID_PROPERTY_VALUE);
  const runner::Error element =
      runner.request(set_property_request("sauce", "pattern", "snow")).error();
  EXPECT_EQ(element.code(), runner::NO_SUCH_ELEMENT);
  EXPECT_NE(element.message().find("'source'"), std::string::npos) << element.message();
}

TEST(RunnerProcess, RefusesWhatMakesNoSense) {
  RunnerProcess runner;
  EXPECT_EQ(runner.request(runner::Request()).error().code(), runner::BAD_REQUEST);
  EXPECT_EQ(runner.request(play_request()).error().code(), runner::INVALID_STATE);
  EXPECT_EQ(runner.request(stop_request(0)).error().code(), runner::INVALID_STATE);
  EXPECT_EQ(runner.request(PlanBuilder().build()).error().code(), runner::BAD_REQUEST);
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  EXPECT_EQ(runner.request(endless_plan().build()).error().code(), runner::INVALID_STATE);

  runner::Request taps;
  taps.mutable_set_metadata_taps()->add_pad_indexes(7);
  EXPECT_EQ(runner.request(taps).error().code(), runner::NO_SUCH_PAD);
  runner::Request viewer;
  viewer.mutable_attach_viewer()->set_viewer_id("viewer");
  viewer.mutable_attach_viewer()->set_pad_index(7);
  EXPECT_EQ(runner.request(viewer).error().code(), runner::NO_SUCH_PAD);
  runner::Request answer;
  answer.mutable_answer_viewer()->set_viewer_id("nobody");
  EXPECT_EQ(runner.request(answer).error().code(), runner::BAD_REQUEST);
  runner::Request candidate;
  candidate.mutable_add_ice_candidate()->set_viewer_id("nobody");
  EXPECT_EQ(runner.request(candidate).error().code(), runner::BAD_REQUEST);
  runner::Request detach;
  detach.mutable_detach_viewer()->set_viewer_id("nobody");
  EXPECT_EQ(runner.request(detach).error().code(), runner::BAD_REQUEST);
}

TEST(RunnerProcess, BuildsAgainAfterAFailure) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "videotestsrk").element("sink", "fakesink").chain({"source", "sink"});
  const runner::Error error = runner.request(plan.build()).error();
  EXPECT_EQ(error.code(), runner::NO_SUCH_ELEMENT_FACTORY);
  EXPECT_EQ(error.element(), "source");
  EXPECT_NE(error.message().find("'videotestsrc'"), std::string::npos) << error.message();
  EXPECT_TRUE(runner.request(endless_plan().build()).has_build());
}

TEST(RunnerProcess, BuildsAgainAfterAnElementDidNotGetReady) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("camera", "v4l2src", {"device=/dev/null"})
      .element("sink", "fakesink")
      .chain({"camera", "sink"});
  const runner::Error error = runner.request(plan.build()).error();
  if (error.code() == runner::NO_SUCH_ELEMENT_FACTORY) GTEST_SKIP() << "no v4l2src here";
  EXPECT_EQ(error.code(), runner::STATE_CHANGE_FAILED);
  EXPECT_EQ(error.element(), "camera");
  EXPECT_NE(error.message().find("/dev/null"), std::string::npos) << error.message();
  EXPECT_TRUE(runner.request(endless_plan().build()).has_build());
}

TEST(RunnerProcess, AMissingFileFailsOnItsElement) {
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "filesrc", {"location=/nowhere/at/all.mp4"})
      .element("sink", "fakesink")
      .chain({"source", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  const runner::Error error = runner.request(play_request()).error();
  EXPECT_EQ(error.code(), runner::STATE_CHANGE_FAILED);
  EXPECT_EQ(error.element(), "source");
  EXPECT_NE(error.message().find("/nowhere/at/all.mp4"), std::string::npos) << error.message();
  const runner::BusMessage message =
      runner.await_notification(is_bus_message(runner::ERROR)).bus_message();
  EXPECT_EQ(message.element(), "source");
  EXPECT_EQ(message.domain(), "gst-resource-error-quark");
  EXPECT_EQ(message.code(), GST_RESOURCE_ERROR_NOT_FOUND);
  EXPECT_FALSE(message.debug().empty());
  EXPECT_TRUE(runner.request(stop_request(1000)).has_done());
}

TEST(RunnerProcess, ACorruptFileIsReportedByThePlansElement) {
  const TemporaryFile file("corrupt.mp4");
  std::ofstream(file.path()) << "this is no video at all, whatever its name says";
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "filesrc", {"location=" + file.path()})
      .element("decoder", "decodebin")
      .element("sink", "fakesink")
      .link("source", "decoder")
      .link("decoder.src_%u", "sink.sink");
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  runner.request(play_request());
  const runner::BusMessage message =
      runner.await_notification(is_bus_message(runner::ERROR)).bus_message();
  EXPECT_EQ(message.element(), "decoder");  // posted by an element inside of it
  EXPECT_NE(message.source_path(), "/GstPipeline:pipeline/GstDecodeBin:decoder");
}

TEST(RunnerProcess, EndsWithItsChannelWhilePlaying) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.close_channel();
  EXPECT_EQ(runner.await_exit(), 0);
}

TEST(RunnerProcess, EndsWithItsChannelWhileAStateChangeBlocks) {
  const TemporaryFile fifo("blocking.fifo");
  ASSERT_EQ(::mkfifo(fifo.path().c_str(), 0600), 0);
  RunnerProcess runner;
  PlanBuilder plan;
  plan.element("source", "filesrc", {"location=" + fifo.path()})
      .element("sink", "fakesink")
      .chain({"source", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  const std::uint32_t play = runner.send(play_request());  // opening a fifo waits for its writer
  // Other requests are answered meanwhile.
  EXPECT_TRUE(runner.request(set_property_request("sink", "silent", "false")).has_set_property());
  for (const runner::Message& message : runner.history()) {
    EXPECT_NE(message.response().id(), play) << "the fifo did not block";
  }
  runner.close_channel();
  EXPECT_EQ(runner.await_exit(), 0);
}

TEST(RunnerProcess, EndsOnSigterm) {
  RunnerProcess runner;
  ASSERT_TRUE(runner.request(endless_plan().build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  ::kill(runner.pid(), SIGTERM);
  EXPECT_EQ(runner.await_exit(), 0);
}

TEST(RunnerProcess, LeavesCtrlCToTheServer) {
  RunnerProcess runner;
  ::kill(runner.pid(), SIGINT);
  EXPECT_TRUE(runner.request(endless_plan().build()).has_build());
}

TEST(RunnerProcess, ExitCodesTellWhatIsWrong) {
  RunnerProcess without_channel({.with_channel = false});
  EXPECT_EQ(without_channel.await_exit(), 41);
  RunnerProcess with_bad_argument({.arguments = {"--speed=11"}, .await_ready = false});
  EXPECT_EQ(with_bad_argument.await_exit(), 42);
  RunnerProcess with_empty_frame;
  with_empty_frame.send_bytes(std::string(4, '\0'));
  EXPECT_EQ(with_empty_frame.await_exit(), 41);
  RunnerProcess with_huge_frame;
  with_huge_frame.send_bytes("\xff\xff\xff\x7f\x01");
  EXPECT_EQ(with_huge_frame.await_exit(), 41);
  RunnerProcess with_garbage;
  with_garbage.send_bytes(std::string("\x04\0\0\0\x01\xff\xff\xff", 8));
  EXPECT_EQ(with_garbage.await_exit(), 41);
}

TEST(RunnerProcess, SaysWhenARuntimeIsNotThere) {
  RunnerProcess runner({.arguments = {"--standin", "/nowhere"}});
  runner::Request request = endless_plan().build();
  request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
  const runner::Error error = runner.request(request).error();
  EXPECT_EQ(error.code(), runner::RUNTIME_UNAVAILABLE);
  EXPECT_NE(error.message().find("/nowhere/libgstpipewrightstandin.so"), std::string::npos);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  setenv("GST_PLUGIN_PATH", PIPEWRIGHT_TEST_PLUGINS, 1);
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
