// SPDX-License-Identifier: Apache-2.0
// A real RTSP server on the loopback interface.
#pragma once

#include <gst/rtsp-server/rtsp-server.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace pipewright::standin::testing {

/// A camera at rtsp://127.0.0.1:<port>/camera with its own main loop.
class Camera {
 public:
  explicit Camera(int port = 0) {
    context_ = g_main_context_new();
    loop_ = g_main_loop_new(context_, FALSE);
    server_ = gst_rtsp_server_new();
    gst_rtsp_server_set_address(server_, "127.0.0.1");
    gst_rtsp_server_set_service(server_, std::to_string(port).c_str());
    // The thread that serves clients also closes them: the library's connections need that.
    GstRTSPThreadPool* threads = gst_rtsp_server_get_thread_pool(server_);
    gst_rtsp_thread_pool_set_max_threads(threads, 0);
    g_object_unref(threads);
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

}  // namespace pipewright::standin::testing
