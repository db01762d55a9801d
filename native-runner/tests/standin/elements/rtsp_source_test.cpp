// SPDX-License-Identifier: Apache-2.0
// nvurisrcbin against a real RTSP server on the loopback interface.
#include <gst/rtsp-server/rtsp-server.h>
#include <gtest/gtest.h>

#include <thread>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::Outcome;
using testing::Pipeline;

/// A camera at rtsp://127.0.0.1:<port>/camera with its own main loop.
class Camera {
 public:
  explicit Camera(int port = 0) {
    context_ = g_main_context_new();
    loop_ = g_main_loop_new(context_, FALSE);
    server_ = gst_rtsp_server_new();
    gst_rtsp_server_set_address(server_, "127.0.0.1");
    gst_rtsp_server_set_service(server_, std::to_string(port).c_str());
    GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
    gst_rtsp_media_factory_set_launch(factory,
                                      "( videotestsrc is-live=true pattern=white ! "
                                      "video/x-raw,width=320,height=240,framerate=30/1 ! "
                                      "x264enc tune=zerolatency speed-preset=ultrafast "
                                      "key-int-max=15 ! rtph264pay name=pay0 pt=96 )");
    gst_rtsp_media_factory_set_shared(factory, TRUE);
    GstRTSPMountPoints* mounts = gst_rtsp_server_get_mount_points(server_);
    gst_rtsp_mount_points_add_factory(mounts, "/camera", factory);
    g_object_unref(mounts);
    source_id_ = gst_rtsp_server_attach(server_, context_);
    EXPECT_NE(source_id_, 0U);
    port_ = gst_rtsp_server_get_bound_port(server_);
    thread_ = std::thread([this] { g_main_loop_run(loop_); });
  }

  ~Camera() {
    g_main_context_invoke(
        context_,
        [](gpointer data) -> gboolean {
          auto& self = *static_cast<Camera*>(data);
          g_source_destroy(g_main_context_find_source_by_id(self.context_, self.source_id_));
          gst_rtsp_server_client_filter(
              self.server_,
              [](GstRTSPServer*, GstRTSPClient*, gpointer) { return GST_RTSP_FILTER_REMOVE; },
              nullptr);
          g_main_loop_quit(self.loop_);
          return G_SOURCE_REMOVE;
        },
        this);
    thread_.join();
    g_object_unref(server_);
    g_main_loop_unref(loop_);
    g_main_context_unref(context_);
  }

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string uri() const {
    return "rtsp://127.0.0.1:" + std::to_string(port_) + "/camera";
  }

 private:
  GMainContext* context_;
  GMainLoop* loop_;
  GstRTSPServer* server_;
  guint source_id_ = 0;
  int port_ = 0;
  std::thread thread_;
};

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
}

}  // namespace
}  // namespace pipewright::standin
