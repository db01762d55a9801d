// SPDX-License-Identifier: Apache-2.0
// One line per event on stderr, which the server keeps as the run's log.
#pragma once

#include <optional>
#include <string_view>

namespace pipewright {

enum class LogLevel { kNone, kError, kWarning, kInfo, kDebug };

/// `none`, `error`, `warning`, `info` or `debug`.
std::optional<LogLevel> parse_log_level(std::string_view name);

/// Lines above this level are left out; kWarning at the start.
void set_log_level(LogLevel level);

/// Writes `pipewright <level> <component>: <message>` and a newline in one write. Any thread.
void log(LogLevel level, std::string_view component, std::string_view message);

}  // namespace pipewright
