// SPDX-License-Identifier: Apache-2.0
// Previews from the pad to the decoded picture, over real WebRTC connections.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "preview_peer.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

runner::Request attach_request(const std::string& viewer_id, std::uint32_t pad_index, int stream,
                               std::uint32_t max_width = 0) {
  runner::Request request;
  runner::AttachViewer& attach = *request.mutable_attach_viewer();
  attach.set_viewer_id(viewer_id);
  attach.set_pad_index(pad_index);
  attach.set_stream(stream);
  attach.set_max_width(max_width);
  return request;
}

runner::Request detach_request(const std::string& viewer_id) {
  runner::Request request;
  request.mutable_detach_viewer()->set_viewer_id(viewer_id);
  return request;
}

PlanBuilder camera_plan(const std::string& caps) {
  PlanBuilder plan;
  plan.element("camera", "videotestsrc", {"is-live=true", "pattern=ball"})
      .element("filter", "capsfilter", {"caps=" + caps})
      .element("sink", "fakesink")
      .chain({"camera", "filter", "sink"});
  return plan;
}

class Preview : public testing::Test {
 protected:
  /// Builds and plays; skips the test where no preview can be had.
  void play(const PlanBuilder& plan) {
    const runner::Response built = runner.request(plan.build());
    ASSERT_TRUE(built.has_build()) << built.DebugString();
    codec = built.build().preview_codec();
    if (codec.empty()) GTEST_SKIP() << "no encoder or no webrtcbin";
    ASSERT_TRUE(runner.request(play_request()).has_done());
  }

  /// Timestamps of all PreviewFrames so far, and the last of these.
  std::set<std::uint32_t> preview_timestamps() {
    std::set<std::uint32_t> timestamps;
    for (const telemetry::Telemetry& message : runner.telemetry()) {
      if (!message.has_preview_frame()) continue;
      timestamps.insert(message.preview_frame().rtp_timestamp());
      last_frame = message.preview_frame();
    }
    return timestamps;
  }

  RunnerProcess runner;
  std::string codec;
  telemetry::PreviewFrame last_frame;
};

TEST_F(Preview, ShowsSystemMemoryScaledToTheLimit) {
  play(camera_plan("video/x-raw,format=RGB,width=640,height=480,framerate=30/1"));
  const runner::Response attached = runner.request(attach_request("viewer", 1, -1, 320));
  ASSERT_TRUE(attached.has_attach_viewer()) << attached.DebugString();
  EXPECT_FALSE(attached.attach_viewer().codec().empty());
  PreviewPeer peer(runner, "viewer");
  ASSERT_TRUE(peer.watch(20));
  EXPECT_EQ(peer.width(), 320);
  EXPECT_EQ(peer.height(), 240);
  RecordProperty("first_picture_ms", static_cast<int>(peer.time_to_first_picture().count()));

  // Every picture that arrived was announced with its very timestamp.
  // One may arrive before its announcement has been read.
  const std::set<std::uint32_t> received = peer.rtp_timestamps();
  constexpr int kMostMessages = 200;
  for (int i = 0; i < kMostMessages && !std::ranges::includes(preview_timestamps(), received);
       ++i) {
    runner.pump();
  }
  EXPECT_TRUE(std::ranges::includes(preview_timestamps(), received));
  EXPECT_EQ(last_frame.pad_index(), 1u);
  EXPECT_EQ(last_frame.stream(), -1);
  EXPECT_EQ(last_frame.width(), 320u);
  EXPECT_EQ(last_frame.height(), 240u);
}

TEST_F(Preview, ViewersShareAnEncoder) {
  play(camera_plan("video/x-raw,format=I420,width=320,height=240,framerate=30/1"));
  ASSERT_TRUE(runner.request(attach_request("first", 1, -1)).has_attach_viewer());
  PreviewPeer first(runner, "first");
  ASSERT_TRUE(first.watch(5));
  ASSERT_TRUE(runner.request(attach_request("second", 1, -1)).has_attach_viewer());
  PreviewPeer second(runner, "second");
  ASSERT_TRUE(second.watch(5));
  const std::set<std::uint32_t> of_first = first.rtp_timestamps();
  unsigned num_shared = 0;
  for (const std::uint32_t timestamp : second.rtp_timestamps()) {
    num_shared += of_first.contains(timestamp) ? 1 : 0;
  }
  EXPECT_GT(num_shared, 0u);

  // One leaves, the other goes on; all leave, and no picture is encoded any more.
  ASSERT_TRUE(runner.request(detach_request("first")).has_done());
  const unsigned before = second.num_decoded();
  ASSERT_TRUE(second.watch(before + 5));
  ASSERT_TRUE(runner.request(detach_request("second")).has_done());
  EXPECT_EQ(runner.request(detach_request("second")).error().code(), runner::BAD_REQUEST);
  runner.telemetry().clear();
  for (int i = 0; i < 4; ++i) {
    runner.await_telemetry([](const telemetry::Telemetry& message) {
      EXPECT_FALSE(message.has_preview_frame());
      return message.has_sample();
    });
  }
}

