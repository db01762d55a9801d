// SPDX-License-Identifier: Apache-2.0
#include "runner/exit_guard.hpp"

#include <unistd.h>

#include "common/log.hpp"

namespace pipewright {

ExitGuard::~ExitGuard() {
  {
    const std::lock_guard lock(mutex_);
    is_finished_ = true;
    finished_condition_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void ExitGuard::arm(std::chrono::milliseconds patience, int exit_code) {
  const std::lock_guard lock(mutex_);
  if (thread_.joinable() || is_finished_) return;
  thread_ = std::thread([this, patience, exit_code] {
    std::unique_lock lock(mutex_);
    if (finished_condition_.wait_for(lock, patience, [this] { return is_finished_; })) return;
    log(LogLevel::kWarning, "exit", "an element blocks the way to NULL; ending the process anyway");
    ::_exit(exit_code);
  });
}

}  // namespace pipewright
