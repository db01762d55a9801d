// SPDX-License-Identifier: Apache-2.0
// Hands work from any thread to the main thread, which owns all pipeline state.
#pragma once

#include <glib.h>

#include <deque>
#include <functional>
#include <mutex>

namespace pipewright {

/// Runs posted tasks on the thread that iterates the default main context, in the order in which
/// they were posted. Tasks that are still queued when the queue goes are dropped.
class MainQueue {
 public:
  using Task = std::function<void()>;

  MainQueue();
  ~MainQueue();
  MainQueue(const MainQueue&) = delete;
  MainQueue& operator=(const MainQueue&) = delete;

  /// Any thread. The task never runs within this call.
  void post(Task task);

 private:
  struct Source;
  static gboolean prepare(GSource* source, gint* timeout);
  static gboolean check(GSource* source);
  static gboolean dispatch(GSource* source, GSourceFunc callback, gpointer user_data);
  bool has_tasks();
  void run_tasks();

  std::mutex mutex_;
  std::deque<Task> tasks_;
  GSource* source_;
};

}  // namespace pipewright
