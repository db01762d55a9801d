// SPDX-License-Identifier: Apache-2.0
#include "property_store.hpp"

#include <climits>

namespace pipewright::standin {
namespace {

GQuark store_quark() {
  static const GQuark quark = g_quark_from_static_string("pipewright-property-store");
  return quark;
}

/// The GType of an enumeration. Several elements share DeepStream's type names; the first table
/// that is installed registers the type.
GType enum_type(const EnumSpec& spec) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (const GType existing = g_type_from_name(spec.type_name); existing != 0) return existing;
  return g_enum_register_static(spec.type_name, spec.values);
}

/// The same for a set of flags.
GType flags_type(const EnumSpec& spec) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (const GType existing = g_type_from_name(spec.type_name); existing != 0) return existing;
  std::size_t num_values = 0;
  while (spec.values[num_values].value_name != nullptr) ++num_values;
  // A type keeps its values for ever, so they are never freed.
  auto* values = g_new0(GFlagsValue, num_values + 1);
  for (std::size_t i = 0; i < num_values; ++i) {
    const GEnumValue& value = spec.values[i];
    values[i] = {static_cast<guint>(value.value), value.value_name, value.value_nick};
  }
  return g_flags_register_static(spec.type_name, values);
}

GParamFlags param_flags(const PropertySpec& spec) {
  unsigned flags = G_PARAM_STATIC_STRINGS;
  if ((spec.access & kReadable) != 0) flags |= G_PARAM_READABLE;
  if ((spec.access & kWritable) != 0) flags |= G_PARAM_WRITABLE;
  if ((spec.access & kMutableReady) != 0) flags |= GST_PARAM_MUTABLE_READY;
  if ((spec.access & kMutablePlaying) != 0) flags |= GST_PARAM_MUTABLE_PLAYING;
  if ((spec.access & kControllable) != 0) flags |= GST_PARAM_CONTROLLABLE;
  return static_cast<GParamFlags>(flags);
}

GParamSpec* param_spec(const PropertySpec& spec) {
  const GParamFlags flags = param_flags(spec);
  const auto signed_number = [](std::uint64_t bits) { return static_cast<std::int64_t>(bits); };
  switch (spec.type) {
    case PropertyType::kBoolean:
      return g_param_spec_boolean(spec.name, spec.name, spec.blurb, spec.start != 0, flags);
    case PropertyType::kInt:
      return g_param_spec_int(spec.name, spec.name, spec.blurb,
                              static_cast<int>(signed_number(spec.min)),
                              static_cast<int>(signed_number(spec.max)),
                              static_cast<int>(signed_number(spec.start)), flags);
    case PropertyType::kUint:
      return g_param_spec_uint(spec.name, spec.name, spec.blurb, static_cast<guint>(spec.min),
                               static_cast<guint>(spec.max), static_cast<guint>(spec.start), flags);
    case PropertyType::kInt64:
      return g_param_spec_int64(spec.name, spec.name, spec.blurb, signed_number(spec.min),
                                signed_number(spec.max), signed_number(spec.start), flags);
    case PropertyType::kUint64:
      return g_param_spec_uint64(spec.name, spec.name, spec.blurb, spec.min, spec.max, spec.start,
                                 flags);
    case PropertyType::kFloat: {
      const auto real = [](std::uint64_t bits) {
        return static_cast<float>(std::bit_cast<double>(bits));
      };
      return g_param_spec_float(spec.name, spec.name, spec.blurb, real(spec.min), real(spec.max),
                                real(spec.start), flags);
    }
    case PropertyType::kString:
      return g_param_spec_string(spec.name, spec.name, spec.blurb, spec.start_text, flags);
    case PropertyType::kEnum:
      return g_param_spec_enum(spec.name, spec.name, spec.blurb, enum_type(*spec.enumeration),
                               static_cast<int>(signed_number(spec.start)), flags);
    case PropertyType::kFlags:
      return g_param_spec_flags(spec.name, spec.name, spec.blurb, flags_type(*spec.enumeration),
                                static_cast<guint>(spec.start), flags);
    case PropertyType::kPointer:
      return g_param_spec_pointer(spec.name, spec.name, spec.blurb, flags);
    case PropertyType::kStructure:
      return g_param_spec_boxed(spec.name, spec.name, spec.blurb, GST_TYPE_STRUCTURE, flags);
  }
  return nullptr;
}

}  // namespace

void PropertyStore::install(GObjectClass* object_class, std::span<const PropertySpec> specs) {
  object_class->set_property = &PropertyStore::set_property;
  object_class->get_property = &PropertyStore::get_property;
  guint id = 1;
  for (const PropertySpec& spec : specs) {
    g_object_class_install_property(object_class, id++, param_spec(spec));
    // Elements are documented by introspection, so enum types that the tables make are plain API of
    // the plugin.
    if (spec.enumeration != nullptr) {
      GParamSpec* installed = g_object_class_find_property(object_class, spec.name);
      gst_type_mark_as_plugin_api(installed->value_type, static_cast<GstPluginAPIFlags>(0));
    }
  }
}

PropertyStore* PropertyStore::attach(GObject* object, std::span<const PropertySpec> specs) {
  auto* store = new PropertyStore(specs);
  g_object_set_qdata_full(object, store_quark(), store,
                          [](gpointer data) { delete static_cast<PropertyStore*>(data); });
  return store;
}

