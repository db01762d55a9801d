// SPDX-License-Identifier: Apache-2.0
// The two pipes to the server: a thread that reads and parses requests, a thread that writes what
// the queue holds. Neither calls into GStreamer.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <thread>

#include "common/result.hpp"
#include "pipewright/runner.pb.h"
#include "runner/channel/write_queue.hpp"

namespace pipewright {

class Channel {
 public:
  /// Runs on the reading thread.
  using RequestHandler = std::function<void(runner::Request)>;
  /// Runs on the reading or the writing thread, once. `problem` is empty when the server closed its
  /// end.
  using EndHandler = std::function<void(const std::string& problem)>;

  /// Takes the two file descriptors over. They do not pass to child processes any more.
  Channel(int in_fd, int out_fd);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Fails when one of the descriptors is not open. To be called before anything else of the
  /// process opens files, as it could get these very numbers.
  static Result<void> check_descriptors(int in_fd, int out_fd);

  /// Starts both threads.
  void start(RequestHandler on_request, EndHandler on_end);

  /// Queues a control message. Any thread.
  void send(const runner::Message& message);

  /// For telemetry: payloads are serialised telemetry::Telemetry messages.
  [[nodiscard]] WriteQueue& queue() { return queue_; }

  /// Writes what is queued, as long as the server takes it within the time, and ends both threads.
  void close(int flush_timeout_millis);

 private:
  void read_requests();
  void write_frames();
  bool write_frame(const WriteQueue::Frame& frame);
  void end(const std::string& problem);

  int in_fd_;
  int out_fd_;
  int wake_fd_;  // ends the reading thread's wait
  WriteQueue queue_;
  RequestHandler on_request_;
  EndHandler on_end_;
  std::atomic<bool> ended_ = false;
  std::promise<void> written_;  // the writing thread is done
  std::thread reader_;
  std::thread writer_;
};

}  // namespace pipewright
