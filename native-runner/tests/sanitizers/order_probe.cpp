// SPDX-License-Identifier: Apache-2.0
// Does the build with ThreadSanitizer see what it is there for? Two threads count together: with a
// GLib mutex that is no race, without one it is, and the program fails. A buffer is written by the
// one who holds it last, after the other has read it: no race.
#include <gst/gst.h>

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

void count_together(bool is_guarded) {
  Counter counter{};
  g_mutex_init(&counter.mutex);
  counter.is_guarded = is_guarded;
  GThread* const first = g_thread_new("first", count, &counter);
  GThread* const second = g_thread_new("second", count, &counter);
  g_thread_join(first);
  g_thread_join(second);
  g_mutex_clear(&counter.mutex);
}

/// Reads the buffer, then gives it up as a sink gives up its last one.
gpointer read_and_give_up(gpointer data) {
  auto* buffer = static_cast<GstBuffer*>(data);
  const bool is_stamped = GST_BUFFER_PTS_IS_VALID(buffer);
  gst_buffer_replace(&buffer, nullptr);
  return GINT_TO_POINTER(is_stamped);
}

void write_what_was_given_up() {
  GstBuffer* buffer = gst_buffer_new();
  GThread* const reader = g_thread_new("reader", read_and_give_up, gst_buffer_ref(buffer));
  while (!gst_buffer_is_writable(buffer)) g_thread_yield();
  buffer = gst_buffer_make_writable(buffer);
  GST_BUFFER_PTS(buffer) = 0;
  gst_buffer_unref(buffer);
  g_thread_join(reader);
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(nullptr, nullptr);
  const auto is_asked = [&](const char* probe) {
    return argc > 1 && std::strcmp(argv[1], probe) == 0;
  };
  if (is_asked("buffer given up")) {
    write_what_was_given_up();
  } else {
    count_together(is_asked("guarded counter"));
  }
  return 0;
}
