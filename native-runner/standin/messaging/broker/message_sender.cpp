// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/message_sender.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin::messaging {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostAtOnce = 256;
constexpr std::chrono::seconds kKeepAliveInterval{1};

}  // namespace

MessageSender::MessageSender(std::unique_ptr<BrokerClient> client, SenderSettings settings,
                             Listener listener)
    : client_(std::move(client)), settings_(settings), listener_(std::move(listener)) {}

MessageSender::~MessageSender() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  client_->interrupt();
  work_.notify_all();
  progress_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void, BrokerError> MessageSender::start() {
  auto connected = client_->connect();
  if (!connected) return connected;
  is_connected_ = true;
  thread_ = std::thread([this] { run(); });
  return {};
}

bool MessageSender::has_room(std::size_t size) const {
  const std::size_t waiting = queue_.size() + in_flight_;
  return waiting == 0 ||
         (waiting < settings_.max_messages && queued_bytes_ + size <= settings_.max_bytes);
}

bool MessageSender::push(std::string text) {
  std::unique_lock lock(mutex_);
  if (!has_room(text.size()) && is_connected_) {
    progress_.wait_for(lock, settings_.longest_wait, [&] {
      return has_room(text.size()) || !is_connected_ || is_flushing_ || has_failed_ || is_stopping_;
    });
  }
  if (has_failed_) return false;
  if (!has_room(text.size())) {
    if (dropped_++ > 0) return true;
    const std::string warning =
        std::to_string(queue_.size() + in_flight_) +
        " messages wait for the broker: there is no room for more, new ones are dropped";
    lock.unlock();
    listener_.warned(warning);
    return true;
  }
  queued_bytes_ += text.size();
  queue_.push_back({std::move(text), false});
  work_.notify_one();
  return true;
}

std::size_t MessageSender::flush(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  const auto is_empty = [&] { return queue_.empty() && in_flight_ == 0; };
  progress_.wait_for(lock, timeout,
                     [&] { return is_empty() || is_flushing_ || has_failed_ || is_stopping_; });
  return queue_.size() + in_flight_;
}

void MessageSender::set_flushing(bool is_flushing) {
  const std::lock_guard lock(mutex_);
  is_flushing_ = is_flushing;
  progress_.notify_all();
}

bool MessageSender::is_connected() const {
  const std::lock_guard lock(mutex_);
  return is_connected_;
}

void MessageSender::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_ && !has_failed_) {
    if (queue_.empty()) {
      const bool has_work =
          work_.wait_for(lock, kKeepAliveInterval, [&] { return is_stopping_ || !queue_.empty(); });
      if (has_work) continue;
      lock.unlock();
      const auto alive = client_->keep_alive();
      lock.lock();
      if (alive) {
        failing_since_.reset();
      } else if (!reconnect(lock, alive.error())) {
        return;
      }
      continue;
    }
    if (!send_some(lock)) return;
    if (settings_.pause.count() > 0) {
      work_.wait_for(lock, settings_.pause, [&] { return is_stopping_; });
    }
  }
}

/// One round; false at the end of all.
bool MessageSender::send_some(std::unique_lock<std::mutex>& lock) {
  const std::size_t count = std::min(queue_.size(), kMostAtOnce);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Message> batch(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  in_flight_ = count;
  lock.unlock();
  const auto sent = client_->send(batch);
  lock.lock();
  in_flight_ = 0;
  // What is not sent goes back to the front, in its order.
  for (auto message = batch.rbegin(); message != batch.rend(); ++message) {
    if (message->is_sent) {
      failing_since_.reset();
      queued_bytes_ -= message->text.size();
    } else {
      queue_.push_front(std::move(*message));
    }
  }
  progress_.notify_all();
  if (!sent) return reconnect(lock, sent.error());
  report_dropped(lock);
  return true;
}

/// Tries until there is a connection; false when there is none and will be none.
bool MessageSender::reconnect(std::unique_lock<std::mutex>& lock, const BrokerError& reason) {
  is_connected_ = false;
  progress_.notify_all();
  if (is_stopping_) return false;
  if (reason.is_final || !settings_.reconnects) {
    fail(lock, reason.message);
    return false;
  }
  if (failing_since_) {
    // There was a connection, and nothing came of it: the broker refuses what it gets.
    if (Clock::now() > *failing_since_ + settings_.retry_limit) {
      fail(lock, reason.message);
      return false;
    }
    work_.wait_for(lock, settings_.retry_interval, [&] { return is_stopping_; });
  } else {
    failing_since_ = Clock::now();
    warn_of(lock, reason);
  }
  const auto give_up = *failing_since_ + settings_.retry_limit;
  while (!is_stopping_) {
    lock.unlock();
    const auto connected = client_->connect();
    lock.lock();
    if (connected) {
      is_connected_ = true;
      progress_.notify_all();
      return true;
    }
    if (connected.error().is_final || Clock::now() > give_up) {
      fail(lock, connected.error().message);
      return false;
    }
    work_.wait_for(lock, settings_.retry_interval, [&] { return is_stopping_; });
  }
  return false;
}

void MessageSender::warn_of(std::unique_lock<std::mutex>& lock, const BrokerError& reason) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(settings_.retry_interval).count();
  const std::string warning = reason.message + ". " + std::to_string(queue_.size()) +
                              " messages wait; trying again every " +
                              std::to_string(std::max<long>(seconds, 1)) + " s";
  lock.unlock();
  listener_.warned(warning);
  lock.lock();
}

void MessageSender::fail(std::unique_lock<std::mutex>& lock, const std::string& text) {
  has_failed_ = true;
  progress_.notify_all();
  lock.unlock();
  listener_.failed(text);
  lock.lock();
}

void MessageSender::report_dropped(std::unique_lock<std::mutex>& lock) {
  if (dropped_ == 0 || !queue_.empty()) return;
  const std::string warning =
      std::to_string(std::exchange(dropped_, 0)) + " messages were dropped for want of room";
  lock.unlock();
  listener_.warned(warning);
  lock.lock();
}

}  // namespace pipewright::standin::messaging
