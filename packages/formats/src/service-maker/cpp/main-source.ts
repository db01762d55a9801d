/** `src/main.cpp`: a run from its start to its clean end. */

export function mainSource(hasRestarts: boolean): string {
  const restarts = hasRestarts
    ? `
/** Runs until the pipeline ends or is stopped; runs that fail start again, after growing delays. */
void runWithRestarts(const Settings& settings, Worker& worker, StopSignals& stop) {
  constexpr int maxRestarts = 3;
  auto delay = std::chrono::seconds(1);
  for (int restart = 0;; ++restart) {
    try {
      return runOnce(settings, worker, stop);
    } catch (const SettingError&) {
      throw;
    } catch (const std::exception& error) {
      if (restart == maxRestarts || stop.requested()) throw;
      logMessage(Level::Warning, std::string("the run failed: ") + error.what() +
                                     "; the next starts in " + std::to_string(delay.count()) + " s");
      if (stop.waitFor(delay)) return;
      delay *= 2;
    }
  }
}
`
    : '';
  return `// Entry point: runs the pipeline until it ends or SIGINT or SIGTERM asks it to stop.
#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "log.h"
#include "pipeline.h"
#include "processing.h"
#include "settings.h"

namespace {

/**
 * Waits for SIGINT and SIGTERM on a thread of its own; to be made before all other threads. A second
 * signal ends the process at once.
 */
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this] { watch(); });
  }

  ~StopSignals() {
    {
      std::lock_guard lock(mutex_);
      isDone_ = true;
    }
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /** Has \`call\` called at the first signal; at once where it has come already. */
  void onRequest(std::function<void()> call) {
    std::lock_guard lock(mutex_);
    call_ = std::move(call);
    if (isRequested_ && call_) call_();
  }

  bool requested() {
    std::lock_guard lock(mutex_);
    return isRequested_;
  }

  /** Waits for a signal; whether there was one. */
  bool waitFor(std::chrono::seconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return isRequested_; });
  }

 private:
  void watch() {
    while (true) {
      int number = 0;
      sigwait(&signals_, &number);
      std::lock_guard lock(mutex_);
      if (isDone_) return;
      if (isRequested_) std::_Exit(128 + number);
      isRequested_ = true;
      changed_.notify_all();
      logMessage(Level::Info, "stopping");
      if (call_) call_();
    }
  }

  sigset_t signals_{};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> call_;
  bool isRequested_ = false;
  bool isDone_ = false;
  std::thread thread_;
};

void onMessage(deepstream::Pipeline&, const deepstream::Pipeline::Message& message) {
  if (dynamic_cast<const deepstream::Pipeline::EOSMessage*>(&message) != nullptr) {
    logMessage(Level::Info, "the streams have ended");
  }
}

/** Forgets a pipeline that is about to be destroyed. */
struct ForgetPipeline {
  StopSignals& stop;
  ~ForgetPipeline() { stop.onRequest(nullptr); }
};

void runOnce(const Settings& settings, Worker& worker, StopSignals& stop) {
  deepstream::Pipeline pipeline(kPipelineName);
  buildPipeline(pipeline, settings);
  attachProbes(pipeline, worker);
  pipeline.start(onMessage);
  logMessage(Level::Info, "the pipeline runs");
  const ForgetPipeline forget{stop};
  stop.onRequest([&pipeline] { pipeline.stop(); });
  pipeline.wait();
  logMessage(Level::Info, "the pipeline has ended");
}
${restarts}
}  // namespace

/** Exits with 0 when done, 1 when the run failed, 2 when a setting is wrong. */
int main() {
  if (const char* level = std::getenv("LOG_LEVEL"); level != nullptr && !setLogLevel(level)) {
    logMessage(Level::Error, "LOG_LEVEL has to be one of DEBUG, INFO, WARNING, ERROR");
    return 2;
  }
  StopSignals stop;
  try {
    const Settings settings(FILES_FOLDER);
    Worker worker(logReport);
    ${hasRestarts ? 'runWithRestarts' : 'runOnce'}(settings, worker, stop);
    if (worker.numDropped() > 0) {
      logMessage(Level::Warning, std::to_string(worker.numDropped()) + " reports were dropped");
    }
    return 0;
  } catch (const SettingError& error) {
    logMessage(Level::Error, error.what());
    return 2;
  } catch (const std::exception& error) {
    logMessage(Level::Error, std::string("the run failed: ") + error.what());
    return 1;
  }
}
`;
}
