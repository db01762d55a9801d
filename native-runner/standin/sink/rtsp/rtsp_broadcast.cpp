// SPDX-License-Identifier: Apache-2.0
#include "rtsp_broadcast.hpp"

namespace pipewright::standin::rtsp {
namespace {

constexpr unsigned kCleanSeconds = 2;

using SharedAudience = std::shared_ptr<Audience>;

/// Connects a handler that gets the audience as its last argument and keeps it alive.
void connect(gpointer object, const char* signal, GCallback handler,
             const SharedAudience& audience) {
  g_signal_connect_data(
      object, signal, handler, new SharedAudience(audience),
      [](gpointer data, GClosure*) { delete static_cast<SharedAudience*>(data); },
      static_cast<GConnectFlags>(0));
}

void on_media(GstRTSPMediaFactory*, GstRTSPMedia* media, gpointer data) {
  using SharedFeed = std::shared_ptr<MediaFeed>;
  const ElementPtr bin(gst_rtsp_media_get_element(media));
  auto feed = std::make_shared<MediaFeed>(bin.get());
  (*static_cast<SharedAudience*>(data))->join(feed);
  g_object_set_data_full(G_OBJECT(media), "pipewright-feed", new SharedFeed(std::move(feed)),
                         [](gpointer owner) { delete static_cast<SharedFeed*>(owner); });
}

void on_play(GstRTSPClient*, GstRTSPContext*, gpointer data) {
  (*static_cast<SharedAudience*>(data))->ask_for_key_frame();
}

void on_client(GstRTSPServer*, GstRTSPClient* client, gpointer data) {
  connect(client, "play-request", G_CALLBACK(&on_play), *static_cast<SharedAudience*>(data));
}

/// Forgets the sessions of players that went without a word.
gboolean clean_sessions(gpointer server) {
  const GstPtr<GstRTSPSessionPool> pool(gst_rtsp_server_get_session_pool(GST_RTSP_SERVER(server)));
  gst_rtsp_session_pool_cleanup(pool.get());
  return G_SOURCE_CONTINUE;
}

}  // namespace

void RtspBroadcast::Release::operator()(GSource* source) const {
  g_source_destroy(source);
  g_source_unref(source);
}

RtspBroadcast::RtspBroadcast(const Settings& settings)
    : context_(g_main_context_new()),
      loop_(g_main_loop_new(context_.get(), FALSE)),
      server_(gst_rtsp_server_new()) {
  gst_rtsp_server_set_service(server_.get(), std::to_string(settings.port).c_str());
  // Clients are served by this server's own thread, which also closes them: the library's
  // connections cannot be closed by one thread while another reads.
  const GstPtr<GstRTSPThreadPool> threads(gst_rtsp_server_get_thread_pool(server_.get()));
  gst_rtsp_thread_pool_set_max_threads(threads.get(), 0);
}

void RtspBroadcast::offer(const Settings& settings, const SharedAudience& audience) {
  GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
  gst_rtsp_media_factory_set_launch(factory, settings.launch.c_str());
  connect(factory, "media-configure", G_CALLBACK(&on_media), audience);
  connect(server_.get(), "client-connected", G_CALLBACK(&on_client), audience);
  const GstPtr<GstRTSPMountPoints> mounts(gst_rtsp_server_get_mount_points(server_.get()));
  gst_rtsp_mount_points_add_factory(mounts.get(), settings.mount_point.c_str(), factory);
}

Result<void, std::string> RtspBroadcast::listen(const Settings& settings) {
  GError* error = nullptr;
  listening_.reset(gst_rtsp_server_create_source(server_.get(), nullptr, &error));
  const GErrorPtr owner(error);
  if (listening_ == nullptr) {
    return "cannot listen on port " + std::to_string(settings.port) + ": " +
           (error != nullptr ? error->message : "the server gives no reason") +
           ". Set rtsp-port to a free port.";
  }
  g_source_attach(listening_.get(), context_.get());
  cleaning_.reset(g_timeout_source_new_seconds(kCleanSeconds));
  g_source_set_callback(cleaning_.get(), &clean_sessions, server_.get(), nullptr);
  g_source_attach(cleaning_.get(), context_.get());
  thread_ = std::thread([this] { g_main_loop_run(loop_.get()); });
  return {};
}

Result<std::unique_ptr<RtspBroadcast>, std::string> RtspBroadcast::start(const Settings& settings,
                                                                         SharedAudience audience) {
  std::unique_ptr<RtspBroadcast> broadcast(new RtspBroadcast(settings));
  broadcast->offer(settings, audience);
  if (auto listening = broadcast->listen(settings); !listening) return std::move(listening).error();
  return broadcast;
}

RtspBroadcast::~RtspBroadcast() {
  if (!thread_.joinable()) return;
  g_main_context_invoke(
      context_.get(),
      [](gpointer data) -> gboolean {
        auto& self = *static_cast<RtspBroadcast*>(data);
        self.listening_.reset();
        self.cleaning_.reset();
        gst_rtsp_server_client_filter(
            self.server_.get(),
            [](GstRTSPServer*, GstRTSPClient*, gpointer) { return GST_RTSP_FILTER_REMOVE; },
            nullptr);
        g_main_loop_quit(self.loop_.get());
        return G_SOURCE_REMOVE;
      },
      this);
  thread_.join();
}

}  // namespace pipewright::standin::rtsp
