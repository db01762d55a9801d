// SPDX-License-Identifier: Apache-2.0
// nvstreammux (legacy properties): scales the frames of several sources to one size and puts them
// into batches.
//
//   gst-launch-1.0 nvurisrcbin uri=file:///a.mp4 ! m.sink_0 nvurisrcbin uri=file:///b.mp4 !
//   m.sink_1
//     nvstreammux name=m batch-size=2 width=1280 height=720 batched-push-timeout=40000 !
//     nvmultistreamtiler ! fakesink
//
// Scaling runs in the sources' threads, so several cores share it; frames that fit are not copied.
// Batches are pushed from a thread of the mux's own.

#include "gstnvstreammux.hpp"

#include <cstdlib>
#include <string_view>

#include "elements.hpp"
#include "mux_element.hpp"
#include "properties/nvstreammux.gen.hpp"

namespace pipewright::standin {
namespace {

namespace mux_props = properties::nvstreammux;

struct GstNvStreamMux {
  MuxElement parent;
};
struct GstNvStreamMuxClass {
  MuxElementClass parent_class;
};

G_DEFINE_TYPE(GstNvStreamMux, gst_nv_stream_mux, mux_element_get_type())

bool check_size(GstElement* element, unsigned width, unsigned height) {
  constexpr unsigned kLargest = 32768;
  if (width != 0 && height != 0 && width <= kLargest && height <= kLargest) return true;
  GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                    ("Properties width and height of %s are %u and %u: set both to the size that "
                     "the batch's frames shall have, e.g. 1280 and 720, at most %u.",
                     GST_OBJECT_NAME(element), width, height, kLargest),
                    (nullptr));
  return false;
}

BatchRules read_rules(const PropertyStore& properties) {
  BatchRules rules;
  rules.batch_size = properties.uint_value(mux_props::kBatchSize);
  rules.num_surfaces_per_frame = properties.uint_value(mux_props::kNumSurfacesPerFrame);
  rules.syncs_inputs = properties.boolean_value(mux_props::kSyncInputs);
  // Frames that wait for their time are in step already.
  const bool takes_what_comes =
      properties.boolean_value(mux_props::kLiveSource) || rules.syncs_inputs;
  rules.order = takes_what_comes ? TurnOrder::kArrival : TurnOrder::kStrictTurns;
  const char* adaptive = std::getenv("NVSTREAMMUX_ADAPTIVE_BATCHING");
  if (adaptive != nullptr && std::string_view(adaptive) == "yes") {
    rules.sizing = BatchSizing::kActiveUpToSize;
  }
  if (const int micros = properties.int_value(mux_props::kBatchedPushTimeout); micros >= 0) {
    rules.timeout = std::chrono::microseconds(micros);
  }
  return rules;
}

bool read_settings(GstElement* element, const PropertyStore& properties, MuxSettings& settings) {
  settings.rules = read_rules(properties);
  settings.width = properties.uint_value(mux_props::kWidth);
  settings.height = properties.uint_value(mux_props::kHeight);
  if (!check_batch_size(element, settings.rules.batch_size) ||
      !check_size(element, settings.width, settings.height)) {
    return false;
  }
  settings.keeps_shape = properties.boolean_value(mux_props::kEnablePadding);
  settings.interpolation =
      interpolation_from_number(properties.enum_value(mux_props::kInterpolationMethod));
  settings.num_batches = properties.uint_value(mux_props::kBufferPoolSize);
  settings.sorts_by_source = properties.boolean_value(mux_props::kSortBatch);
  settings.stamps_system_time = properties.boolean_value(mux_props::kAttachSysTs);
  settings.frame_duration =
      frame_duration_from_millis(properties.uint64_value(mux_props::kFrameDuration));
  settings.max_latency = properties.uint_value(mux_props::kMaxLatency);
  settings.keeps_eos = properties.boolean_value(mux_props::kDropPipelineEos);
  settings.resets_numbers_on_eos = properties.boolean_value(mux_props::kFrameNumResetOnEos);
  settings.resets_numbers_on_reset =
      properties.boolean_value(mux_props::kFrameNumResetOnStreamReset);
  return true;
}

void gst_nv_stream_mux_class_init(GstNvStreamMuxClass* klass) {
  install_element(GST_ELEMENT_CLASS(klass), mux_props::kElement,
                  "Batches the frames of several sources on the CPU");
  klass->parent_class.read_settings = &read_settings;
}

void gst_nv_stream_mux_init(GstNvStreamMux* self) {
  mux_element_setup(&self->parent, mux_props::kProperties);
}

}  // namespace

bool uses_new_stream_mux() {
  const char* choice = std::getenv("USE_NEW_NVSTREAMMUX");
  return choice != nullptr && std::string_view(choice) == "yes";
}

}  // namespace pipewright::standin

/// As in DeepStream the environment of the process decides which of the two muxes has the name.
gboolean gst_element_register_nvstreammux(GstPlugin* plugin) {
  using namespace pipewright::standin;
  return gst_element_register(
      plugin, "nvstreammux", kStandinRank,
      uses_new_stream_mux() ? new_stream_mux_get_type() : gst_nv_stream_mux_get_type());
}
