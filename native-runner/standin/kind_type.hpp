// SPDX-License-Identifier: Apache-2.0
// Elements that differ only in data: one GObject class, and a type of it for each kind.
#pragma once

#include <glib-object.h>

namespace pipewright::standin {

/// The type `type_name` below `parent`, registered at the first call. `init_class` is called with
/// its class and `kind`, which must live for ever.
template <class Instance, class Class, class Kind>
GType kind_type(GType parent, const char* type_name, const Kind& kind,
                void (*init_class)(gpointer klass, gpointer kind)) {
  if (const GType known = g_type_from_name(type_name); known != G_TYPE_INVALID) return known;
  GTypeInfo info = {};
  info.class_size = sizeof(Class);
  info.class_init = init_class;
  info.class_data = &kind;
  info.instance_size = sizeof(Instance);
  return g_type_register_static(parent, type_name, &info, static_cast<GTypeFlags>(0));
}

}  // namespace pipewright::standin
