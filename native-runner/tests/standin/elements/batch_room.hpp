// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

namespace pipewright::standin::testing {

/// Lets a test keep more batches of a mux than are under way otherwise; a size that the test has
/// set stays.
inline void make_room_for_batches(GstElement* element) {
  constexpr const char* kPoolSize = "buffer-pool-size";
  GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), kPoolSize);
  if (spec == nullptr) return;
  guint size = 0;
  g_object_get(element, kPoolSize, &size, nullptr);
  const GParamSpecUInt* range = G_PARAM_SPEC_UINT(spec);
  if (size == range->default_value) g_object_set(element, kPoolSize, range->maximum, nullptr);
}

}  // namespace pipewright::standin::testing
