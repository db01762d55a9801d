// SPDX-License-Identifier: Apache-2.0
#include "runner/telemetry/process_usage.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace pipewright {
namespace {

std::uint64_t nanos(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_usec) * 1'000;
}

/// The n-th (from 0) field behind the command's name in /proc/self/stat.
std::uint64_t stat_field(std::string_view stat, unsigned index) {
  const auto name_end = stat.rfind(") ");
  if (name_end == std::string_view::npos) return 0;
  stat.remove_prefix(name_end + 2);
  for (; index > 0; --index) {
    const auto space = stat.find(' ');
    if (space == std::string_view::npos) return 0;
    stat.remove_prefix(space + 1);
  }
  return std::strtoull(stat.data(), nullptr, 10);
}

// Fields of /proc/self/stat (proc(5)), counted from the state, which is its third.
constexpr unsigned kNumThreadsField = 17;
constexpr unsigned kRssPagesField = 21;

}  // namespace

ProcessUsage read_process_usage() {
  ProcessUsage usage;
  rusage times;
  if (::getrusage(RUSAGE_SELF, &times) == 0) {
    usage.cpu_nanos = nanos(times.ru_utime) + nanos(times.ru_stime);
  }
  const int file = ::open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return usage;
  std::array<char, 1024> text;
  const ssize_t length = ::read(file, text.data(), text.size() - 1);
  ::close(file);
  if (length <= 0) return usage;
  text[static_cast<std::size_t>(length)] = '\0';
  const std::string_view stat(text.data());
  usage.num_threads = static_cast<std::uint32_t>(stat_field(stat, kNumThreadsField));
  usage.rss_bytes =
      stat_field(stat, kRssPagesField) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return usage;
}

}  // namespace pipewright
