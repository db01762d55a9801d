// SPDX-License-Identifier: Apache-2.0
// GStreamer's log levels while the process runs, as GST_DEBUG sets them at its start.
#pragma once

#include <string>
#include <vector>

#include "runner/error.hpp"

namespace pipewright {

/// What was set lies on top of what the environment's GST_DEBUG says. Main thread only.
class DebugThresholds {
 public:
  /// Replaces what was set before; an empty text sets nothing. INVALID_PROPERTY_VALUE, and nothing
  /// changed, when the text is not `category:level,...`.
  Outcome<void> set(const std::string& text);

  /// All categories of the process with their levels, by name.
  [[nodiscard]] runner::DebugThresholdsResult describe() const;

 private:
  void clear();

  std::string text_;
  std::vector<std::string> names_;  // patterns that are set
};

}  // namespace pipewright