TEST_F(Preview, AnswersOffersWithTheirPayloadTypes) {
  play(camera_plan("video/x-raw,format=I420,width=320,height=240,framerate=30/1"));
  ASSERT_TRUE(runner.request(attach_request("offered", 1, -1)).has_attach_viewer());
  PreviewPeer offered(runner, "offered");
  ASSERT_TRUE(offered.watch(3));

  // Beside a viewer that was made an offer, and by the same encoder, two that number otherwise.
  for (const int payload_type : {102, 117}) {
    const std::string id = "offers-" + std::to_string(payload_type);
    PreviewPeer peer(runner, id);
    runner::Request request = attach_request(id, 1, -1);
    request.mutable_attach_viewer()->set_offer(peer.make_offer(codec, payload_type));
    const runner::Response attached = runner.request(request);
    ASSERT_TRUE(attached.has_attach_viewer()) << attached.DebugString();
    ASSERT_TRUE(peer.watch(5));
    EXPECT_EQ(peer.width(), 320);
    ASSERT_TRUE(runner.request(detach_request(id)).has_done());
  }
  ASSERT_TRUE(offered.watch(offered.num_decoded() + 3));
}

TEST_F(Preview, RefusesOffersWithoutItsCodec) {
  play(camera_plan("video/x-raw,format=I420,width=320,height=240,framerate=30/1"));
  const std::string no_video = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
  const std::string other = no_video +
                            "m=video 9 UDP/TLS/RTP/SAVPF 98\r\nc=IN IP4 0.0.0.0\r\n"
                            "a=rtpmap:98 AV1/90000\r\na=recvonly\r\n";
  for (const std::string& offer : {std::string("no SDP"), no_video, other}) {
    runner::Request request = attach_request("viewer", 1, -1);
    request.mutable_attach_viewer()->set_offer(offer);
    ASSERT_TRUE(runner.request(request).has_attach_viewer());
    const runner::ViewerEnded ended =
        runner
            .await_notification([](const runner::Notification& notification) {
              return notification.has_viewer_ended();
            })
            .viewer_ended();
    EXPECT_NE(ended.reason().find(codec), std::string::npos) << ended.reason();
  }
}

TEST_F(Preview, StopEndsViewers) {
  play(camera_plan("video/x-raw,format=I420,width=320,height=240,framerate=30/1"));
  ASSERT_TRUE(runner.request(attach_request("viewer", 1, -1)).has_attach_viewer());
  PreviewPeer peer(runner, "viewer");
  ASSERT_TRUE(peer.watch(3));
  ASSERT_TRUE(runner.request(stop_request(2000)).has_done());
  const runner::ViewerEnded ended =
      runner
          .await_notification([](const runner::Notification& notification) {
            return notification.has_viewer_ended();
          })
          .viewer_ended();
  EXPECT_EQ(ended.viewer_id(), "viewer");
  EXPECT_FALSE(ended.reason().empty());
  EXPECT_EQ(runner.request(attach_request("late", 1, -1)).error().code(),
            runner::PREVIEW_UNAVAILABLE);
}

TEST_F(Preview, DoesNotHoldThePipelineUp) {
  // As fast as it can, far more pictures than any encoder takes.
  PlanBuilder plan;
  plan.element("camera", "videotestsrc", {"pattern=black"})
      .element("filter", "capsfilter", {"caps=video/x-raw,format=I420,width=640,height=480"})
      .element("sink", "fakesink", {"sync=false"})
      .chain({"camera", "filter", "sink"});
  play(plan);
  ASSERT_TRUE(runner.request(attach_request("viewer", 1, -1)).has_attach_viewer());
  PreviewPeer peer(runner, "viewer");
  ASSERT_TRUE(peer.watch(10));
  // The rate while somebody watches, so of samples that begin after the first pictures arrived.
  std::uint64_t watched_since = 0;
  for (const telemetry::Telemetry& message : runner.telemetry()) {
    watched_since = std::max(watched_since, message.sample().monotonic_ns());
  }
  runner.await_telemetry([&](const telemetry::Telemetry& message) {
    return message.sample().monotonic_ns() > watched_since &&
           message.sample().pads(1).buffers_per_s() > 60;
  });
}

TEST_F(Preview, RefusesWhatIsNoRawVideo) {
  PlanBuilder plan;
  plan.element("camera", "videotestsrc", {"is-live=true"})
      .element("encoder", "jpegenc")
      .element("sink", "fakesink")
      .chain({"camera", "encoder", "sink"});
  play(plan);
  runner.await_telemetry([](const telemetry::Telemetry& message) {
    return message.has_sample() && message.sample().pads(1).buffers() > 0;
  });
  const runner::Error error = runner.request(attach_request("viewer", 1, -1)).error();
  EXPECT_EQ(error.code(), runner::PREVIEW_UNAVAILABLE);
  EXPECT_EQ(error.element(), "encoder");
  EXPECT_NE(error.message().find("image/jpeg"), std::string::npos) << error.message();
}

TEST_F(Preview, RefusesWrongViewers) {
  play(camera_plan("video/x-raw,format=I420,width=320,height=240,framerate=30/1"));
  EXPECT_EQ(runner.request(attach_request("", 1, -1)).error().code(), runner::BAD_REQUEST);
  EXPECT_EQ(runner.request(attach_request("viewer", 1, -2)).error().code(), runner::BAD_REQUEST);
  ASSERT_TRUE(runner.request(attach_request("viewer", 1, -1)).has_attach_viewer());
  EXPECT_EQ(runner.request(attach_request("viewer", 0, -1)).error().code(), runner::BAD_REQUEST);
  runner::Request answer;
  answer.mutable_answer_viewer()->set_viewer_id("viewer");
  answer.mutable_answer_viewer()->set_sdp("v=0");
  EXPECT_EQ(runner.request(answer).error().code(), runner::INVALID_STATE);
  runner.await_notification(
      [](const runner::Notification& notification) { return notification.has_viewer_offer(); });
  EXPECT_EQ(runner.request(answer).error().code(), runner::BAD_REQUEST);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  return RUN_ALL_TESTS();
}
