// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/async_classifier.hpp"

#include <algorithm>
#include <utility>

namespace pipewright::standin::inference {

AsyncClassifier::AsyncClassifier(ModelRunner& runner, const Classifier& classifier)
    : runner_(runner), classifier_(classifier) {
  for (Batch& batch : batches_) free_.push_back(&batch);
  thread_ = std::thread([this] { run_batches(); });
}

AsyncClassifier::~AsyncClassifier() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Result<void> AsyncClassifier::submit(std::span<const RegionInput> inputs,
                                     std::span<const Subject> subjects) {
  const auto taken = take_free();
  if (!taken) return taken.error();
  Batch& batch = *taken.value();
  batch.tensor.resize(runner_.max_samples() * runner_.dims().size());
  batch.placements.resize(inputs.size());
  if (auto prepared = runner_.prepare(inputs, batch.tensor, batch.placements); !prepared) {
    const std::lock_guard lock(mutex_);
    free_.push_back(&batch);
    return prepared;
  }
  batch.items.resize(inputs.size());
  for (std::size_t i = 0; i < subjects.size(); ++i) batch.items[i].history = subjects[i].history;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&batch);
  }
  changed_.notify_all();
  return {};
}

Result<AsyncClassifier::Batch*> AsyncClassifier::take_free() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !free_.empty() || !done_.empty() || error_; });
  if (error_) return *error_;
  if (free_.empty()) {
    for (Batch* batch : done_) take_results(*batch);
    free_.swap(done_);
  }
  Batch* batch = free_.back();
  free_.pop_back();
  return batch;
}

Result<void> AsyncClassifier::collect() {
  const std::lock_guard lock(mutex_);
  for (Batch* batch : done_) {
    take_results(*batch);
    free_.push_back(batch);
  }
  done_.clear();
  if (error_) return *error_;
  return {};
}

void AsyncClassifier::take_results(Batch& batch) {
  for (std::size_t i = 0; i < batch.items.size(); ++i) {
    const auto history = batch.items[i].history.lock();
    if (history == nullptr || batch.placements[i].source.empty()) continue;
    history->attributes.swap(batch.items[i].attributes);
  }
}

void AsyncClassifier::run_batches() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
    if (is_stopped_) return;
    Batch* batch = waiting_.front();
    waiting_.pop_front();
    lock.unlock();
    auto classified = classify(*batch);
    lock.lock();
    if (!classified && !error_) error_ = classified.error();
    done_.push_back(batch);
    changed_.notify_all();
  }
}

Result<void> AsyncClassifier::classify(Batch& batch) {
  const bool is_wanted = std::any_of(batch.items.begin(), batch.items.end(),
                                     [](const Item& item) { return !item.history.expired(); });
  if (!is_wanted) return {};
  if (auto ran = runner_.run_prepared(batch.tensor, batch.items.size(), run_); !ran) return ran;
  for (std::size_t i = 0; i < batch.items.size(); ++i) {
    classifier_.classify(run_.sample(i), batch.items[i].attributes);
  }
  return {};
}

}  // namespace pipewright::standin::inference
