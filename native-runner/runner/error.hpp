// SPDX-License-Identifier: Apache-2.0
// Failures as the wire carries them.
#pragma once

#include <string>

#include "common/result.hpp"
#include "pipewright/runner.pb.h"

namespace pipewright {

/// What a request yields: a value, or the Error of its Response.
template <class T>
using Outcome = Result<T, runner::Error>;

/// What a failure is about; empty parts are not to blame.
struct Blame {
  std::string element = {};
  std::string property = {};
  std::string pad = {};
  std::string debug = {};
};

/// A failure with its text for the user (what, where, expected and got, remedy).
inline runner::Error make_error(runner::ErrorCode code, std::string message, Blame blame = {}) {
  runner::Error error;
  error.set_code(code);
  error.set_message(std::move(message));
  error.set_element(std::move(blame.element));
  error.set_property(std::move(blame.property));
  error.set_pad(std::move(blame.pad));
  error.set_debug(std::move(blame.debug));
  return error;
}

}  // namespace pipewright
