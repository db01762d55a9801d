// SPDX-License-Identifier: Apache-2.0
// Sends messages on a thread of its own, so that a slow or absent broker does not hold up video.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/result.hpp"
#include "standin/messaging/broker/broker_client.hpp"

namespace pipewright::standin::messaging {

struct SenderSettings {
  bool reconnects = true;
  std::chrono::milliseconds retry_interval{1000};
  /// How long to try again before giving up.
  std::chrono::milliseconds retry_limit{3'600'000};
  /// Between two rounds of sending.
  std::chrono::milliseconds pause{0};
  /// What waits at most, messages and bytes.
  std::size_t max_messages = 10'000;
  std::size_t max_bytes = 64U << 20U;
  /// How long a full queue may hold up who adds to it, while the broker is there.
  std::chrono::milliseconds longest_wait{1000};
};

class MessageSender {
 public:
  /// Called on the sending thread, or on the one that adds a message.
  struct Listener {
    /// The end: nothing is sent any more.
    std::function<void(const std::string& text)> failed;
    /// Trouble that may pass; told once each time.
    std::function<void(const std::string& text)> warned;
  };

  MessageSender(std::unique_ptr<BrokerClient> client, SenderSettings settings, Listener listener);
  /// Leaves what is not sent.
  ~MessageSender();
  MessageSender(const MessageSender&) = delete;
  MessageSender& operator=(const MessageSender&) = delete;

  /// Connects and starts the thread. Without it, nothing else may be called.
  Result<void, BrokerError> start();

  /// Adds a message, or drops it when there is no room; false after a failure.
  bool push(std::string text);

  /// Waits until all is sent; the number of messages that are not when the time is over, when
  /// interrupted or after a failure.
  std::size_t flush(std::chrono::milliseconds timeout);

  /// While set, push and flush do not wait.
  void set_flushing(bool is_flushing);
  [[nodiscard]] bool is_connected() const;

 private:
  void run();
  bool send_some(std::unique_lock<std::mutex>& lock);
  bool reconnect(std::unique_lock<std::mutex>& lock, const BrokerError& reason);
  void warn_of(std::unique_lock<std::mutex>& lock, const BrokerError& reason);
  void fail(std::unique_lock<std::mutex>& lock, const std::string& text);
  void report_dropped(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool has_room(std::size_t size) const;

  std::unique_ptr<BrokerClient> client_;
  SenderSettings settings_;
  Listener listener_;

  mutable std::mutex mutex_;
  /// Something to do for the thread.
  std::condition_variable work_;
  /// Something happened for those that wait for it.
  std::condition_variable progress_;
  std::deque<Message> queue_;
  std::size_t queued_bytes_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t dropped_ = 0;
  /// Since when nothing was sent for errors; empty while it goes well.
  std::optional<std::chrono::steady_clock::time_point> failing_since_;
  bool is_connected_ = false;
  bool is_flushing_ = false;
  bool is_stopping_ = false;
  bool has_failed_ = false;
  std::thread thread_;
};

}  // namespace pipewright::standin::messaging
