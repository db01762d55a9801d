// SPDX-License-Identifier: Apache-2.0
// What the sender needs of a broker; one class per protocol. Used by one thread at a time.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "common/result.hpp"
#include "standin/messaging/broker/broker_settings.hpp"

namespace pipewright::standin::messaging {

struct BrokerError {
  /// For the user: what happened, and what to check.
  std::string message;
  /// Whether trying again is of no use.
  bool is_final = false;
};

struct Message {
  std::string text;
  /// Whether the broker has it.
  bool is_sent = false;
};

class BrokerClient {
 public:
  virtual ~BrokerClient() = default;

  /// Connects, or connects anew. Takes seconds at most.
  virtual Result<void, BrokerError> connect() = 0;
  /// Sends and waits until the broker has them all, or for at most kAnswerTimeout. After an error,
  /// those that are not marked as sent have to be sent again, which may send one twice.
  virtual Result<void, BrokerError> send(std::span<Message> messages) = 0;
  /// Called about once a second when there is nothing to send; an error means that the connection
  /// is lost.
  virtual Result<void, BrokerError> keep_alive() { return {}; }

  /// Any thread: makes waits end soon.
  void interrupt() { is_interrupted_ = true; }

 protected:
  [[nodiscard]] bool is_interrupted() const { return is_interrupted_; }

 private:
  std::atomic<bool> is_interrupted_ = false;
};

inline constexpr std::chrono::milliseconds kConnectTimeout{5000};
inline constexpr std::chrono::milliseconds kAnswerTimeout{5000};

/// The client for a protocol. Fails where the library for it was not there at build, naming the
/// package, or where the settings have a value that it does not take.
Result<std::unique_ptr<BrokerClient>> make_broker_client(const BrokerSettings& settings);

}  // namespace pipewright::standin::messaging
