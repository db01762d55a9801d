// SPDX-License-Identifier: Apache-2.0
// What each period of a process allocated and has not freed: the blocks and the bytes asked for,
// of every library. Exact, where the size of the heap tells of fragments and threads as well.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace pipewright::test {

/// Blocks of the heap in use, and the bytes that were asked for.
struct HeapUse {
  std::int64_t blocks = 0;
  std::int64_t bytes = 0;
};

/// Counts by periods, in memory that two processes can share.
class HeapLedger {
 public:
  static constexpr std::size_t kNumPeriods = 256;

  /// What any thread allocates from now on counts for `period`. A process starts in period 0.
  void start_period(std::size_t period) { period_ = static_cast<std::uint32_t>(period); }
  /// What is in use of a period's blocks. One that realloc() has moved or resized belongs to the
  /// period of that call.
  [[nodiscard]] HeapUse in_use(std::size_t period) const {
    const std::int64_t account = accounts_[period];
    return {.blocks = account / kBlock, .bytes = account % kBlock};
  }

  /// For the allocator: a block's way in and out.
  [[nodiscard]] std::uint32_t enter(std::size_t size);
  void leave(std::uint32_t period, std::size_t size);

 private:
  /// An account has its blocks in the upper bits and its bytes in the lower ones, so that one
  /// addition enters both.
  static constexpr std::int64_t kBlock = std::int64_t{1} << 40;

  std::atomic<std::uint32_t> period_;
  std::array<std::atomic<std::int64_t>, kNumPeriods> accounts_;
};

/// Whether this build counts: a sanitizer has an allocator and a leak check of its own.
bool counts_heap();

/// The ledger of this process, which links the library.
HeapLedger& heap_ledger();

/// The ledger of a program that is started while this lives: the library is preloaded into it.
class ProgramHeapLedger {
 public:
  ProgramHeapLedger();
  ~ProgramHeapLedger();
  ProgramHeapLedger(const ProgramHeapLedger&) = delete;
  ProgramHeapLedger& operator=(const ProgramHeapLedger&) = delete;
  HeapLedger* operator->() const { return ledger_; }

 private:
  int file_ = -1;
  HeapLedger* ledger_ = nullptr;
};

}  // namespace pipewright::test
