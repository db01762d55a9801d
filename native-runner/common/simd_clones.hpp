// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Before a function's definition: compiles it once more for each level of x86-64's vector
/// instructions, and the program takes the best that the processor has. What the function calls has
/// to be inlined (PIPEWRIGHT_INLINE) to take part. Elsewhere (GCC knows the levels from 12 on), and
/// in builds with sanitizers (which are not up yet when the function is chosen), it stands for
/// nothing.
#if defined(__x86_64__) && !defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 12 && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PIPEWRIGHT_SIMD_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PIPEWRIGHT_SIMD_CLONES
#endif

/// Makes a function, or a lambda after its parameters, part of whatever calls it.
#define PIPEWRIGHT_INLINE __attribute__((always_inline))
