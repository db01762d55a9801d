// SPDX-License-Identifier: Apache-2.0
#include "runner/registry/registry_dump.hpp"

#include <gst/gst.h>

#include "common/gst_ptr.hpp"
#include "runner/pipeline/property_access.hpp"
#include "runner/pipeline/property_value.hpp"

namespace pipewright {
namespace {

const char* type_name(GParamSpec* spec) {
  const GType type = G_PARAM_SPEC_VALUE_TYPE(spec);
  switch (type) {
    case G_TYPE_BOOLEAN:
      return "boolean";
    case G_TYPE_CHAR:
    case G_TYPE_INT:
      return "int";
    case G_TYPE_UCHAR:
    case G_TYPE_UINT:
      return "uint";
    case G_TYPE_LONG:
    case G_TYPE_INT64:
      return "int64";
    case G_TYPE_ULONG:
    case G_TYPE_UINT64:
      return "uint64";
    case G_TYPE_FLOAT:
      return "float";
    case G_TYPE_DOUBLE:
      return "double";
    case G_TYPE_STRING:
      return "string";
    default:
      break;
  }
  if (type == GST_TYPE_FRACTION) return "fraction";
  if (type == GST_TYPE_CAPS) return "caps";
  if (type == GST_TYPE_ARRAY) return "array";
  if (G_TYPE_IS_ENUM(type)) return "enum";
  if (G_TYPE_IS_FLAGS(type)) return "flags";
  if (g_type_is_a(type, G_TYPE_OBJECT) || G_TYPE_IS_INTERFACE(type)) return "object";
  if (g_type_is_a(type, G_TYPE_BOXED)) return "boxed";
  return "pointer";
}

template <class Spec>
void describe_range(const Spec* spec, runner::PropertySpec& description) {
  description.set_min(std::to_string(spec->minimum));
  description.set_max(std::to_string(spec->maximum));
}

template <class Spec, class Set>
void describe_real_range(const Spec* spec, GType type, Set set, runner::PropertySpec& description) {
  Value value(type);
  set(value.get(), spec->minimum);
  description.set_min(value_to_text(value.get()));
  set(value.get(), spec->maximum);
  description.set_max(value_to_text(value.get()));
}

void describe_range(GParamSpec* spec, runner::PropertySpec& description) {
  if (G_IS_PARAM_SPEC_CHAR(spec)) describe_range(G_PARAM_SPEC_CHAR(spec), description);
  if (G_IS_PARAM_SPEC_UCHAR(spec)) describe_range(G_PARAM_SPEC_UCHAR(spec), description);
  if (G_IS_PARAM_SPEC_INT(spec)) describe_range(G_PARAM_SPEC_INT(spec), description);
  if (G_IS_PARAM_SPEC_UINT(spec)) describe_range(G_PARAM_SPEC_UINT(spec), description);
  if (G_IS_PARAM_SPEC_LONG(spec)) describe_range(G_PARAM_SPEC_LONG(spec), description);
  if (G_IS_PARAM_SPEC_ULONG(spec)) describe_range(G_PARAM_SPEC_ULONG(spec), description);
  if (G_IS_PARAM_SPEC_INT64(spec)) describe_range(G_PARAM_SPEC_INT64(spec), description);
  if (G_IS_PARAM_SPEC_UINT64(spec)) describe_range(G_PARAM_SPEC_UINT64(spec), description);
  if (G_IS_PARAM_SPEC_FLOAT(spec)) {
    describe_real_range(G_PARAM_SPEC_FLOAT(spec), G_TYPE_FLOAT, g_value_set_float, description);
  }
  if (G_IS_PARAM_SPEC_DOUBLE(spec)) {
    describe_real_range(G_PARAM_SPEC_DOUBLE(spec), G_TYPE_DOUBLE, g_value_set_double, description);
  }
  if (GST_IS_PARAM_SPEC_FRACTION(spec)) {
    const auto* fraction = GST_PARAM_SPEC_FRACTION(spec);
    description.set_min(std::to_string(fraction->min_num) + "/" +
                        std::to_string(fraction->min_den));
    description.set_max(std::to_string(fraction->max_num) + "/" +
                        std::to_string(fraction->max_den));
  }
}

void describe_values(GParamSpec* spec, runner::PropertySpec& description) {
  const auto add = [&](std::int64_t value, const gchar* nick, const gchar* name) {
    runner::EnumValue& entry = *description.add_values();
    entry.set_value(value);
    entry.set_nick(nick != nullptr ? nick : "");
    entry.set_name(name != nullptr ? name : "");
  };
  if (G_IS_PARAM_SPEC_ENUM(spec)) {
    const GEnumClass* values = G_PARAM_SPEC_ENUM(spec)->enum_class;
    for (guint i = 0; i < values->n_values; ++i) {
      add(values->values[i].value, values->values[i].value_nick, values->values[i].value_name);
    }
  } else if (G_IS_PARAM_SPEC_FLAGS(spec)) {
    const GFlagsClass* values = G_PARAM_SPEC_FLAGS(spec)->flags_class;
    for (guint i = 0; i < values->n_values; ++i) {
      add(values->values[i].value, values->values[i].value_nick, values->values[i].value_name);
    }
  }
}

void describe_property(GParamSpec* declared, GType owner, runner::PropertySpec& description) {
  GParamSpec* redirected = g_param_spec_get_redirect_target(declared);
  GParamSpec* spec = redirected != nullptr ? redirected : declared;
  const gchar* blurb = g_param_spec_get_blurb(declared);
  description.set_name(declared->name);
  description.set_type(type_name(spec));
  description.set_gtype(g_type_name(G_PARAM_SPEC_VALUE_TYPE(spec)));
  description.set_blurb(blurb != nullptr ? blurb : "");
  Value default_value(G_PARAM_SPEC_VALUE_TYPE(spec));
  g_param_value_set_default(spec, default_value.get());
  description.set_default_value(value_to_text(default_value.get()));
  describe_range(spec, description);
  describe_values(spec, description);
  description.set_readable((declared->flags & G_PARAM_READABLE) != 0);
  description.set_writable((declared->flags & G_PARAM_WRITABLE) != 0);
  description.set_mutable_in(mutable_in(declared));
  description.set_controllable((declared->flags & GST_PARAM_CONTROLLABLE) != 0);
  description.set_deprecated((declared->flags & G_PARAM_DEPRECATED) != 0);
  if (declared->owner_type != owner) {
    description.set_inherited_from(g_type_name(declared->owner_type));
  }
}

/// All properties of a class but those of `base` and its ancestors.
void describe_properties(GType type, GType base,
                         google::protobuf::RepeatedPtrField<runner::PropertySpec>& properties) {
  const TypeClassPtr type_class(static_cast<GTypeClass*>(g_type_class_ref(type)));
  guint num_specs = 0;
  GParamSpec** specs = g_object_class_list_properties(G_OBJECT_CLASS(type_class.get()), &num_specs);
  for (guint i = 0; i < num_specs; ++i) {
    if (base != G_TYPE_INVALID && g_type_is_a(base, specs[i]->owner_type)) continue;
    describe_property(specs[i], type, *properties.Add());
  }
  g_free(specs);
}

void describe_pads(GstElementClass* element_class, runner::ElementFactory& description) {
  for (GList* item = gst_element_class_get_pad_template_list(element_class); item != nullptr;
       item = item->next) {
    auto* pad_template = static_cast<GstPadTemplate*>(item->data);
    runner::PadTemplate& pad = *description.add_pads();
    pad.set_name(GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template));
    pad.set_direction(GST_PAD_TEMPLATE_DIRECTION(pad_template) == GST_PAD_SRC ? "src" : "sink");
    switch (GST_PAD_TEMPLATE_PRESENCE(pad_template)) {
      case GST_PAD_REQUEST:
        pad.set_presence("request");
        break;
      case GST_PAD_SOMETIMES:
        pad.set_presence("sometimes");
        break;
      default:
        pad.set_presence("always");
    }
    const CapsPtr caps(gst_pad_template_get_caps(pad_template));
    pad.set_caps(take_text(gst_caps_to_string(caps.get())));
    const GType pad_type = GST_PAD_TEMPLATE_GTYPE(pad_template);
    if (pad_type != G_TYPE_NONE && pad_type != GST_TYPE_PAD && pad_type != GST_TYPE_GHOST_PAD) {
      describe_properties(pad_type, GST_TYPE_PAD, *pad.mutable_properties());
    }
  }
}

}  // namespace