PropertyStore::PropertyStore(std::span<const PropertySpec> specs)
    : specs_(specs), values_(specs.size()) {
  for (std::size_t i = 0; i < specs.size(); ++i) {
    values_[i].number = specs[i].start;
    values_[i].has_text = specs[i].start_text != nullptr;
    if (values_[i].has_text) values_[i].text = specs[i].start_text;
  }
}

PropertyStore::~PropertyStore() {
  for (Value& value : values_) {
    if (value.structure != nullptr) gst_structure_free(value.structure);
  }
}

PropertyStore& PropertyStore::of(GObject* object) {
  return *static_cast<PropertyStore*>(g_object_get_qdata(object, store_quark()));
}

void PropertyStore::set_property(GObject* object, guint id, const GValue* value, GParamSpec*) {
  PropertyStore& self = of(object);
  self.store(id, value);
  if (self.on_change_) self.on_change_(id);
}

void PropertyStore::get_property(GObject* object, guint id, GValue* value, GParamSpec*) {
  PropertyStore& self = of(object);
  self.load(id, value);
  if (self.on_read_) self.on_read_(id, value);
}

void PropertyStore::store(unsigned id, const GValue* value) {
  const std::lock_guard lock(mutex_);
  Value& slot = values_[id - 1];
  slot.set_at = ++num_set_;
  switch (specs_[id - 1].type) {
    case PropertyType::kBoolean:
      slot.number = g_value_get_boolean(value) != FALSE ? 1 : 0;
      break;
    case PropertyType::kInt:
      slot.number = static_cast<std::uint64_t>(static_cast<std::int64_t>(g_value_get_int(value)));
      break;
    case PropertyType::kUint:
      slot.number = g_value_get_uint(value);
      break;
    case PropertyType::kInt64:
      slot.number = static_cast<std::uint64_t>(g_value_get_int64(value));
      break;
    case PropertyType::kUint64:
      slot.number = g_value_get_uint64(value);
      break;
    case PropertyType::kFloat:
      slot.number = std::bit_cast<std::uint64_t>(double{g_value_get_float(value)});
      break;
    case PropertyType::kEnum:
      slot.number = static_cast<std::uint64_t>(static_cast<std::int64_t>(g_value_get_enum(value)));
      break;
    case PropertyType::kFlags:
      slot.number = g_value_get_flags(value);
      break;
    case PropertyType::kPointer:
      slot.number = reinterpret_cast<std::uintptr_t>(g_value_get_pointer(value));
      break;
    case PropertyType::kString: {
      const char* text = g_value_get_string(value);
      slot.has_text = text != nullptr;
      slot.text = slot.has_text ? text : "";
      break;
    }
    case PropertyType::kStructure:
      if (slot.structure != nullptr) gst_structure_free(slot.structure);
      slot.structure = static_cast<GstStructure*>(g_value_dup_boxed(value));
      break;
  }
}

void PropertyStore::load(unsigned id, GValue* value) const {
  const std::lock_guard lock(mutex_);
  const Value& slot = values_[id - 1];
  switch (specs_[id - 1].type) {
    case PropertyType::kBoolean:
      g_value_set_boolean(value, slot.number != 0 ? TRUE : FALSE);
      break;
    case PropertyType::kInt:
      g_value_set_int(value, static_cast<int>(slot.number));
      break;
    case PropertyType::kUint:
      g_value_set_uint(value, static_cast<guint>(slot.number));
      break;
    case PropertyType::kInt64:
      g_value_set_int64(value, static_cast<gint64>(slot.number));
      break;
    case PropertyType::kUint64:
      g_value_set_uint64(value, slot.number);
      break;
    case PropertyType::kFloat:
      g_value_set_float(value, static_cast<float>(std::bit_cast<double>(slot.number)));
      break;
    case PropertyType::kEnum:
      g_value_set_enum(value, static_cast<int>(slot.number));
      break;
    case PropertyType::kFlags:
      g_value_set_flags(value, static_cast<guint>(slot.number));
      break;
    case PropertyType::kPointer:
      g_value_set_pointer(value, reinterpret_cast<gpointer>(slot.number));
      break;
    case PropertyType::kString:
      g_value_set_string(value, slot.has_text ? slot.text.c_str() : nullptr);
      break;
    case PropertyType::kStructure:
      g_value_set_boxed(value, slot.structure);
      break;
  }
}

std::uint64_t PropertyStore::number(unsigned id) const {
  const std::lock_guard lock(mutex_);
  return values_[id - 1].number;
}

gpointer PropertyStore::pointer_value(unsigned id) const {
  return reinterpret_cast<gpointer>(number(id));
}

std::string PropertyStore::text_value(unsigned id) const {
  const std::lock_guard lock(mutex_);
  return values_[id - 1].text;
}

bool PropertyStore::was_set(unsigned id) const {
  const std::lock_guard lock(mutex_);
  return values_[id - 1].set_at > 0;
}

bool PropertyStore::was_set_after(unsigned id, unsigned other) const {
  const std::lock_guard lock(mutex_);
  return values_[id - 1].set_at > values_[other - 1].set_at;
}

}  // namespace pipewright::standin
