// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pipewright::test {

/// Whether this build's sanitizer holds freed memory back (AddressSanitizer's quarantine) or keeps
/// a history of accesses (ThreadSanitizer): then the resident memory tells nothing of leaks.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitizerKeepsMemory = true;
#elif defined(__has_feature)
inline constexpr bool kSanitizerKeepsMemory =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSanitizerKeepsMemory = false;
#endif

}  // namespace pipewright::test
