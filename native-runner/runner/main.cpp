// SPDX-License-Identifier: Apache-2.0
#include <gst/gst.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "runner/application.hpp"
#include "runner/config.hpp"

namespace {

constexpr int kInFd = 3;
constexpr int kOutFd = 4;

int run(int argc, char** argv) {
  const auto config = pipewright::parse_config(argc, argv);
  if (!config) {
    std::fprintf(stderr, "pipewright-runner: %s. See --help.\n", config.error().message.c_str());
    return pipewright::kExitBadArguments;
  }
  switch (config.value().action) {
    case pipewright::Config::Action::kShowHelp:
      std::fputs(pipewright::help_text().c_str(), stdout);
      return pipewright::kExitClean;
    case pipewright::Config::Action::kShowVersion:
      std::printf("pipewright-runner %s\n", PIPEWRIGHT_VERSION);
      return pipewright::kExitClean;
    case pipewright::Config::Action::kRun:
      break;
  }
  // Before anything opens a file: it could get these numbers.
  if (auto open = pipewright::Channel::check_descriptors(kInFd, kOutFd); !open) {
    std::fprintf(stderr, "pipewright-runner: %s\n", open.error().message.c_str());
    return pipewright::kExitChannelFailure;
  }
  // The channel's end is how the runner learns that its server is gone; this is for the case that
  // somebody else holds the pipe open.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  pipewright::set_log_level(config.value().log_level);
  gst_init(nullptr, nullptr);
  // Never destroyed: threads of GStreamer's pools may hand something over until the very end.
  auto* application = new pipewright::Application(config.value(), kInFd, kOutFd);
  return application->run();
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = pipewright::kExitInternalFailure;
  try {
    exit_code = run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pipewright-runner: %s\n", error.what());
  }
  // For the same reason no destructors of globals.
  std::fflush(nullptr);
  ::_exit(exit_code);
}
