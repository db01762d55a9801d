// SPDX-License-Identifier: Apache-2.0
// Sources that join and leave a muxer while the pipeline plays.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include "common/gst_ptr.hpp"
#include "runner/commands/seek.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

constexpr const char* kNvmm =
    "caps=video/x-raw(memory:NVMM),format=NV12,width=320,height=180,framerate=30/1";

/// Its pattern moves: videotestsrc keeps the picture of one that stands still, and may be copying
/// it while a test changes the pattern.
void add_camera(PlanBuilder& plan, const std::string& number,
                std::vector<std::string> properties = {"is-live=true"}) {
  properties.emplace_back("pattern=ball");
  plan.element("camera" + number, "videotestsrc", properties)
      .element("converter" + number, "nvvideoconvert")
      .element("filter" + number, "capsfilter", {kNvmm})
      .chain({"camera" + number, "converter" + number, "filter" + number})
      .link("filter" + number, "mux.sink_" + number);
}

std::vector<std::string> camera_elements(const std::string& number) {
  return {"camera" + number, "converter" + number, "filter" + number};
}

PlanBuilder mux_plan(const std::vector<std::string>& properties = {"is-live=true"}) {
  PlanBuilder plan;
  plan.element("mux", "nvstreammux",
               {"batch-size=4", "width=320", "height=180", "batched-push-timeout=40000"})
      .element("sink", "fakesink", {"sync=false", "async=false"})
      .link("mux", "sink");
  add_camera(plan, "0", properties);
  return plan;
}

runner::Request add_request(const PlanBuilder& fragment) {
  runner::Request request;
  *request.mutable_add_elements()->mutable_elements() = fragment.plan().elements();
  *request.mutable_add_elements()->mutable_links() = fragment.plan().links();
  return request;
}

runner::Request remove_request(const std::vector<std::string>& names) {
  runner::Request request;
  for (const std::string& name : names) request.mutable_remove_elements()->add_elements(name);
  return request;
}

class LiveSources : public testing::Test {
 protected:
  void play(const PlanBuilder& plan) {
    runner::Request request = plan.build();
    request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
    built = runner.request(request);
    ASSERT_TRUE(built.has_build()) << built.DebugString();
    ASSERT_TRUE(runner.request(play_request()).has_done());
    runner.await_notification(state_is(runner::PLAYING));
  }

  /// Waits until frames of a source come out of the mux, more than `num_before` of them.
  std::uint64_t await_frames(std::uint32_t source_id, std::uint64_t num_before) {
    std::uint64_t num_frames = 0;
    runner.await_telemetry([&](const telemetry::Telemetry& message) {
      for (const telemetry::PadSample& pad : message.sample().pads()) {
        if (pad.pad_index() != 0) continue;
        for (const telemetry::StreamSample& stream : pad.streams()) {
          if (stream.source_id() == source_id) num_frames = stream.frames();
        }
      }
      return num_frames > num_before;
    });
    return num_frames;
  }

  RunnerProcess runner;
  runner::Response built;
};

TEST_F(LiveSources, JoinAndLeaveWhilePlaying) {
  play(mux_plan());
  await_frames(0, 0);

  PlanBuilder fragment;
  add_camera(fragment, "1");
  const runner::Response added = runner.request(add_request(fragment));
  ASSERT_TRUE(added.has_add_elements()) << added.DebugString();
  ASSERT_EQ(added.add_elements().pads_size(), 3);
  const runner::WatchedPad& into_mux = added.add_elements().pads(2);
  EXPECT_EQ(into_mux.link_id(), "filter1->mux.sink_1");
  EXPECT_EQ(into_mux.element(), "filter1");
  EXPECT_EQ(into_mux.index(), static_cast<std::uint32_t>(built.build().pads_size()) + 2);
  const std::uint64_t of_first = await_frames(1, 0);
  // Its own links are counted too.
  runner.await_telemetry([&](const telemetry::Telemetry& message) {
    for (const telemetry::PadSample& pad : message.sample().pads()) {
      if (pad.pad_index() == into_mux.index()) return pad.buffers() > 0;
    }
    return false;
  });
  EXPECT_EQ(
      runner.request(set_property_request("camera1", "pattern", "snow")).set_property().value(),
      "snow");

  const runner::Response removed = runner.request(remove_request(camera_elements("1")));
  ASSERT_TRUE(removed.has_remove_elements()) << removed.DebugString();
  EXPECT_EQ(removed.remove_elements().pad_indexes_size(), 3);
  EXPECT_EQ(runner.request(set_property_request("camera1", "pattern", "snow")).error().code(),
            runner::NO_SUCH_ELEMENT);
  await_frames(0, await_frames(0, 0) + 3);

  // The same names and pad can come again.
  const runner::Response again = runner.request(add_request(fragment));
  ASSERT_TRUE(again.has_add_elements()) << again.DebugString();
  EXPECT_GT(again.add_elements().pads(0).index(), into_mux.index());
  await_frames(1, of_first);
  EXPECT_FALSE(runner.take_notification(is_bus_message(runner::ERROR)));
  EXPECT_TRUE(runner.request(stop_request(5000)).has_done());
}

