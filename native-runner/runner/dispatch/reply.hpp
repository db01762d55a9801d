// SPDX-License-Identifier: Apache-2.0
// The one answer to a request.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "runner/error.hpp"

namespace pipewright {

/// Answers a request exactly once: further answers are ignored, and a reply that goes without any
/// answers INTERNAL.
class Reply {
 public:
  using Send = std::function<void(runner::Response)>;

  Reply(std::uint32_t id, Send send) : id_(id), send_(std::move(send)) {}
  ~Reply() {
    if (send_) error(make_error(runner::INTERNAL, "The runner left this request unanswered."));
  }
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;

  void done() {
    runner::Response response;
    response.mutable_done();
    send(std::move(response));
  }

  void error(runner::Error error) {
    runner::Response response;
    *response.mutable_error() = std::move(error);
    send(std::move(response));
  }

  /// Done, or the error.
  void finish(Outcome<void> outcome) {
    if (outcome) {
      done();
    } else {
      error(std::move(outcome).error());
    }
  }

  /// An answer with content.
  void send(runner::Response response) {
    if (!send_) return;
    response.set_id(id_);
    std::exchange(send_, nullptr)(std::move(response));
  }

 private:
  std::uint32_t id_;
  Send send_;
};

using ReplyPtr = std::shared_ptr<Reply>;

}  // namespace pipewright
