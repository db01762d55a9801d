// SPDX-License-Identifier: Apache-2.0
// The command line and the environment, parsed once.
#pragma once

#include <string>

#include "common/log.hpp"
#include "common/result.hpp"

namespace pipewright {

struct Config {
  enum class Action { kRun, kShowHelp, kShowVersion };
  Action action = Action::kRun;
  std::string standin_path;  ///< plugin file or folder
  LogLevel log_level = LogLevel::kWarning;
};

/// Fails with what is wrong with the arguments.
Result<Config> parse_config(int argc, char** argv);

/// Text of --help.
std::string help_text();

}  // namespace pipewright
