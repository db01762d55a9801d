// SPDX-License-Identifier: Apache-2.0
// nvurisrcbin against a real RTSP server on the loopback interface.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "pipeline.hpp"
#include "rtsp_camera.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::Camera;
using testing::Outcome;
using testing::Pipeline;

TEST(RtspSource, PlaysACamera) {
  const Camera camera;
  Pipeline pipeline("nvurisrcbin select-rtp-protocol=rtp-tcp latency=50 uri=" + camera.uri() +
                    " ! m.sink_0 nvstreammux name=m batch-size=1 width=320 height=240 "
                    "live-source=true batched-push-timeout=40000 ! fakesink name=out sync=true");
  const Outcome outcome = pipeline.run([&] { return pipeline.num_buffers() >= 30; });
  EXPECT_EQ(outcome.error, "");
  const auto buffers = pipeline.buffers();
  ASSERT_GE(buffers.size(), 30U);
  EXPECT_GT(testing::luma(buffers.back().get(), 0, 160, 120), 220);
}

TEST(RtspSource, IsPlayedByNvmultiurisrcbinToo) {
  const Camera camera;
  Pipeline pipeline(
      "nvmultiurisrcbin port=0 select-rtp-protocol=rtp-tcp latency=50 width=320 "
      "height=240 live-source=true batched-push-timeout=40000 max-batch-size=2 "
      "uri-list=" +
      camera.uri() + "," + camera.uri() + " ! fakesink name=out sync=true");
  std::set<unsigned> sources;
  const Outcome outcome = pipeline.run([&] {
    for (const auto& buffer : pipeline.buffers()) {
      for (const NvDsFrameMeta* frame : testing::frame_metas(buffer.get())) {
        sources.insert(frame->source_id);
      }
    }
    return sources.size() == 2;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(sources, (std::set<unsigned>{0, 1}));
}

TEST(RtspSource, SaysThatNobodyAnswers) {
  int port = 0;
  {
    const Camera camera;
    port = camera.port();  // free again once the camera is gone
  }
  Pipeline pipeline("nvurisrcbin name=s select-rtp-protocol=rtp-tcp uri=rtsp://127.0.0.1:" +
                    std::to_string(port) + "/camera ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "s");
  EXPECT_NE(outcome.error.find("rtsp://127.0.0.1"), std::string::npos) << outcome.error;
}

TEST(RtspSource, ConnectsAgainWhenTheCameraComesBack) {
  auto camera = std::make_unique<Camera>();
  const int port = camera->port();
  Pipeline pipeline(
      "nvurisrcbin select-rtp-protocol=rtp-tcp latency=50 rtsp-reconnect-interval=1 uri=" +
      camera->uri() +
      " ! m.sink_0 nvstreammux name=m batch-size=1 width=320 height=240 "
      "live-source=true ! fakesink name=out sync=false");
  std::size_t num_before = 0;
  const Outcome outcome = pipeline.run([&] {
    if (num_before == 0 && pipeline.num_buffers() >= 10) {
      camera.reset();
      num_before = pipeline.num_buffers();
      camera = std::make_unique<Camera>(port);
    }
    return num_before > 0 && pipeline.num_buffers() >= num_before + 20;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_GE(pipeline.num_buffers(), num_before + 20);
}

TEST(RtspSource, EndsWhenAskedToThoughItWouldConnectAgain) {
  const Camera camera;
  Pipeline pipeline(
      "nvurisrcbin name=s select-rtp-protocol=rtp-tcp latency=50 rtsp-reconnect-interval=60 uri=" +
      camera.uri() + " ! fakesink name=out sync=false");
  bool has_asked = false;
  const Outcome outcome = pipeline.run([&] {
    if (!has_asked && pipeline.num_buffers() >= 5) {
      has_asked = true;
      // What it returns says nothing: rtspsrc's control channel may refuse what the video takes.
      gst_element_send_event(pipeline.element("s").get(), gst_event_new_eos());
    }
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
}

TEST(RtspSource, GivesUpAfterTheAllowedAttempts) {
  int port = 0;
  {
    const Camera camera;
    port = camera.port();
  }
  Pipeline pipeline(
      "nvurisrcbin name=s select-rtp-protocol=rtp-tcp rtsp-reconnect-interval=1 "
      "rtsp-reconnect-attempts=1 uri=rtsp://127.0.0.1:" +
      std::to_string(port) + "/camera ! fakesink name=out async=false");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "s");
  EXPECT_NE(outcome.error.find("rtsp-reconnect-attempts"), std::string::npos) << outcome.error;
  EXPECT_TRUE(std::any_of(outcome.notices.begin(), outcome.notices.end(),
                          [](const auto& text) { return text.starts_with("attempt-exceeded"); }));
}

}  // namespace
}  // namespace pipewright::standin
