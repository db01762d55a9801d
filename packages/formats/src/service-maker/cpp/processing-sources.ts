/** `src/processing.{h,cpp}`: the probe that reads metadata, and the worker that it hands results to. */

export const processingHeader = `// What is done with the metadata of frames.
//
// A probe runs in the pipeline's own thread: while it works, no frame passes. So it only counts, and
// hands a report to a worker through a bounded queue. A full queue drops reports, and counts them,
// rather than hold the pipeline up.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "pipeline.hpp"

/** What is kept of a frame when its buffer has gone on. */
struct FrameReport {
  unsigned int sourceId = 0;
  int frameNumber = 0;
  std::uint64_t ptsNs = 0;
  /** Class id -> how many objects of it. */
  std::map<unsigned int, unsigned int> numObjects;
};

/** Gives reports to \`deliver\`, one by one, on a thread of its own. */
class Worker {
 public:
  explicit Worker(std::function<void(const FrameReport&)> deliver, std::size_t capacity = 256);
  /** Delivers what is queued. */
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /** Queues a report and returns at once; false when the queue is full and it is dropped. */
  bool offer(FrameReport report);
  unsigned long numDropped() const { return numDropped_; }

 private:
  void run();

  const std::function<void(const FrameReport&)> deliver_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<FrameReport> queue_;
  bool isStopping_ = false;
  std::atomic<unsigned long> numDropped_{0};
  std::thread thread_;
};

/** Counts the objects of each frame and offers a report to the worker. */
class MetadataReader : public deepstream::BufferProbe::IBatchMetadataObserver {
 public:
  explicit MetadataReader(Worker& worker) : worker_(worker) {}
  deepstream::probeReturn handleData(deepstream::BufferProbe& probe,
                                     const deepstream::BatchMetadata& data) override;

 private:
  Worker& worker_;
};

/** Delivers a report to the log: replace it by what your application is for. */
void logReport(const FrameReport& report);
`;

export const processingSource = `#include "processing.h"

#include <exception>
#include <string>
#include <utility>

#include "log.h"

Worker::Worker(std::function<void(const FrameReport&)> deliver, std::size_t capacity)
    : deliver_(std::move(deliver)), capacity_(capacity), thread_([this] { run(); }) {}

Worker::~Worker() {
  {
    std::lock_guard lock(mutex_);
    isStopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool Worker::offer(FrameReport report) {
  {
    std::lock_guard lock(mutex_);
    if (queue_.size() >= capacity_) {
      ++numDropped_;
      return false;
    }
    queue_.push_back(std::move(report));
  }
  changed_.notify_one();
  return true;
}

void Worker::run() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return isStopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const FrameReport report = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    try {
      deliver_(report);
    } catch (const std::exception& error) {
      logMessage(Level::Error, std::string("a report could not be delivered: ") + error.what());
    }
  }
}

deepstream::probeReturn MetadataReader::handleData(deepstream::BufferProbe&,
                                                   const deepstream::BatchMetadata& data) {
  data.iterate([this](const deepstream::FrameMetadata& frame) {
    FrameReport report{frame.sourceId(), frame.frameNum(), frame.bufferPTS(), {}};
    frame.iterate([&report](const deepstream::ObjectMetadata& object) {
      ++report.numObjects[object.classId()];
    });
    worker_.offer(std::move(report));
  });
  return deepstream::probeReturn::Probe_Ok;
}

void logReport(const FrameReport& report) {
  std::string text = "source " + std::to_string(report.sourceId) + ", frame " +
                     std::to_string(report.frameNumber) + ":";
  for (const auto& [classId, number] : report.numObjects) {
    text += " class " + std::to_string(classId) + " x " + std::to_string(number);
  }
  logMessage(Level::Debug, text);
}
`;

export const logHeader = `// The log: one line a message, to standard error.
#pragma once

#include <string>

enum class Level { Debug, Info, Warning, Error };

/** Sets the lowest level that is written; false when there is no such level. */
bool setLogLevel(const std::string& name);

/** Writes a message. Threads do not mix their lines. */
void logMessage(Level level, const std::string& message);
`;

export const logSource = `#include "log.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <mutex>
#include <sstream>

namespace {

const char* const kNames[] = {"DEBUG", "INFO", "WARNING", "ERROR"};
std::atomic<Level> lowest{Level::Info};
std::mutex writing;

}  // namespace

bool setLogLevel(const std::string& name) {
  for (std::size_t index = 0; index < std::size(kNames); ++index) {
    if (name != kNames[index]) continue;
    lowest = static_cast<Level>(index);
    return true;
  }
  return false;
}

void logMessage(Level level, const std::string& message) {
  if (level < lowest.load()) return;
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::ostringstream line;
  line << std::put_time(&utc, "%Y-%m-%dT%H:%M:%SZ") << ' ' << kNames[static_cast<int>(level)] << ' '
       << message << '\\n';
  std::lock_guard lock(writing);
  std::cerr << line.str() << std::flush;
}
`;
