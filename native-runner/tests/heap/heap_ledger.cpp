// SPDX-License-Identifier: Apache-2.0
#include "heap_ledger.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>

namespace pipewright::test {
namespace {

constexpr const char* kFileVariable = "PIPEWRIGHT_HEAP_LEDGER";
constexpr const char* kPreloadVariable = "LD_PRELOAD";

// Zero before anything runs: the dynamic linker allocates before constructors do.
constinit HeapLedger own_ledger{};
constinit std::atomic<HeapLedger*> ledger{&own_ledger};

HeapLedger* map(int file) {
  void* memory = ::mmap(nullptr, sizeof(HeapLedger), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("the heap's ledger cannot be mapped");
  return static_cast<HeapLedger*>(memory);
}

/// A program that was started beside a ProgramHeapLedger counts there. What it starts itself does
/// not.
[[gnu::constructor]] void join_shared_ledger() {
  const char* file = std::getenv(kFileVariable);
  if (file == nullptr) return;
  ledger = map(std::stoi(file));
  ::unsetenv(kFileVariable);
  ::unsetenv(kPreloadVariable);
}

/// Where this library lies.
std::string own_path() {
  Dl_info info{};
  ::dladdr(reinterpret_cast<const void*>(&heap_ledger), &info);
  return info.dli_fname;
}

}  // namespace

std::uint32_t HeapLedger::enter(std::size_t size) {
  const std::uint32_t period = period_.load(std::memory_order_relaxed);
  accounts_[period].fetch_add(kBlock + static_cast<std::int64_t>(size), std::memory_order_relaxed);
  return period;
}

void HeapLedger::leave(std::uint32_t period, std::size_t size) {
  accounts_[period].fetch_sub(kBlock + static_cast<std::int64_t>(size), std::memory_order_relaxed);
}

bool counts_heap() {
  return PIPEWRIGHT_COUNTS_HEAP;
}

HeapLedger& heap_ledger() {
  return *ledger.load(std::memory_order_relaxed);
}

ProgramHeapLedger::ProgramHeapLedger() {
  // Out of the way of the descriptors that a program is started with.
  constexpr int kFirstDescriptor = 100;
  const int file = ::memfd_create("heap-ledger", MFD_CLOEXEC);
  file_ = ::fcntl(file, F_DUPFD, kFirstDescriptor);
  ::close(file);
  if (file_ < 0 || ::ftruncate(file_, sizeof(HeapLedger)) != 0) {
    throw std::runtime_error("the heap's ledger cannot be made");
  }
  ledger_ = map(file_);
  if (!counts_heap()) return;
  ::setenv(kFileVariable, std::to_string(file_).c_str(), 1);
  ::setenv(kPreloadVariable, own_path().c_str(), 1);
}

ProgramHeapLedger::~ProgramHeapLedger() {
  if (counts_heap()) {
    ::unsetenv(kFileVariable);
    ::unsetenv(kPreloadVariable);
  }
  ::munmap(ledger_, sizeof(HeapLedger));
  ::close(file_);
}

}  // namespace pipewright::test
