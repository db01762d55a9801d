// SPDX-License-Identifier: Apache-2.0
#include "runner/main_queue.hpp"

#include <utility>

namespace pipewright {

struct MainQueue::Source {
  GSource base;
  MainQueue* queue;
};

MainQueue::MainQueue() {
  static GSourceFuncs functions = {prepare, check, dispatch, nullptr, nullptr, nullptr};
  source_ = g_source_new(&functions, sizeof(Source));
  reinterpret_cast<Source*>(source_)->queue = this;
  g_source_set_name(source_, "main queue");
  g_source_attach(source_, nullptr);
}

MainQueue::~MainQueue() {
  g_source_destroy(source_);
  g_source_unref(source_);
}

void MainQueue::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  g_main_context_wakeup(nullptr);
}

bool MainQueue::has_tasks() {
  const std::lock_guard lock(mutex_);
  return !tasks_.empty();
}

gboolean MainQueue::prepare(GSource* source, gint* timeout) {
  *timeout = -1;
  return reinterpret_cast<Source*>(source)->queue->has_tasks();
}

gboolean MainQueue::check(GSource* source) {
  return reinterpret_cast<Source*>(source)->queue->has_tasks();
}

gboolean MainQueue::dispatch(GSource* source, GSourceFunc, gpointer) {
  reinterpret_cast<Source*>(source)->queue->run_tasks();
  return G_SOURCE_CONTINUE;
}

void MainQueue::run_tasks() {
  // Tasks posted meanwhile wait for the next turn, so that other sources get theirs.
  std::deque<Task> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (Task& task : tasks) task();
}

}  // namespace pipewright