TEST_F(LiveSources, LeaveAPausedPipeline) {
  PlanBuilder plan = mux_plan({"is-live=false"});
  add_camera(plan, "1", {"is-live=false"});
  play(plan);
  await_frames(1, 0);
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  const runner::Response removed = runner.request(remove_request(camera_elements("1")));
  ASSERT_TRUE(removed.has_remove_elements()) << removed.DebugString();
  ASSERT_TRUE(runner.request(play_request()).has_done());
  await_frames(0, await_frames(0, 0) + 3);
  EXPECT_FALSE(runner.take_notification(is_bus_message(runner::ERROR)));
}

TEST_F(LiveSources, LeaveOtherMuxersOnlyWhilePlaying) {
  PlanBuilder plan;
  plan.element("funnel", "funnel").element("sink", "fakesink", {"async=false"});
  for (const char* source : {"first", "second"}) {
    plan.element(source, "videotestsrc").link(source, "funnel.sink_%u");
  }
  plan.chain({"funnel", "sink"});
  play(plan);
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  runner.await_notification(state_is(runner::PAUSED));
  const runner::Error error = runner.request(remove_request({"second"})).error();
  EXPECT_EQ(error.code(), runner::INVALID_STATE);
  EXPECT_NE(error.message().find("Play it first"), std::string::npos) << error.message();
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(state_is(runner::PLAYING));
  const runner::Response removed = runner.request(remove_request({"second"}));
  EXPECT_TRUE(removed.has_remove_elements()) << removed.DebugString();
}

TEST_F(LiveSources, AFailedAdditionChangesNothing) {
  play(mux_plan());
  PlanBuilder unknown;
  unknown.element("camera1", "videotestsrk");
  EXPECT_EQ(runner.request(add_request(unknown)).error().code(), runner::NO_SUCH_ELEMENT_FACTORY);

  PlanBuilder unlinkable;
  unlinkable.element("camera1", "audiotestsrc").link("camera1", "mux.sink_1");
  const runner::Error unlinked = runner.request(add_request(unlinkable)).error();
  EXPECT_EQ(unlinked.code(), runner::LINK_FAILED);

  PlanBuilder missing;
  missing.element("camera1", "filesrc", {"location=/nowhere/at/all.raw"})
      .element("parser", "rawvideoparse", {"width=320", "height=180"})
      .element("converter1", "nvvideoconvert")
      .element("filter1", "capsfilter", {kNvmm})
      .chain({"camera1", "parser", "converter1", "filter1"})
      .link("filter1", "mux.sink_1");
  const runner::Error error = runner.request(add_request(missing)).error();
  EXPECT_EQ(error.code(), runner::STATE_CHANGE_FAILED);
  EXPECT_EQ(error.element(), "camera1");
  EXPECT_NE(error.message().find("/nowhere/at/all.raw"), std::string::npos) << error.message();
  EXPECT_FALSE(runner.take_notification(is_bus_message(runner::ERROR))) << "the run has not failed";

  PlanBuilder fragment;
  add_camera(fragment, "1");
  ASSERT_TRUE(runner.request(add_request(fragment)).has_add_elements());
  await_frames(1, 0);
}

TEST_F(LiveSources, OnlyWholeSourcesLeave) {
  play(mux_plan());
  EXPECT_EQ(runner.request(remove_request({})).error().code(), runner::BAD_REQUEST);
  EXPECT_EQ(runner.request(remove_request({"camera9"})).error().code(), runner::NO_SUCH_ELEMENT);
  const runner::Error tail = runner.request(remove_request({"filter0"})).error();
  EXPECT_EQ(tail.code(), runner::BAD_REQUEST);
  EXPECT_NE(tail.message().find("'converter0'"), std::string::npos) << tail.message();
  const runner::Error head = runner.request(remove_request({"camera0"})).error();
  EXPECT_EQ(head.code(), runner::BAD_REQUEST);
  EXPECT_NE(head.message().find("'converter0'"), std::string::npos) << head.message();
  EXPECT_TRUE(
      runner.request(set_property_request("camera0", "pattern", "snow")).has_set_property());
}

