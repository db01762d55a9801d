// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/property_access.hpp"

#include <algorithm>
#include <string_view>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

std::string owner_text(const PropertyOwner& owner) {
  return owner.pad.empty() ? concat("element '", owner.element, "' (", owner.factory, ")")
                           : concat("pad '", owner.pad, "' of element '", owner.element, "' (",
                                    owner.factory, ")");
}

Blame blame(const PropertyOwner& owner, const std::string& property) {
  return {.element = owner.element, .property = property, .pad = owner.pad};
}

/// A property together with the object that has it.
struct Property {
  GstPtr<GObject> object;
  GParamSpec* spec;
};

Outcome<Property> resolve(GObject* target, const PropertyOwner& owner, const std::string& name) {
  if (name.find("::") != std::string::npos && GST_IS_CHILD_PROXY(target)) {
    GObject* child = nullptr;
    GParamSpec* spec = nullptr;
    if (gst_child_proxy_lookup(GST_CHILD_PROXY(target), name.c_str(), &child, &spec)) {
      const GstPtr<GObject> child_owner(child);
      auto found = find_writable_property(G_OBJECT_GET_CLASS(child), owner, spec->name);
      if (!found) return std::move(found).error();
      return Property{share_object(child), spec};
    }
  }
  auto found = find_writable_property(G_OBJECT_GET_CLASS(target), owner, name);
  if (!found) return std::move(found).error();
  return Property{share_object(target), found.value()};
}

const char* state_name(GstState state) {
  return gst_element_state_get_name(state);
}

Outcome<void> check_mutable(GParamSpec* spec, GstElement* element, const PropertyOwner& owner) {
  const std::string_view limit = mutable_in(spec);
  const GstState state = GST_STATE(element);
  const auto refuse = [&](std::string_view when) {
    return make_error(runner::PROPERTY_NOT_MUTABLE,
                      concat("Property '", spec->name, "' of ", owner_text(owner),
                             " can be changed ", when, ", and the element is in ",
                             state_name(state), ". Stop the run, change it, and run again."),
                      blame(owner, spec->name));
  };
  if (limit == "construct-only") return refuse("only before the element is created");
  if (limit == "ready" && state > GST_STATE_READY) return refuse("only in NULL or READY");
  if (limit == "paused" && state > GST_STATE_PAUSED) return refuse("only in NULL, READY or PAUSED");
  return {};
}

}  // namespace

const char* mutable_in(const GParamSpec* spec) {
  if ((spec->flags & G_PARAM_CONSTRUCT_ONLY) != 0) return "construct-only";
  if ((spec->flags & GST_PARAM_MUTABLE_PLAYING) != 0) return "playing";
  if ((spec->flags & GST_PARAM_MUTABLE_PAUSED) != 0) return "paused";
  if ((spec->flags & GST_PARAM_MUTABLE_READY) != 0) return "ready";
  return "";
}

std::vector<std::string> property_names(GObjectClass* object_class) {
  guint num_specs = 0;
  GParamSpec** specs = g_object_class_list_properties(object_class, &num_specs);
  std::vector<std::string> names;
  names.reserve(num_specs);
  for (guint i = 0; i < num_specs; ++i) names.emplace_back(specs[i]->name);
  g_free(specs);
  return names;
}

Outcome<GParamSpec*> find_writable_property(GObjectClass* object_class, const PropertyOwner& owner,
                                            const std::string& name) {
  GParamSpec* spec = g_object_class_find_property(object_class, name.c_str());
  if (spec == nullptr) {
    const std::vector<std::string> names = property_names(object_class);
    return make_error(runner::NO_SUCH_PROPERTY,
                      concat("The ", owner_text(owner), " has no property '", name, "'.",
                             did_you_mean(name, names)),
                      {.element = owner.element,
                       .property = name,
                       .pad = owner.pad,
                       .debug = concat("properties: ", join(names, ", "))});
  }
  if ((spec->flags & G_PARAM_WRITABLE) == 0) {
    return make_error(
        runner::PROPERTY_NOT_MUTABLE,
        concat("Property '", name, "' of ", owner_text(owner), " can only be read. Leave it out."),
        blame(owner, name));
  }
  if (spec->owner_type == GST_TYPE_OBJECT) {
    return make_error(runner::PROPERTY_NOT_MUTABLE,
                      concat("Property '", name, "' of ", owner_text(owner),
                             " is given by the pipeline document itself. Leave it out."),
                      blame(owner, name));
  }
  return spec;
}

Outcome<Value> convert_property(GParamSpec* spec, const PropertyOwner& owner,
                                const runner::PropertyValue& value) {
  auto converted = to_property_value(spec, value);
  if (!converted) {
    return make_error(runner::INVALID_PROPERTY_VALUE,
                      concat("Property '", spec->name, "' of ", owner_text(owner), ": ",
                             converted.error().message, "."),
                      blame(owner, spec->name));
  }
  return std::move(converted).value();
}

Outcome<void> set_property(GObject* target, const PropertyOwner& owner,
                           const runner::Property& property) {
  auto resolved = resolve(target, owner, property.name());
  if (!resolved) return std::move(resolved).error();
  auto value = convert_property(resolved.value().spec, owner, property.value());
  if (!value) return std::move(value).error();
  g_object_set_property(resolved.value().object.get(), resolved.value().spec->name,
                        value.value().get());
  return {};
}

Outcome<std::string> set_property_live(GObject* target, GstElement* element,
                                       const PropertyOwner& owner,
                                       const runner::Property& property) {
  auto resolved = resolve(target, owner, property.name());
  if (!resolved) return std::move(resolved).error();
  GParamSpec* spec = resolved.value().spec;
  if (auto allowed = check_mutable(spec, element, owner); !allowed) {
    return std::move(allowed).error();
  }
  auto value = convert_property(spec, owner, property.value());
  if (!value) return std::move(value).error();
  GObject* object = resolved.value().object.get();
  g_object_set_property(object, spec->name, value.value().get());
  if ((spec->flags & G_PARAM_READABLE) == 0) return value_to_text(value.value().get());
  Value now(G_PARAM_SPEC_VALUE_TYPE(spec));
  g_object_get_property(object, spec->name, now.get());
  return value_to_text(now.get());
}

}  // namespace pipewright
