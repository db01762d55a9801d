// SPDX-License-Identifier: Apache-2.0
// Does the build with ThreadSanitizer see what it is there for? Two threads count together: with a
// GLib mutex that is no race, without one it is, and the program fails.
#include <glib.h>

#include <cstring>

namespace {

constexpr int kCounts = 1000;

struct Counter {
  GMutex mutex;
  bool is_guarded;
  int value = 0;
};

gpointer count(gpointer data) {
  auto& counter = *static_cast<Counter*>(data);
  for (int i = 0; i < kCounts; ++i) {
    if (counter.is_guarded) g_mutex_lock(&counter.mutex);
    ++counter.value;
    if (counter.is_guarded) g_mutex_unlock(&counter.mutex);
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  Counter counter{};
  g_mutex_init(&counter.mutex);
  counter.is_guarded = argc > 1 && std::strcmp(argv[1], "guarded") == 0;
  GThread* const first = g_thread_new("first", count, &counter);
  GThread* const second = g_thread_new("second", count, &counter);
  g_thread_join(first);
  g_thread_join(second);
  g_mutex_clear(&counter.mutex);
  return 0;
}
