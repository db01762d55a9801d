// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "standin/inference/inference_job.hpp"

namespace pipewright::standin::inference {

/// Takes jobs through two more steps, each in a thread of its own, so that the model has work while
/// the next job is prepared and the one before is finished. Jobs keep their order.
class InferenceThreads {
 public:
  /// Does something with a job; must not throw.
  using Step = std::function<void(InferenceJob& job)>;

  /// Jobs between take() and the end of their last step.
  static constexpr std::size_t kMaxJobs = 3;
  /// Tensors among them: one that the model looks at and one that is prepared.
  static constexpr std::size_t kMaxTensors = 2;

  InferenceThreads(Step infer, Step finish);
  ~InferenceThreads() { stop(); }
  InferenceThreads(const InferenceThreads&) = delete;
  InferenceThreads& operator=(const InferenceThreads&) = delete;

  void start();
  /// Waits for the steps that are at work; jobs that wait for theirs are dropped.
  void stop();

  // For one thread.

  /// A job to prepare. Waits until one is free; null while jobs are dropped.
  InferenceJob* take();
  /// Hands a job from take() on to the steps.
  void submit(InferenceJob& job);
  /// Gives a job from take() back.
  void discard(InferenceJob& job);
  /// Waits until all submitted jobs are through or dropped.
  void drain();

  /// From now on jobs that wait for a step, and new ones, are dropped; or no more. For any thread.
  void set_dropping(bool is_dropping);

 private:
  void run_model();
  void run_finish();

  const Step infer_;
  const Step finish_;
  std::array<InferenceJob, kMaxJobs> jobs_;
  std::mutex mutex_;
  /// Of the thread that prepares; for a spare tensor, too.
  std::condition_variable has_free_;
  std::condition_variable has_prepared_;
  std::condition_variable has_inferred_;
  // Guarded by mutex_; each job is in one of these or in one thread's hands.
  std::vector<InferenceJob*> free_;
  std::deque<InferenceJob*> prepared_;
  std::deque<InferenceJob*> inferred_;
  std::vector<std::vector<float>> spare_tensors_;
  bool is_dropping_ = false;
  bool is_stopped_ = false;
  std::thread model_thread_;
  std::thread finish_thread_;
};

}  // namespace pipewright::standin::inference
