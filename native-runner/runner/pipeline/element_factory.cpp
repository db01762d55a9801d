// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/element_factory.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "common/text.hpp"
#include "runner/pipeline/property_access.hpp"
#include "runner/pipeline/sdk_elements.gen.hpp"
#include "runner/registry/plugin_packages.hpp"

namespace pipewright {
namespace {

std::vector<std::string> factory_names() {
  std::vector<std::string> names;
  GList* features = gst_registry_get_feature_list(gst_registry_get(), GST_TYPE_ELEMENT_FACTORY);
  for (GList* item = features; item != nullptr; item = item->next) {
    names.emplace_back(GST_OBJECT_NAME(item->data));
  }
  gst_plugin_feature_list_free(features);
  return names;
}

runner::Error no_such_factory(const runner::PlanElement& plan) {
  const std::string_view factory = plan.factory();
  const auto* sdk = std::ranges::find(kSdkElements, factory, &SdkElement::factory);
  if (sdk != std::end(kSdkElements)) {
    const std::string_view instead = sdk->instead;
    return make_error(
        runner::NO_SUCH_ELEMENT_FACTORY,
        concat("Element '", plan.name(), "': '", factory,
               "' comes with the DeepStream SDK and is not on this machine. ", sdk->why,
               instead.empty() ? std::string(" Run the pipeline where DeepStream is installed.")
                               : concat(" Here, use ", instead, ".")),
        {.element = plan.name()});
  }
  const std::string advice = install_advice(factory);
  return make_error(
      runner::NO_SUCH_ELEMENT_FACTORY,
      concat("Element '", plan.name(), "': there is no element '", factory, "' on this machine.",
             did_you_mean(factory, factory_names()),
             factory.starts_with("nv") ? concat(" ", advice, " The CPU stand-in does not have it.")
             : advice.empty()
                 ? " Install the GStreamer plugin that has it (`gst-inspect-1.0` lists what is "
                   "there)."
                 : concat(" ", advice)),
      {.element = plan.name()});
}

runner::Error not_loadable(const runner::PlanElement& plan, std::string_view what) {
  return make_error(runner::NO_SUCH_ELEMENT_FACTORY,
                    concat("Element '", plan.name(), "': ", what, " of '", plan.factory(),
                           "' failed, most likely as a library that its plugin needs is missing. "
                           "`GST_DEBUG=2 gst-inspect-1.0 ",
                           plan.factory(), "` tells which."),
                    {.element = plan.name()});
}

}  // namespace

Outcome<ElementPtr> make_element(const runner::PlanElement& plan) {
  const GstPtr<GstElementFactory> found(gst_element_factory_find(plan.factory().c_str()));
  if (!found) return no_such_factory(plan);
  const GstPtr<GstPluginFeature> loaded(gst_plugin_feature_load(GST_PLUGIN_FEATURE(found.get())));
  if (!loaded) return not_loadable(plan, "loading the plugin");
  GstElementFactory* factory = GST_ELEMENT_FACTORY(loaded.get());
  const TypeClassPtr type_class(
      static_cast<GTypeClass*>(g_type_class_ref(gst_element_factory_get_element_type(factory))));
  auto* object_class = G_OBJECT_CLASS(type_class.get());

  // Construct-only properties have to be there when the element is made; the rest follows in order.
  const PropertyOwner owner{plan.name(), plan.factory()};
  std::vector<const char*> names = {"name"};
  std::vector<Value> owned_values;
  owned_values.emplace_back(G_TYPE_STRING);
  g_value_set_string(owned_values.back().get(), plan.name().c_str());
  std::vector<const runner::Property*> settable;
  for (const runner::Property& property : plan.properties()) {
    GParamSpec* spec = g_object_class_find_property(object_class, property.name().c_str());
    if (spec == nullptr || (spec->flags & G_PARAM_CONSTRUCT_ONLY) == 0) {
      settable.push_back(&property);
      continue;
    }
    auto value = convert_property(spec, owner, property.value());
    if (!value) return std::move(value).error();
    names.push_back(spec->name);
    owned_values.push_back(std::move(value).value());
  }
  std::vector<GValue> values;
  for (Value& value : owned_values) values.push_back(*value.get());  // borrowed, for the call
  GstElement* element = gst_element_factory_create_with_properties(
      factory, static_cast<guint>(names.size()), names.data(), values.data());
  if (element == nullptr) return not_loadable(plan, "creating an element");
  ElementPtr made = share_object(element);
  for (const runner::Property* property : settable) {
    if (auto set = set_property(G_OBJECT(element), owner, *property); !set) {
      return std::move(set).error();
    }
  }
  return made;
}

}  // namespace pipewright
