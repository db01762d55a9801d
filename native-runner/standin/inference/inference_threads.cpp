// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/inference_threads.hpp"

#include <utility>

namespace pipewright::standin::inference {

InferenceThreads::InferenceThreads(Step infer, Step finish)
    : infer_(std::move(infer)), finish_(std::move(finish)), spare_tensors_(kMaxTensors) {
  for (InferenceJob& job : jobs_) free_.push_back(&job);
}

void InferenceThreads::start() {
  {
    const std::lock_guard lock(mutex_);
    is_dropping_ = is_stopped_ = false;
  }
  for (std::thread& thread : model_threads_) thread = std::thread([this] { run_model(); });
  finish_thread_ = std::thread([this] { run_finish(); });
}

void InferenceThreads::stop() {
  if (!finish_thread_.joinable()) return;
  set_dropping(true);
  drain();
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  has_prepared_.notify_all();
  has_inferred_.notify_one();
  for (std::thread& thread : model_threads_) thread.join();
  finish_thread_.join();
}

InferenceJob* InferenceThreads::take() {
  std::unique_lock lock(mutex_);
  has_free_.wait(lock,
                 [this] { return is_dropping_ || (!free_.empty() && !spare_tensors_.empty()); });
  if (is_dropping_) return nullptr;
  InferenceJob* job = free_.back();
  free_.pop_back();
  job->tensor = std::move(spare_tensors_.back());
  spare_tensors_.pop_back();
  return job;
}

void InferenceThreads::submit(InferenceJob& job) {
  {
    const std::lock_guard lock(mutex_);
    job.is_inferred = false;
    prepared_.push_back(&job);
    unfinished_.push_back(&job);
  }
  has_prepared_.notify_one();
}

void InferenceThreads::discard(InferenceJob& job) {
  job.clear();
  const std::lock_guard lock(mutex_);
  spare_tensors_.push_back(std::move(job.tensor));
  free_.push_back(&job);
}

void InferenceThreads::drain() {
  std::unique_lock lock(mutex_);
  has_free_.wait(lock, [this] { return free_.size() == kMaxJobs; });
}

void InferenceThreads::set_dropping(bool is_dropping) {
  {
    const std::lock_guard lock(mutex_);
    is_dropping_ = is_dropping;
  }
  has_free_.notify_one();
}

void InferenceThreads::run_model() {
  std::unique_lock lock(mutex_);
  for (;;) {
    has_prepared_.wait(lock, [this] { return is_stopped_ || !prepared_.empty(); });
    if (is_stopped_) return;
    InferenceJob& job = *prepared_.front();
    prepared_.pop_front();
    const bool is_dropped = is_dropping_;
    lock.unlock();
    if (!is_dropped) infer_(job);
    lock.lock();
    spare_tensors_.push_back(std::move(job.tensor));
    job.is_inferred = true;
    has_inferred_.notify_one();
    has_free_.notify_one();
  }
}

void InferenceThreads::run_finish() {
  std::unique_lock lock(mutex_);
  for (;;) {
    has_inferred_.wait(lock, [this] {
      return is_stopped_ || (!unfinished_.empty() && unfinished_.front()->is_inferred);
    });
    if (is_stopped_) return;
    InferenceJob& job = *unfinished_.front();
    unfinished_.pop_front();
    const bool is_dropped = is_dropping_;
    lock.unlock();
    if (!is_dropped) finish_(job);
    job.clear();
    lock.lock();
    free_.push_back(&job);
    has_free_.notify_one();
  }
}

}  // namespace pipewright::standin::inference
