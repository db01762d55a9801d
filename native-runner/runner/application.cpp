// SPDX-License-Identifier: Apache-2.0
#include "runner/application.hpp"

#include <glib-unix.h>
#include <gst/gst.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/log.hpp"

namespace pipewright {
namespace {

constexpr std::chrono::milliseconds kExitPatience(3000);
constexpr int kFlushMillis = 1000;

}  // namespace

Application::Application(const Config& config, int in_fd, int out_fd)
    : loop_(g_main_loop_new(nullptr, FALSE)), channel_(in_fd, out_fd) {
  const auto send = [this](runner::Message message) { channel_.send(message); };
  session_ = std::make_unique<Session>(main_, channel_.queue(), config.standin_path,
                                       [send](runner::Notification notification) {
                                         runner::Message message;
                                         *message.mutable_notification() = std::move(notification);
                                         send(std::move(message));
                                       });
  dispatcher_ = std::make_unique<RequestDispatcher>(*session_, [send](runner::Response response) {
    runner::Message message;
    *message.mutable_response() = std::move(response);
    send(std::move(message));
  });
}

int Application::run() {
  // The server decides what Ctrl-C in its terminal, which reaches this process too, means.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  g_unix_signal_add(
      SIGTERM,
      [](gpointer user_data) -> gboolean {
        static_cast<Application*>(user_data)->quit(kExitClean);
        return G_SOURCE_CONTINUE;
      },
      this);
  send_ready();
  channel_.start(
      [this](runner::Request request) {
        main_.post([this, request = std::move(request)] { dispatcher_->dispatch(request); });
      },
      [this](const std::string& problem) { on_channel_end(problem); });
  g_main_loop_run(loop_);
  session_.reset();
  channel_.close(kFlushMillis);
  return exit_code_;
}

void Application::send_ready() {
  runner::Message message;
  runner::Ready& ready = *message.mutable_notification()->mutable_ready();
  ready.set_pid(static_cast<std::uint32_t>(::getpid()));
  ready.set_version(PIPEWRIGHT_VERSION);
  ready.set_gstreamer_version(take_text(gst_version_string()));
  channel_.send(message);
}

void Application::on_channel_end(const std::string& problem) {
  const int exit_code = problem.empty() ? kExitClean : kExitChannelFailure;
  if (!problem.empty()) log(LogLevel::kError, "channel", problem);
  // The main thread may be blocked in an element and never get to quit.
  exit_guard_.arm(kExitPatience, exit_code);
  main_.post([this, exit_code] { quit(exit_code); });
}

void Application::quit(int exit_code) {
  exit_guard_.arm(kExitPatience, exit_code);
  exit_code_ = exit_code;
  g_main_loop_quit(loop_);
}

}  // namespace pipewright
