// SPDX-License-Identifier: Apache-2.0
// Brokers of this machine as processes of a test, and what a test needs of processes.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace pipewright::standin::testing {

/// A port of the loopback device on which nobody listens just now.
int free_port();

/// Whether somebody listens on a port of the loopback device.
bool is_listening(int port);

/// Asks again and again until it holds, for at most so long.
bool wait_until(const std::function<bool()>& holds,
                std::chrono::milliseconds timeout = std::chrono::seconds(20));

/// What a program writes to its standard output until its end.
std::string output_of(const std::vector<std::string>& command);

/// A program that runs until this goes.
class Process {
 public:
  /// Its output goes to a file.
  Process(std::vector<std::string> command, std::string output_path = "/dev/null");
  ~Process() { kill(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Ends it at once, as a crash does.
  void kill();
  /// Stops it from doing anything, as if it hung, until it is killed.
  void freeze();
  /// Starts it, again when it was killed.
  void start();

 private:
  std::vector<std::string> command_;
  std::string output_path_;
  pid_t id_ = 0;
};

}  // namespace pipewright::standin::testing
