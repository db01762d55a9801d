// SPDX-License-Identifier: Apache-2.0
#include "property_transfer.hpp"

namespace pipewright::standin {
namespace {

bool convert(const GValue& from, GValue& to) {
  if (G_VALUE_HOLDS_ENUM(&from) && G_VALUE_HOLDS_ENUM(&to)) {
    g_value_set_enum(&to, g_value_get_enum(&from));
    return true;
  }
  return g_value_transform(&from, &to) != FALSE;
}

}  // namespace

void transfer_property(GstElement* owner, const PropertyStore& values, const PropertySpec& spec,
                       unsigned id, GstElement* target) {
  GParamSpec* own = g_object_class_find_property(G_OBJECT_GET_CLASS(owner), spec.name);
  GParamSpec* other = g_object_class_find_property(G_OBJECT_GET_CLASS(target), spec.name);
  if (own == nullptr || other == nullptr || (other->flags & G_PARAM_WRITABLE) == 0) return;
  GValue value = G_VALUE_INIT;
  GValue converted = G_VALUE_INIT;
  g_value_init(&value, own->value_type);
  g_value_init(&converted, other->value_type);
  values.read(id, &value);
  if (convert(value, converted)) {
    g_object_set_property(G_OBJECT(target), spec.name, &converted);
  }
  g_value_unset(&converted);
  g_value_unset(&value);
}

}  // namespace pipewright::standin
