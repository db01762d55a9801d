// SPDX-License-Identifier: Apache-2.0
// Makes sure that a process that is to end does end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace pipewright {

/// Once armed, ends the process after a while, whatever its other threads are blocked in.
class ExitGuard {
 public:
  ~ExitGuard();

  /// Any thread; only the first call counts.
  void arm(std::chrono::milliseconds patience, int exit_code);

 private:
  std::mutex mutex_;
  std::condition_variable finished_condition_;
  bool is_finished_ = false;
  std::thread thread_;
};

}  // namespace pipewright
