// SPDX-License-Identifier: Apache-2.0
// From a request's method to the part that does it.
#pragma once

#include "runner/dispatch/reply.hpp"
#include "runner/session.hpp"

namespace pipewright {

/// Main thread only.
class RequestDispatcher {
 public:
  RequestDispatcher(Session& session, Reply::Send send)
      : session_(session), send_(std::move(send)) {}

  void dispatch(const runner::Request& request);

 private:
  Session& session_;
  Reply::Send send_;
};

}  // namespace pipewright
