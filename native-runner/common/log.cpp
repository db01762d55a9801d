// SPDX-License-Identifier: Apache-2.0
#include "common/log.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <string>

#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr std::array<std::string_view, 5> kLevelNames = {"none", "error", "warning", "info",
                                                         "debug"};
std::atomic<LogLevel> max_level = LogLevel::kWarning;

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view name) {
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == name) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

void set_log_level(LogLevel level) {
  max_level.store(level, std::memory_order_relaxed);
}

void log(LogLevel level, std::string_view component, std::string_view message) {
  if (level > max_level.load(std::memory_order_relaxed) || level == LogLevel::kNone) return;
  const std::string line = concat("pipewright ", kLevelNames[static_cast<std::size_t>(level)], " ",
                                  component, ": ", message, "\n");
  // A log that cannot be written has nowhere to say so.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace pipewright
