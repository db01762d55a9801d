// SPDX-License-Identifier: Apache-2.0
// The process: its main loop, its channel, its end.
#pragma once

#include <glib.h>

#include <memory>
#include <string>

#include "runner/channel/channel.hpp"
#include "runner/config.hpp"
#include "runner/dispatch/request_dispatcher.hpp"
#include "runner/exit_guard.hpp"
#include "runner/main_queue.hpp"
#include "runner/session.hpp"

namespace pipewright {

inline constexpr int kExitClean = 0;
inline constexpr int kExitInternalFailure = 40;
inline constexpr int kExitChannelFailure = 41;
inline constexpr int kExitBadArguments = 42;

class Application {
 public:
  Application(const Config& config, int in_fd, int out_fd);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Serves until the channel ends or SIGTERM comes. Gives the exit code.
  int run();

 private:
  void on_channel_end(const std::string& problem);
  void quit(int exit_code);
  void send_ready();

  GMainLoop* loop_;
  MainQueue main_;
  Channel channel_;
  ExitGuard exit_guard_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<RequestDispatcher> dispatcher_;
  int exit_code_ = kExitClean;
};

}  // namespace pipewright
