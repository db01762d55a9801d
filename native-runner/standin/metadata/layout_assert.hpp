// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// One assert per field: the message of a failure then names the field.
#define ASSERT_SIZE(type, size) static_assert(sizeof(type) == (size), #type " has another size")
#define ASSERT_FIELD(type, field, offset, size)                                       \
  static_assert(offsetof(type, field) == (offset), #type "." #field " is elsewhere"); \
  static_assert(sizeof(type::field) == (size), #type "." #field " has another size")
