// SPDX-License-Identifier: Apache-2.0
// nvstreammux with USE_NEW_NVSTREAMMUX=yes: batches frames as they are, by the rules of a
// configuration file.
//
//   USE_NEW_NVSTREAMMUX=yes gst-launch-1.0 nvurisrcbin uri=file:///a.mp4 ! m.sink_0
//     nvurisrcbin uri=file:///b.mp4 ! m.sink_1
//     nvstreammux name=m batch-size=2 config-file-path=mux.txt ! nvmultistreamtiler ! fakesink

#include <algorithm>

#include "elements.hpp"
#include "gstnvstreammux.hpp"
#include "mux_config.hpp"
#include "mux_element.hpp"
#include "properties/nvstreammux_new.gen.hpp"

GST_DEBUG_CATEGORY_EXTERN(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

namespace pipewright::standin {
namespace {

namespace mux_props = properties::nvstreammux_new;

struct NewStreamMux {
  MuxElement parent;
};
struct NewStreamMuxClass {
  MuxElementClass parent_class;
};

/// The time-out as DeepStream counts it: a whole number of batches per second, or the time itself
/// when that is longer than a second.
std::chrono::nanoseconds timeout_from_micros(int micros) {
  constexpr int kMicrosPerSecond = 1000000;
  if (micros > kMicrosPerSecond) return std::chrono::microseconds(micros);
  return std::chrono::nanoseconds(std::chrono::seconds(1)) / (kMicrosPerSecond / micros);
}

bool read_rules(GstElement* element, const PropertyStore& properties, BatchRules& rules) {
  rules = default_batch_rules();
  rules.batch_size = properties.uint_value(mux_props::kBatchSize);
  const std::string path = properties.text_value(mux_props::kConfigFilePath);
  if (!path.empty()) {
    const MuxConfigResult read = read_mux_config(path, rules);
    if (!read.ok()) {
      GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                        ("Property config-file-path of %s: %s.", GST_OBJECT_NAME(element),
                         read.error().message.c_str()),
                        (nullptr));
      return false;
    }
    for (const std::string& warning : read.value()) {
      GST_ELEMENT_WARNING(element, LIBRARY, SETTINGS,
                          ("%s: %s.", GST_OBJECT_NAME(element), warning.c_str()), (nullptr));
    }
  }
  rules.num_surfaces_per_frame =
      std::max(1U, properties.uint_value(mux_props::kNumSurfacesPerFrame));
  if (properties.was_set(mux_props::kBatchedPushTimeout)) {
    rules.timeout = timeout_from_micros(properties.int_value(mux_props::kBatchedPushTimeout));
  }
  rules.syncs_inputs = properties.boolean_value(mux_props::kSyncInputs);
  return true;
}

bool read_settings(GstElement* element, const PropertyStore& properties, MuxSettings& settings) {
  if (!check_batch_size(element, properties.uint_value(mux_props::kBatchSize)) ||
      !read_rules(element, properties, settings.rules)) {
    return false;
  }
  settings.stamps_system_time = properties.boolean_value(mux_props::kAttachSysTs);
  settings.frame_duration =
      frame_duration_from_millis(properties.uint64_value(mux_props::kFrameDuration));
  settings.max_latency = properties.uint64_value(mux_props::kMaxLatency);
  settings.keeps_eos = properties.boolean_value(mux_props::kDropPipelineEos);
  settings.resets_numbers_on_eos = properties.boolean_value(mux_props::kFrameNumResetOnEos);
  settings.resets_numbers_on_reset =
      properties.boolean_value(mux_props::kFrameNumResetOnStreamReset);
  return true;
}

}  // namespace

G_DEFINE_TYPE(NewStreamMux, new_stream_mux, mux_element_get_type())

void new_stream_mux_class_init(NewStreamMuxClass* klass) {
  g_signal_new("dropped", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, nullptr, nullptr, nullptr,
               G_TYPE_NONE, 1, G_TYPE_POINTER);
  install_element(GST_ELEMENT_CLASS(klass), mux_props::kElement,
                  "Batches the frames of several sources, in their own sizes, on the CPU");
  klass->parent_class.read_settings = &read_settings;
}

void new_stream_mux_init(NewStreamMux* self) {
  mux_element_setup(&self->parent, mux_props::kProperties);
}

}  // namespace pipewright::standin
