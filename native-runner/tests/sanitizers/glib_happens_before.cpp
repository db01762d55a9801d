// SPDX-License-Identifier: Apache-2.0
// Tells ThreadSanitizer what GLib and GStreamer order between threads. They are not built with it
// and their locks are futexes of their own, so it would see none of them and call all that they
// guard a race. It also knows no threads of C11, which librdkafka starts. Preloaded into the
// programs of that build; in others it does nothing.
//
// Each function does what it replaces, and beside that says "all that this thread did so far"
// (release) and "happens before what this thread does next" (acquire), by the lock's address.
#include <dlfcn.h>
#include <gst/gst.h>
#include <pthread.h>
#include <threads.h>

#include <atomic>
#include <cstdint>
#include <memory>

extern "C" {
// ThreadSanitizer's interface; null in a program without it.
[[gnu::weak]] void __tsan_acquire(void* address);
[[gnu::weak]] void __tsan_release(void* address);
}

namespace {

void acquire(void* address) {
  if (__tsan_acquire != nullptr) __tsan_acquire(address);
}

void release(void* address) {
  if (__tsan_release != nullptr) __tsan_release(address);
}

/// The function of that name in GLib or GStreamer.
template <auto kFunction>
auto* original(const char* name) {
  static auto* const found = reinterpret_cast<decltype(kFunction)>(dlsym(RTLD_NEXT, name));
  return found;
}

/// Says it of the buffers that a sample or a list gives up as it goes.
void release_contents(GstMiniObject* object) {
  if (GST_IS_SAMPLE(object)) {
    GstBuffer* const buffer = gst_sample_get_buffer(GST_SAMPLE_CAST(object));
    if (buffer != nullptr) release(buffer);
  } else if (GST_IS_BUFFER_LIST(object)) {
    GstBufferList* const list = GST_BUFFER_LIST_CAST(object);
    for (guint i = 0; i < gst_buffer_list_length(list); ++i) release(gst_buffer_list_get(list, i));
  }
}

void release_replaced(GstMiniObject** place) {
  if (*place != nullptr) release(*place);
}

/// What a thread of C11 is to call.
struct ThreadCall {
  thrd_start_t function;
  void* argument;
};

/// What gst_element_call_async() is to call.
struct AsyncCall {
  GstElementCallAsyncFunc function;
  gpointer user_data;
  GDestroyNotify destroy;
};

}  // namespace

#define ORIGINAL(function) original<&(function)>(#function)

/// Defines a function that takes a lock, and one that gives it back.
#define LOCK_AND_UNLOCK(type, lock, unlock) \
  void lock(type* address) {                \
    ORIGINAL(lock)(address);                \
    acquire(address);                       \
  }                                         \
  void unlock(type* address) {              \
    release(address);                       \
    ORIGINAL(unlock)(address);              \
  }

#define TRY_LOCK(type, try_lock)                        \
  gboolean try_lock(type* address) {                    \
    const gboolean taken = ORIGINAL(try_lock)(address); \
    if (taken) acquire(address);                        \
    return taken;                                       \
  }

/// Defines a function that gives up a reference: whoever gives up the last one destroys, after all
/// others are done with the object.
#define UNREF(type, unref)   \
  void unref(type object) {  \
    acquire(object);         \
    release(object);         \
    ORIGINAL(unref)(object); \
  }

