// SPDX-License-Identifier: Apache-2.0
// Copies of messages in files, for the curious (debug-payload-dir).
#pragma once

#include <string>
#include <utility>

#include "common/result.hpp"

namespace pipewright::standin::messaging {

class DebugDump {
 public:
  /// The folder has to exist and to be writable.
  static Result<DebugDump> open(const std::string& folder);

  /// Adds a message to the file that is named after the time: `<RFC 3339>.txt`.
  Result<void> write(const std::string& message) const;

 private:
  explicit DebugDump(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
};

}  // namespace pipewright::standin::messaging
