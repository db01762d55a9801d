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

/// Takes jobs through two more steps in threads of their own, so that the model has work while the
/// next job is prepared and the one before is finished. The model runs on as many jobs at once as
/// it is set up for; they are finished in the order in which they came.
class InferenceThreads {
 public:
  /// Does something with a job; must not throw.
  using Step = std::function<void(InferenceJob& job)>;

  static constexpr std::size_t kNumModelThreads = ModelRunner::kNumRunsAtOnce;
  /// Tensors: those that the model looks at and one that is prepared.
  static constexpr std::size_t kMaxTensors = kNumModelThreads + 1;
  /// Jobs between take() and the end of their last step.
  static constexpr std::size_t kMaxJobs = kMaxTensors + 1;

  /// `infer` is called by several threads at once, `finish` by one.
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
  // Guarded by mutex_.
  std::vector<InferenceJob*> free_;
  std::deque<InferenceJob*> prepared_;
  /// In the order in which they came, whether the model is through with them or not.
  std::deque<InferenceJob*> unfinished_;
  std::vector<std::vector<float>> spare_tensors_;
  bool is_dropping_ = false;
  bool is_stopped_ = false;
  std::array<std::thread, kNumModelThreads> model_threads_;
  std::thread finish_thread_;
};

}  // namespace pipewright::standin::inference
