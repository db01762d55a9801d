// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/inference_threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <vector>

namespace pipewright::standin::inference {
namespace {

/// The jobs that came to a step, in their order; a job's number is the first value of its tensor.
class Log {
 public:
  void add(float number) {
    const std::lock_guard lock(mutex_);
    numbers_.push_back(number);
  }
  std::vector<float> numbers() {
    const std::lock_guard lock(mutex_);
    return numbers_;
  }

 private:
  std::mutex mutex_;
  std::vector<float> numbers_;
};

/// Hands on a job of a number; false when it is dropped.
bool submit(InferenceThreads& threads, float number) {
  InferenceJob* job = threads.take();
  if (job == nullptr) return false;
  job->tensor.assign(1, number);
  job->samples = job->tensor;
  job->is_last = number > 0;
  threads.submit(*job);
  return true;
}

TEST(InferenceThreads, TakesTheNextJobWhileTheModelRuns) {
  std::latch are_running(InferenceThreads::kNumModelThreads);
  std::latch may_end(1);
  std::atomic<int> num_inferred = 0;
  std::atomic<int> num_finished = 0;
  InferenceThreads threads(
      [&](InferenceJob&) {
        if (!may_end.try_wait()) are_running.count_down();
        may_end.wait();
        ++num_inferred;
      },
      [&](InferenceJob&) { ++num_finished; });
  threads.start();
  // Would wait for ever if the model ran on one after the other.
  for (const float number : {1.0f, 2.0f}) ASSERT_TRUE(submit(threads, number));
  are_running.wait();
  // Would wait for ever if one of them had to end first.
  InferenceJob* next = threads.take();
  ASSERT_NE(next, nullptr);
  EXPECT_EQ(num_inferred, 0);
  may_end.count_down();
  threads.submit(*next);
  threads.drain();
  EXPECT_EQ(num_inferred, 3);
  EXPECT_EQ(num_finished, 3);
}

TEST(InferenceThreads, FinishesJobsInTheirOrder) {
  std::latch is_second_inferred(1);
  Log inferred;
  Log finished;
  InferenceThreads threads(
      [&](InferenceJob& job) {
        if (job.samples[0] == 1) is_second_inferred.wait();
        inferred.add(job.samples[0]);
        if (job.samples[0] == 2) is_second_inferred.count_down();
      },
      [&](InferenceJob& job) { finished.add(static_cast<float>(job.subjects.size())); });
  threads.start();
  for (const float number : {1.0f, 2.0f, 3.0f}) {
    InferenceJob* job = threads.take();
    ASSERT_NE(job, nullptr);
    job->tensor.assign(1, number);
    job->samples = job->tensor;
    job->subjects.resize(static_cast<std::size_t>(number));
    threads.submit(*job);
  }
  threads.drain();
  EXPECT_EQ(inferred.numbers().front(), 2);
  EXPECT_EQ(finished.numbers(), (std::vector<float>{1, 2, 3}));
}

TEST(InferenceThreads, RunsTheModelWhileAJobIsFinished) {
  std::latch is_second_inferred(1);
  std::atomic<int> num_finished = 0;
  std::atomic<int> num_inferred = 0;
  InferenceThreads threads(
      [&](InferenceJob&) {
        if (++num_inferred == 2) is_second_inferred.count_down();
      },
      [&](InferenceJob&) {
        is_second_inferred.wait();
        ++num_finished;
      });
  threads.start();
  for (const float number : {1.0f, 2.0f}) ASSERT_TRUE(submit(threads, number));
  threads.drain();
  EXPECT_EQ(num_finished, 2);
}

TEST(InferenceThreads, DropsWhatWaits) {
  constexpr int kNumRunning = InferenceThreads::kNumModelThreads;
  std::latch are_running(kNumRunning);
  std::latch may_end(1);
  std::atomic<int> num_inferred = 0;
  Log finished;
  InferenceThreads threads(
      [&](InferenceJob&) {
        if (++num_inferred > kNumRunning) return;
        are_running.count_down();
        may_end.wait();
      },
      [&](InferenceJob& job) { finished.add(job.is_last ? 1.0f : 0.0f); });
  threads.start();
  for (int i = 0; i < kNumRunning; ++i) ASSERT_TRUE(submit(threads, 0));
  are_running.wait();
  ASSERT_TRUE(submit(threads, 0));
  threads.set_dropping(true);
  EXPECT_FALSE(submit(threads, 0)) << "nothing is taken meanwhile";
  may_end.count_down();
  threads.drain();
  EXPECT_EQ(num_inferred, kNumRunning);
  EXPECT_EQ(finished.numbers(), std::vector<float>());
  threads.set_dropping(false);
  ASSERT_TRUE(submit(threads, 1));
  threads.drain();
  EXPECT_EQ(finished.numbers(), (std::vector<float>{1}));
}

TEST(InferenceThreads, StopsWithJobsUnderWayAndStartsAgain) {
  Log inferred;
  InferenceThreads threads([&](InferenceJob& job) { inferred.add(job.samples[0]); },
                           [](InferenceJob&) {});
  for (int round = 0; round < 3; ++round) {
    threads.start();
    for (const float number : {1.0f, 2.0f, 3.0f}) ASSERT_TRUE(submit(threads, number));
    threads.stop();
  }
  threads.start();
  ASSERT_TRUE(submit(threads, 4));
  threads.drain();
  EXPECT_EQ(inferred.numbers().back(), 4);
}

}  // namespace
}  // namespace pipewright::standin::inference