extern "C" {

LOCK_AND_UNLOCK(GMutex, g_mutex_lock, g_mutex_unlock)
TRY_LOCK(GMutex, g_mutex_trylock)
LOCK_AND_UNLOCK(GRecMutex, g_rec_mutex_lock, g_rec_mutex_unlock)
TRY_LOCK(GRecMutex, g_rec_mutex_trylock)
LOCK_AND_UNLOCK(GRWLock, g_rw_lock_writer_lock, g_rw_lock_writer_unlock)
LOCK_AND_UNLOCK(GRWLock, g_rw_lock_reader_lock, g_rw_lock_reader_unlock)
UNREF(gpointer, g_object_unref)
UNREF(gpointer, gst_object_unref)

/// Gives up all but the last reference by itself: a thread that would first look whether it has the
/// last one and then give it up could miss what another did in between.
void gst_mini_object_unref(GstMiniObject* object) {
  const std::atomic_ref count(object->refcount);
  int seen = count.load();
  while (seen > 1) {
    release(object);
    if (count.compare_exchange_weak(seen, seen - 1)) return;
  }
  acquire(object);
  // What the object holds, and its pool if it has one, is given up within GStreamer.
  release(object);
  release_contents(object);
  ORIGINAL(gst_mini_object_unref)(object);
}

gboolean gst_mini_object_replace(GstMiniObject** place, GstMiniObject* object) {
  release_replaced(place);
  return ORIGINAL(gst_mini_object_replace)(place, object);
}

gboolean gst_mini_object_take(GstMiniObject** place, GstMiniObject* object) {
  release_replaced(place);
  return ORIGINAL(gst_mini_object_take)(place, object);
}

/// GStreamer's own would give up the original by a call that cannot be seen from outside.
GstMiniObject* gst_mini_object_make_writable(GstMiniObject* object) {
  if (gst_mini_object_is_writable(object)) {
    acquire(object);
    return object;
  }
  GstMiniObject* copy = gst_mini_object_copy(object);
  gst_mini_object_unref(object);
  return copy;
}

GstFlowReturn gst_buffer_pool_acquire_buffer(GstBufferPool* pool, GstBuffer** buffer,
                                             GstBufferPoolAcquireParams* params) {
  const GstFlowReturn result = ORIGINAL(gst_buffer_pool_acquire_buffer)(pool, buffer, params);
  if (result == GST_FLOW_OK) acquire(*buffer);
  return result;
}

/// A thread's slices may become another's.
gpointer g_slice_alloc(gsize size) {
  gpointer slice = ORIGINAL(g_slice_alloc)(size);
  acquire(slice);
  return slice;
}

gpointer g_slice_alloc0(gsize size) {
  gpointer slice = ORIGINAL(g_slice_alloc0)(size);
  acquire(slice);
  return slice;
}

void g_slice_free1(gsize size, gpointer slice) {
  if (slice != nullptr) release(slice);
  ORIGINAL(g_slice_free1)(size, slice);
}

int thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
  auto call = std::make_unique<ThreadCall>(ThreadCall{function, argument});
  const auto run = [](void* data) -> void* {
    const std::unique_ptr<ThreadCall> wrapped(static_cast<ThreadCall*>(data));
    return reinterpret_cast<void*>(std::intptr_t{wrapped->function(wrapped->argument)});
  };
  if (pthread_create(thread, nullptr, run, call.get()) != 0) return thrd_error;
  call.release();
  return thrd_success;
}

int thrd_join(thrd_t thread, int* result) {
  void* returned = nullptr;
  if (pthread_join(thread, &returned) != 0) return thrd_error;
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
  return thrd_success;
}

int thrd_detach(thrd_t thread) {
  return pthread_detach(thread) == 0 ? thrd_success : thrd_error;
}

void g_cond_wait(GCond* condition, GMutex* mutex) {
  release(mutex);
  ORIGINAL(g_cond_wait)(condition, mutex);
  acquire(mutex);
}

gboolean g_cond_wait_until(GCond* condition, GMutex* mutex, gint64 end_time) {
  release(mutex);
  const gboolean signalled = ORIGINAL(g_cond_wait_until)(condition, mutex, end_time);
  acquire(mutex);
  return signalled;
}

void g_async_queue_push(GAsyncQueue* queue, gpointer data) {
  release(queue);
  ORIGINAL(g_async_queue_push)(queue, data);
}

gpointer g_async_queue_pop(GAsyncQueue* queue) {
  gpointer data = ORIGINAL(g_async_queue_pop)(queue);
  acquire(queue);
  return data;
}

gpointer g_async_queue_try_pop(GAsyncQueue* queue) {
  gpointer data = ORIGINAL(g_async_queue_try_pop)(queue);
  acquire(queue);
  return data;
}

gpointer g_async_queue_timeout_pop(GAsyncQueue* queue, guint64 timeout) {
  gpointer data = ORIGINAL(g_async_queue_timeout_pop)(queue, timeout);
  acquire(queue);
  return data;
}

gboolean gst_bus_post(GstBus* bus, GstMessage* message) {
  release(bus);
  return ORIGINAL(gst_bus_post)(bus, message);
}

GstMessage* gst_bus_timed_pop_filtered(GstBus* bus, GstClockTime timeout, GstMessageType types) {
  GstMessage* message = ORIGINAL(gst_bus_timed_pop_filtered)(bus, timeout, types);
  acquire(bus);
  return message;
}

GstMessage* gst_bus_timed_pop(GstBus* bus, GstClockTime timeout) {
  GstMessage* message = ORIGINAL(gst_bus_timed_pop)(bus, timeout);
  acquire(bus);
  return message;
}

GstMessage* gst_bus_pop(GstBus* bus) {
  GstMessage* message = ORIGINAL(gst_bus_pop)(bus);
  acquire(bus);
  return message;
}

void gst_element_call_async(GstElement* element, GstElementCallAsyncFunc function,
                            gpointer user_data, GDestroyNotify destroy) {
  auto call = std::make_unique<AsyncCall>(AsyncCall{function, user_data, destroy});
  release(call.get());
  const GstElementCallAsyncFunc run = [](GstElement* called_on, gpointer data) {
    acquire(data);
    const auto& wrapped = *static_cast<AsyncCall*>(data);
    wrapped.function(called_on, wrapped.user_data);
  };
  const GDestroyNotify finish = [](gpointer data) {
    const std::unique_ptr<AsyncCall> wrapped(static_cast<AsyncCall*>(data));
    acquire(wrapped.get());
    if (wrapped->destroy != nullptr) wrapped->destroy(wrapped->user_data);
  };
  ORIGINAL(gst_element_call_async)(element, run, call.release(), finish);
}

}  // extern "C"
