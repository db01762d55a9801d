// SPDX-License-Identifier: Apache-2.0
// Plans that are wrong in every way: each is built or refused with a reason, and taken down again.
#include <fuzzer/FuzzedDataProvider.h>
#include <gst/gst.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/pipeline/pipeline_builder.hpp"

namespace {

namespace runner = pipewright::runner;

/// Elements with pads of every kind that touch nothing outside while they are in NULL.
constexpr std::array<const char*, 14> kFactories = {
    "videotestsrc", "queue",      "tee",      "identity",       "capsfilter",
    "funnel",       "fakesink",   "fakesrc",  "valve",          "input-selector",
    "multiqueue",   "videoscale", "videobox", "no-such-element"};

runner::PropertyValue take_value(FuzzedDataProvider& data) {
  runner::PropertyValue value;
  switch (data.ConsumeIntegralInRange(0, 5)) {
    case 0:
      value.set_bool_value(data.ConsumeBool());
      break;
    case 1:
      value.set_int_value(data.ConsumeIntegral<std::int64_t>());
      break;
    case 2:
      value.set_uint_value(data.ConsumeIntegral<std::uint64_t>());
      break;
    case 3:
      value.set_double_value(data.ConsumeFloatingPoint<double>());
      break;
    case 4:
      value.set_string_value(data.ConsumeRandomLengthString(64));
      break;
    default:
      break;  // no value at all
  }
  return value;
}

/// One of the factory's own properties, or any name.
std::string take_property_name(FuzzedDataProvider& data, const char* factory) {
  const pipewright::GstPtr<GstElementFactory> found(gst_element_factory_find(factory));
  if (!found || data.ConsumeIntegralInRange(0, 7) == 0) return data.ConsumeRandomLengthString(24);
  const pipewright::GstPtr<GstPluginFeature> loaded(
      gst_plugin_feature_load(GST_PLUGIN_FEATURE(found.get())));
  auto* object_class = static_cast<GObjectClass*>(
      g_type_class_ref(gst_element_factory_get_element_type(GST_ELEMENT_FACTORY(loaded.get()))));
  guint num_specs = 0;
  GParamSpec** specs = g_object_class_list_properties(object_class, &num_specs);
  const std::string name = specs[data.ConsumeIntegralInRange<guint>(0, num_specs - 1)]->name;
  g_free(specs);
  g_type_class_unref(object_class);
  return name;
}

runner::Plan take_plan(FuzzedDataProvider& data) {
  static constexpr std::array<const char*, 7> kPads = {"",       "src",     "sink",   "sink_%u",
                                                       "src_%u", "sink_99", "nothing"};
  runner::Plan plan;
  const int num_elements = data.ConsumeIntegralInRange(0, 8);
  for (int i = 0; i < num_elements; ++i) {
    runner::PlanElement& element = *plan.add_elements();
    // A name may be there twice, or hold anything.
    element.set_name(data.ConsumeBool() ? "e" + std::to_string(i)
                                        : data.ConsumeRandomLengthString(8));
    const char* factory = data.PickValueInArray(kFactories);
    element.set_factory(factory);
    const int num_properties = data.ConsumeIntegralInRange(0, 3);
    for (int p = 0; p < num_properties; ++p) {
      runner::Property& property = *element.add_properties();
      property.set_name(take_property_name(data, factory));
      *property.mutable_value() = take_value(data);
    }
    if (data.ConsumeIntegralInRange(0, 3) == 0) {
      runner::PadProperties& pad = *element.add_pads();
      pad.set_pad(data.PickValueInArray(kPads));
      runner::Property& property = *pad.add_properties();
      property.set_name(data.ConsumeRandomLengthString(12));
      *property.mutable_value() = take_value(data);
    }
  }
  const int num_links = data.ConsumeIntegralInRange(0, 8);
  for (int i = 0; i < num_links; ++i) {
    const auto take_end = [&] {
      return plan.elements_size() == 0 || data.ConsumeIntegralInRange(0, 9) == 0
                 ? data.ConsumeRandomLengthString(4)
                 : plan.elements(data.ConsumeIntegralInRange(0, plan.elements_size() - 1)).name();
    };
    runner::PlanLink& link = *plan.add_links();
    link.set_id(std::to_string(i));
    link.set_from_element(take_end());
    link.set_from_pad(data.PickValueInArray(kPads));
    link.set_to_element(take_end());
    link.set_to_pad(data.PickValueInArray(kPads));
  }
  return plan;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  gst_init(nullptr, nullptr);
  gst_debug_set_default_threshold(GST_LEVEL_NONE);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  FuzzedDataProvider data(bytes, size);
  const runner::Plan plan = take_plan(data);
  const auto built = pipewright::build_pipeline(plan);
  if (built) return 0;
  const runner::Error& error = built.error();
  if (error.message().empty() || error.code() == runner::ERROR_CODE_UNSPECIFIED) std::abort();
  return 0;
}
