// SPDX-License-Identifier: Apache-2.0
// glibc's allocator with every block entered in the process's ledger. It takes the place of
// malloc() and its like in whatever program links or preloads this library.
#include <malloc.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "heap_ledger.hpp"

// glibc's own names of its allocator.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace pipewright::test {
namespace {

/// Stands in a block's last usable bytes. Blocks that did not come through here have none and are
/// not counted.
struct Mark {
  std::uint32_t magic;
  std::uint32_t period;
  std::size_t size;
};
constexpr std::uint32_t kMagic = 0x9c0a41e7;

char* mark_of(void* block) {
  return static_cast<char*>(block) + ::malloc_usable_size(block) - sizeof(Mark);
}

/// The size with room for a mark; where there is none the largest, which the allocator refuses.
std::size_t with_mark(std::size_t size) {
  return size > SIZE_MAX - sizeof(Mark) ? SIZE_MAX : size + sizeof(Mark);
}

void* enter(void* block, std::size_t size) {
  if (block == nullptr) return nullptr;
  const Mark mark{.magic = kMagic, .period = heap_ledger().enter(size), .size = size};
  std::memcpy(mark_of(block), &mark, sizeof mark);
  return block;
}

void leave(void* block) {
  if (block == nullptr || ::malloc_usable_size(block) < sizeof(Mark)) return;
  Mark mark{};
  std::memcpy(&mark, mark_of(block), sizeof mark);
  if (mark.magic != kMagic) return;
  heap_ledger().leave(mark.period, mark.size);
  // Memory that comes back unmarked must not look marked.
  std::memset(mark_of(block), 0, sizeof mark);
}

}  // namespace
}  // namespace pipewright::test

extern "C" {

void* malloc(std::size_t size) noexcept {
  using namespace pipewright::test;
  return enter(__libc_malloc(with_mark(size)), size);
}

void free(void* block) noexcept {
  const int error = errno;
  pipewright::test::leave(block);
  __libc_free(block);
  errno = error;
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  using namespace pipewright::test;
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
  return enter(__libc_calloc(1, with_mark(bytes)), bytes);
}

void* realloc(void* block, std::size_t size) noexcept {
  using namespace pipewright::test;
  if (block != nullptr && size == 0) {
    free(block);
    return nullptr;
  }
  leave(block);
  return enter(__libc_realloc(block, with_mark(size)), size);
}

void* reallocarray(void* block, std::size_t count, std::size_t size) noexcept {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return realloc(block, bytes);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  using namespace pipewright::test;
  return enter(__libc_memalign(alignment, with_mark(size)), size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return memalign(alignment, size);
}

int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept {
  void* made = memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *block = made;
  return 0;
}

}  // extern "C"
