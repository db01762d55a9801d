// SPDX-License-Identifier: Apache-2.0
// Measures what any program spends on its GStreamer pipeline: preloaded (LD_PRELOAD), it takes the
// time from the moment that the first pipeline is PLAYING until its end of stream, so that start
// and end of the process are left out. Appends one line of JSON to the file that
// PIPEWRIGHT_RUN_METER names: {"wallSeconds", "cpuSeconds" (user and system, all threads),
// "threads": [{"name", "isMain", "cpuSeconds"}] (of those that are left at the end)}.
//
// It looks at bus messages, which are few. A tracer could do the same, but with any tracer
// GStreamer reads the clock for every buffer and pad.
#include <dlfcn.h>
#include <gst/gst.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "bench/stopwatch.hpp"
#include "common/gst_ptr.hpp"

namespace {

constexpr const char* kFileVariable = "PIPEWRIGHT_RUN_METER";

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

struct Thread {
  std::string name;
  double cpu_seconds = 0;
};

/// What the process has spent since its start.
struct Spent {
  double cpu_seconds = 0;
  std::map<int, Thread> threads;

  static Spent now() {
    Spent spent;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    spent.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    std::error_code error;  // a thread may end while they are listed
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task", error)) {
      std::uint64_t nanos = 0;
      if (!(std::ifstream(entry.path() / "schedstat") >> nanos)) continue;
      Thread& thread = spent.threads[std::atoi(entry.path().filename().c_str())];
      thread.cpu_seconds = static_cast<double>(nanos) / 1e9;
      std::getline(std::ifstream(entry.path() / "comm"), thread.name);
    }
    return spent;
  }
};

class RunMeter {
 public:
  static RunMeter& instance() {
    static auto* meter = new RunMeter;  // as long as there are threads
    return *meter;
  }

  /// Listens to the first one that it is told of.
  void watch(GstElement* pipeline) {
    const std::lock_guard lock(mutex_);
    if (std::exchange(is_watching_, true)) return;
    const pipewright::BusPtr bus(gst_element_get_bus(pipeline));
    gst_bus_enable_sync_message_emission(bus.get());
    g_signal_connect(bus.get(), "sync-message",
                     G_CALLBACK(+[](GstBus*, GstMessage* message, gpointer) {
                       if (GST_IS_PIPELINE(GST_MESSAGE_SRC(message))) {
                         instance().on_message(message);
                       }
                     }),
                     nullptr);
  }

 private:
  void on_message(GstMessage* message) {
    const std::lock_guard lock(mutex_);
    if (!start_ && GST_MESSAGE_TYPE(message) == GST_MESSAGE_STATE_CHANGED) {
      GstState state = GST_STATE_NULL;
      gst_message_parse_state_changed(message, nullptr, &state, nullptr);
      if (state != GST_STATE_PLAYING) return;
      start_ = Spent::now();
      stopwatch_.emplace();
    } else if (stopwatch_ && GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS) {
      const double wall_seconds = stopwatch_->seconds();
      write(wall_seconds, Spent::now());
      stopwatch_.reset();
    }
  }

  void write(double wall_seconds, const Spent& end) const {
    const char* path = std::getenv(kFileVariable);
    std::FILE* file = path == nullptr ? nullptr : std::fopen(path, "a");
    if (file == nullptr) {
      std::fprintf(stderr, "runmeter: %s names no file that can be written.\n", kFileVariable);
      return;
    }
    std::fprintf(file, "{\"wallSeconds\": %.6f, \"cpuSeconds\": %.6f, \"threads\": [", wall_seconds,
                 end.cpu_seconds - start_->cpu_seconds);
    const char* separator = "";
    for (const auto& [id, thread] : end.threads) {
      const auto before = start_->threads.find(id);
      const double since = before == start_->threads.end() ? 0 : before->second.cpu_seconds;
      std::fprintf(file, "%s{\"name\": \"%s\", \"isMain\": %s, \"cpuSeconds\": %.6f}", separator,
                   thread.name.c_str(), id == ::getpid() ? "true" : "false",
                   thread.cpu_seconds - since);
      separator = ", ";
    }
    std::fputs("]}\n", file);
    std::fclose(file);
  }

  std::mutex mutex_;
  bool is_watching_ = false;
  std::optional<Spent> start_;
  std::optional<pipewright::bench::Stopwatch> stopwatch_;
};

}  // namespace

/// In the place of GStreamer's, which it calls.
extern "C" [[gnu::visibility("default")]] GstStateChangeReturn gst_element_set_state(
    GstElement* element, GstState state) {
  static const auto original = reinterpret_cast<decltype(&gst_element_set_state)>(
      ::dlsym(RTLD_NEXT, "gst_element_set_state"));
  if (GST_IS_PIPELINE(element)) RunMeter::instance().watch(element);
  return original(element, state);
}