TEST_F(LiveSources, BatchesCanBeSoughtAndStepped) {
  PlanBuilder plan = mux_plan({"num-buffers=300"});
  add_camera(plan, "1", {"num-buffers=300"});
  runner::Request request = plan.build();
  request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
  ASSERT_TRUE(runner.request(request).has_build());
  ASSERT_TRUE(runner.request(pause_request()).has_done());
  // The sink does not wait for its first frame, before which no source knows its length.
  await_frames(0, 0);
  runner::Request seek;
  seek.mutable_seek()->set_position_ns(5'000'000'000);
  seek.mutable_seek()->set_flush(true);
  seek.mutable_seek()->set_accurate(true);
  const runner::Response there = runner.request(seek);
  ASSERT_TRUE(there.has_position()) << there.DebugString();
  EXPECT_EQ(there.position().sources_size(), 2);
  EXPECT_EQ(there.position().duration_ns(), 10'000'000'000u);
  EXPECT_GE(there.position().position_ns(), 5'000'000'000u);
  ASSERT_TRUE(runner.request(play_request()).has_done());
  runner.await_notification(is_end_of_stream());
}

TEST_F(LiveSources, SnapshotsOfOneStreamAndOfTheBatch) {
  PlanBuilder plan = mux_plan();
  add_camera(plan, "1");
  play(plan);
  runner::Request request;
  request.mutable_take_snapshot()->set_pad_index(0);
  request.mutable_take_snapshot()->set_stream(1);
  request.mutable_take_snapshot()->set_timeout_ms(20'000);
  const runner::Response one = runner.request(request);
  ASSERT_TRUE(one.has_take_snapshot()) << one.DebugString();
  EXPECT_EQ(one.take_snapshot().width(), 320u);
  EXPECT_EQ(one.take_snapshot().height(), 180u);
  request.mutable_take_snapshot()->set_stream(-1);
  const runner::Response tiled = runner.request(request);
  ASSERT_TRUE(tiled.has_take_snapshot()) << tiled.DebugString();
  EXPECT_EQ(tiled.take_snapshot().width(), 640u);
  EXPECT_EQ(tiled.take_snapshot().height(), 360u);
}

/// The way for muxers that pass no seek on, as DeepStream's do.
TEST(SeekFromMuxers, MovesEachSourceAndLeavesWhatIsBehindAlone) {
  GError* raw_error = nullptr;
  const ElementPtr pipeline = share_object(gst_parse_launch(
      "nvstreammux name=mux batch-size=1 width=320 height=180 ! fakesink sync=true "
      "videotestsrc num-buffers=300 ! nvvideoconvert ! "
      "video/x-raw(memory:NVMM),format=NV12,width=320,height=180,framerate=30/1 ! mux.sink_0",
      &raw_error));
  ASSERT_EQ(raw_error, nullptr);
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  ASSERT_EQ(gst_element_get_state(pipeline.get(), nullptr, nullptr, 30 * GST_SECOND),
            GST_STATE_CHANGE_SUCCESS);
  runner::Seek request;
  request.set_position_ns(9 * GST_SECOND);
  request.set_flush(true);
  request.set_accurate(true);
  const auto sought = seek(pipeline.get(), request, 1, SeekWay::kFromMuxers);
  ASSERT_TRUE(sought) << sought.error().message();
  EXPECT_GE(sought.value().position_ns(), 9 * GST_SECOND);
  const auto ends = find_stream_ends(pipeline.get());
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_TRUE(ends.front().is_before_muxer);
  EXPECT_FALSE(has_muxer_that_keeps_seeks(ends)) << "the stand-in's passes them on";
  EXPECT_GT(gst_pad_get_offset(ends.front().pad.get()), 0) << "the second round comes later";
  const BusPtr bus(gst_element_get_bus(pipeline.get()));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus.get(), 60 * GST_SECOND,
                                 static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  ASSERT_TRUE(message);
  EXPECT_EQ(GST_MESSAGE_TYPE(message.get()), GST_MESSAGE_EOS);
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // For the pipelines of this very process; the runner loads the plugin itself.
  setenv("GST_PLUGIN_PATH", PIPEWRIGHT_STANDIN_FOLDER, 1);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
