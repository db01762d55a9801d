// SPDX-License-Identifier: Apache-2.0
// A real Mosquitto; mosquitto_sub reads what arrives.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "tests/standin/messaging/broker_process.hpp"

namespace pipewright::standin::testing {

class Mosquitto {
 public:
  /// `folder` is where its files go; it has to outlive this.
  explicit Mosquitto(std::string folder) : folder_(std::move(folder)) {}

  /// More lines for the broker's file go first. Also after kill().
  void start(const std::string& options = "allow_anonymous true\n") {
    const std::string config = folder_ + "/mosquitto.conf";
    std::ofstream(config) << "per_listener_settings false\n"
                          << options << "listener " << port_ << " 127.0.0.1\n";
    // Debian has it where only root looks.
    setenv("PATH", (std::string(getenv("PATH")) + ":/usr/sbin").c_str(), 1);
    broker_.emplace(std::vector<std::string>{"mosquitto", "-c", config});
    ASSERT_TRUE(wait_until([&] { return is_listening(port_); }));
  }
  void kill() { broker_->kill(); }

  /// A subscriber to everything, which stays over restarts of the broker; returns when it listens.
  void subscribe() {
    subscriber_.emplace(std::vector<std::string>{"mosquitto_sub", "-p", std::to_string(port_), "-t",
                                                 "#", "-q", "1", "-i", "reader", "-F", "%t %p"},
                        output_path());
    ASSERT_TRUE(wait_until([&] {
      output_of({"mosquitto_pub", "-p", std::to_string(port_), "-t", "ready", "-m", "now"});
      return received().find("ready now") != std::string::npos;
    }));
  }
  void unsubscribe() { subscriber_.reset(); }

  /// Topic and text of each message, a line each.
  [[nodiscard]] std::string received() const {
    std::stringstream content;
    content << std::ifstream(output_path()).rdbuf();
    return content.str();
  }
  [[nodiscard]] bool arrives(const std::string& line) const {
    return wait_until([&] { return received().find(line + "\n") != std::string::npos; });
  }

  [[nodiscard]] int port() const { return port_; }

 private:
  [[nodiscard]] std::string output_path() const { return folder_ + "/received.txt"; }

  std::string folder_;
  int port_ = free_port();
  std::optional<Process> broker_;
  std::optional<Process> subscriber_;
};

}  // namespace pipewright::standin::testing
