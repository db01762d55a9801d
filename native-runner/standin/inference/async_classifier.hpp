// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/classifier.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/object_history.hpp"
#include "standin/inference/postprocessor.hpp"

namespace pipewright::standin::inference {

/// Classifies tracked objects on a thread of its own, while the pipeline goes on
/// (classifier-async-mode). Objects are cropped when they are submitted; what the model says comes
/// into their histories with a later collect(). submit() and collect() are for one thread, which
/// is also the only one that looks into histories.
class AsyncClassifier {
 public:
  /// Both have to outlive it, and nobody else may run the model meanwhile.
  AsyncClassifier(ModelRunner& runner, const Classifier& classifier);
  /// Waits for the model's run, if there is one; batches behind it are dropped.
  ~AsyncClassifier();
  AsyncClassifier(const AsyncClassifier&) = delete;
  AsyncClassifier& operator=(const AsyncClassifier&) = delete;

  /// Batches under way at most; as in nvinfer submit() waits when there are as many.
  static constexpr std::size_t kMaxBatches = 3;

  /// Takes over what the inputs show of objects that have a history; as many as the model takes at
  /// most. Results of objects whose history is gone meanwhile are dropped.
  Result<void> submit(std::span<const RegionInput> inputs, std::span<const Subject> subjects);
  /// Brings the results that are there into their histories. The error is that of the model's run.
  Result<void> collect();

 private:
  /// An object of a batch and what the model said about it.
  struct Item {
    std::weak_ptr<ObjectHistory> history;
    std::vector<Attribute> attributes;
  };
  struct Batch {
    std::vector<float> tensor;
    std::vector<Placement> placements;
    std::vector<Item> items;
  };

  Result<Batch*> take_free();
  void take_results(Batch& batch);
  void run_batches();
  Result<void> classify(Batch& batch);

  ModelRunner& runner_;
  const Classifier& classifier_;
  /// Of the thread.
  ModelRun run_;
  std::array<Batch, kMaxBatches> batches_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_; each batch is in one of these lists or in one thread's hands.
  std::vector<Batch*> free_;
  std::deque<Batch*> waiting_;
  std::vector<Batch*> done_;
  std::optional<Error> error_;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace pipewright::standin::inference