bool describe_factory(const std::string& name, runner::ElementFactory& description) {
  const GstPtr<GstElementFactory> found(gst_element_factory_find(name.c_str()));
  if (!found) return false;
  const GstPtr<GstPluginFeature> loaded(gst_plugin_feature_load(GST_PLUGIN_FEATURE(found.get())));
  if (!loaded) return false;
  GstElementFactory* factory = GST_ELEMENT_FACTORY(loaded.get());
  const GType type = gst_element_factory_get_element_type(factory);
  const TypeClassPtr type_class(static_cast<GTypeClass*>(g_type_class_ref(type)));

  const auto metadata = [&](const gchar* key) {
    const gchar* text = gst_element_factory_get_metadata(factory, key);
    return std::string(text != nullptr ? text : "");
  };
  description.set_name(name);
  description.set_long_name(metadata(GST_ELEMENT_METADATA_LONGNAME));
  description.set_klass(metadata(GST_ELEMENT_METADATA_KLASS));
  description.set_description(metadata(GST_ELEMENT_METADATA_DESCRIPTION));
  description.set_author(metadata(GST_ELEMENT_METADATA_AUTHOR));
  description.set_rank(gst_plugin_feature_get_rank(loaded.get()));
  if (const GstPtr<GstPlugin> plugin{gst_plugin_feature_get_plugin(loaded.get())}) {
    description.set_plugin(gst_plugin_get_name(plugin.get()));
    description.set_plugin_version(gst_plugin_get_version(plugin.get()));
  }
  describe_pads(GST_ELEMENT_CLASS(type_class.get()), description);
  describe_properties(type, G_TYPE_INVALID, *description.mutable_properties());
  for (GType ancestor = type;; ancestor = g_type_parent(ancestor)) {
    description.add_type_ancestors(g_type_name(ancestor));
    if (ancestor == GST_TYPE_OBJECT) break;
  }
  return true;
}

}  // namespace pipewright
