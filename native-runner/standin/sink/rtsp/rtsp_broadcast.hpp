// SPDX-License-Identifier: Apache-2.0
// An RTSP server for one live broadcast, of which every player gets a medium of its own.
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

#include <memory>
#include <string>
#include <thread>

#include "audience.hpp"
#include "common/result.hpp"

namespace pipewright::standin::rtsp {

/// Listens on all addresses from its making to its end, in a thread of its own. Players come and go
/// without the frames' threads waiting for them.
class RtspBroadcast {
 public:
  struct Settings {
    unsigned port = 0;  ///< 0 takes a free one
    std::string mount_point;
    /// The medium as the media factory's launch line: an appsrc and a payloader per track.
    std::string launch;
  };

  /// The error says what cannot be listened on, and why.
  static Result<std::unique_ptr<RtspBroadcast>, std::string> start(
      const Settings& settings, std::shared_ptr<Audience> audience);
  /// Lets the players go.
  ~RtspBroadcast();
  RtspBroadcast(const RtspBroadcast&) = delete;
  RtspBroadcast& operator=(const RtspBroadcast&) = delete;

  [[nodiscard]] int port() const { return gst_rtsp_server_get_bound_port(server_.get()); }

 private:
  explicit RtspBroadcast(const Settings& settings);
  void offer(const Settings& settings, const std::shared_ptr<Audience>& audience);
  Result<void, std::string> listen(const Settings& settings);

  struct Release {
    void operator()(GMainContext* context) const { g_main_context_unref(context); }
    void operator()(GMainLoop* loop) const { g_main_loop_unref(loop); }
    void operator()(GSource* source) const;
  };
  std::unique_ptr<GMainContext, Release> context_;
  std::unique_ptr<GMainLoop, Release> loop_;
  GstPtr<GstRTSPServer> server_;
  std::unique_ptr<GSource, Release> listening_;
  std::unique_ptr<GSource, Release> cleaning_;
  std::thread thread_;
};

}  // namespace pipewright::standin::rtsp
