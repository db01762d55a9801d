// SPDX-License-Identifier: Apache-2.0
#include "runner/config.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

#include "common/text.hpp"

namespace pipewright {
namespace {

std::string default_standin_path() {
  if (const char* path = std::getenv("PIPEWRIGHT_STANDIN_PLUGIN"); path != nullptr && *path != 0) {
    return path;
  }
  std::error_code ignored;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return (self.parent_path() / ".." / "standin").lexically_normal().string();
}

}  // namespace

std::string help_text() {
  return "pipewright-runner: runs one GStreamer pipeline for the Pipewright server.\n"
         "\n"
         "Requests come in on file descriptor 3, answers and telemetry go out on 4 (see\n"
         "packages/protocol/README.md), so it is of little use by hand.\n"
         "\n"
         "  --standin PATH     plugin file or folder of the CPU stand-in (default: ../standin "
         "beside\n"
         "                     the binary; PIPEWRIGHT_STANDIN_PLUGIN)\n"
         "  --log-level LEVEL  none, error, warning (default), info or debug, to stderr\n"
         "  --version          prints the version\n"
         "  --help             prints this\n"
         "\n"
         "GST_DEBUG and GStreamer's other environment variables work as always.\n"
         "Exit codes: 0 clean, 40 internal failure, 41 channel failure, 42 bad arguments.\n";
}

Result<Config> parse_config(int argc, char** argv) {
  Config config;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const auto take_value = [&]() -> std::optional<std::string> {
      if (equals != std::string_view::npos) return std::string(argument.substr(equals + 1));
      if (i + 1 < argc) return std::string(argv[++i]);
      return std::nullopt;
    };
    if (name == "--help" || name == "-h") {
      config.action = Config::Action::kShowHelp;
    } else if (name == "--version") {
      config.action = Config::Action::kShowVersion;
    } else if (name == "--standin") {
      const auto value = take_value();
      if (!value || value->empty()) return Error{"--standin needs a path"};
      config.standin_path = *value;
    } else if (name == "--log-level") {
      const auto value = take_value();
      const auto level = parse_log_level(value.value_or(""));
      if (!level) {
        return Error{concat("--log-level is none, error, warning, info or debug, not '",
                            value.value_or(""), "'")};
      }
      config.log_level = *level;
    } else {
      return Error{concat("unknown argument '", argument, "'")};
    }
  }
  if (config.standin_path.empty()) config.standin_path = default_standin_path();
  return config;
}

}  // namespace pipewright
